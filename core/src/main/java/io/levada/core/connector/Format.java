package io.levada.core.connector;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import java.util.List;

/**
 * A record encoding, chosen by {@code 'format' = '<name>'}, found by ServiceLoader. Its options are written with the
 * format's name and a dot before them ({@code 'json.ignore-parse-errors'}), after {@code key.} or {@code value.} where a
 * connector has two formats.
 */
public interface Format {
    String name();

    /** Without prefix. */
    List<Option<?>> options();

    /** Whether {@link #decoder} takes columns that are fields of a ROW ({@link TableColumn.Physical#path}). */
    default boolean readsFields(Settings options) {
        return false;
    }

    /**
     * @param table has the wanted columns, and perhaps others
     * @param wanted the columns to decode, in the order of the batches: fields of the record that are not among them are
     *     skipped, not decoded
     * @param options without prefix
     */
    RecordDecoder decoder(Table table, RowType wanted, Settings options, ZoneId zone);

    /** @param rowType the columns to encode, in the order of the batches */
    RecordEncoder encoder(Table table, RowType rowType, Settings options, ZoneId zone);
}

package io.levada.connector.standard.io;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of records into batches. Columns that don't lie in the record are filled when the batch is taken.
 * When no column of the record is wanted one is decoded all the same, to know which records are rows.
 */
public final class BatchBuilder {
    private final RowType type;
    private final int[] inRecord;
    private final RowType decodedType;
    private final RecordDecoder decoder;
    private Column[] decoded;
    private byte @Nullable [] kinds;
    private int rows;

    /** @param isInRecord whether a column's value is in the record, and not known from elsewhere */
    public BatchBuilder(
            Table table,
            List<TableColumn> columns,
            Predicate<TableColumn> isInRecord,
            TableFormat format,
            ZoneId zone) {
        type = Table.rowType(columns);
        inRecord = new int[columns.size()];
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < inRecord.length; i++) {
            boolean decodedHere = isInRecord.test(columns.get(i));
            inRecord[i] = decodedHere ? fields.size() : -1;
            if (decodedHere) {
                fields.add(type.field(i));
            }
        }
        if (fields.isEmpty()) {
            // As text, so that a value of the wrong type doesn't decide whether the record is a row.
            table.columns().stream()
                    .filter(c -> c instanceof TableColumn.Physical && isInRecord.test(c))
                    .findFirst()
                    .ifPresent(c -> fields.add(new Field(
                            c.name(),
                            c.type().kind() == io.levada.core.type.TypeKind.VARBINARY ? c.type() : DataType.STRING)));
        }
        decodedType = new RowType(fields);
        decoder = format.decoder(decodedType, zone);
        decoded = Batch.columnsFor(decodedType, 0);
    }

    public int rows() {
        return rows;
    }

    /**
     * Decodes a record.
     *
     * @param kind of the row, {@link io.levada.core.data.ChangeKind}
     * @return null, or why it can't be decoded
     */
    public @Nullable String add(byte[] record, int offset, int length, byte kind) {
        String reason = decoder.decode(record, offset, length, decoded);
        int now = decoded.length == 0 ? (reason == null ? rows + 1 : rows) : decoded[0].size();
        if (now > rows) {
            if (kind != io.levada.core.data.ChangeKind.I || kinds != null) {
                if (kinds == null) {
                    kinds = new byte[64];
                }
                if (kinds.length < now) {
                    kinds = java.util.Arrays.copyOf(kinds, now * 2);
                }
                kinds[rows] = kind;
            }
            rows = now;
        }
        return reason;
    }

    /** What fills a column that isn't in the record. */
    @FunctionalInterface
    public interface Filler {
        /** Appends {@code rows} values. */
        void fill(int columnIndex, Column column, int rows);
    }

    /** The rows since the last call as a batch; null when there are none. */
    public @Nullable Batch take(Filler filler) {
        if (rows == 0) {
            return null;
        }
        Column[] columns = new Column[inRecord.length];
        for (int i = 0; i < columns.length; i++) {
            if (inRecord[i] >= 0) {
                columns[i] = decoded[inRecord[i]];
            } else {
                columns[i] = Column.create(type.type(i), rows);
                filler.fill(i, columns[i], rows);
            }
        }
        Batch batch = new Batch(rows, columns, kinds);
        decoded = Batch.columnsFor(decodedType, rows);
        kinds = null;
        rows = 0;
        return batch;
    }
}

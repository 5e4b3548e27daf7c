package io.levada.connector.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.connector.standard.io.LineEncoder;
import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Settings;
import io.levada.core.connector.Formats;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes and encodes one record at a time, through a format as the connectors find it. */
public final class Records {
    private static final String AROUND = "\"0,}]\\:a";
    private static final int MOST_AROUND = 17;

    private final RowType type;
    private final Settings options;
    private final String format;
    private final Table table;
    private final RecordDecoder decoder;
    private @Nullable RecordEncoder encoder;
    private @Nullable String reason;
    private int turn;

    /** @param options without prefix: key, value, key, value */
    public Records(String format, RowType type, String... options) {
        this(
                format,
                type.fields().stream()
                        .<TableColumn>map(f -> new TableColumn.Physical(f.name(), f.type()))
                        .toList(),
                type,
                options);
    }

    /** @param columns of the table, of which those of {@code type} are read */
    public Records(String format, List<TableColumn> columns, RowType type, String... options) {
        this.format = format;
        this.type = type;
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        this.options = new Settings(map);
        table = new Table("t", columns, null, List.of(), List.of(), Settings.EMPTY, null);
        decoder = Formats.get(format).decoder(table, type, this.options, ZoneOffset.UTC);
    }

    /** Why the last record wasn't decoded. */
    public @Nullable String reason() {
        return reason;
    }

    public @Nullable Row decode(String record) {
        return decode(record.getBytes(StandardCharsets.UTF_8));
    }

    /** The row, or null when there was none; then {@link #reason} may say why. */
    public @Nullable Row decode(byte[] record) {
        // Other bytes around the record, how many, and rows before it, must not matter.
        turn++;
        byte[] padded = new byte[record.length + 3 + turn % MOST_AROUND];
        Arrays.fill(padded, (byte) AROUND.charAt(turn % AROUND.length()));
        System.arraycopy(record, 0, padded, 3, record.length);
        Column[] columns = Batch.columnsFor(type, 1);
        for (Column column : columns) {
            column.appendNull();
        }
        reason = decoder.decode(padded, 3, record.length, columns);
        int size = columns[0].size();
        for (Column column : columns) {
            if (column.size() != size || !column.isNull(0)) {
                assertThat(column.size())
                        .as("values of a column after a record")
                        .isEqualTo(size);
                assertThat(column.isNull(0)).as("the row before is as it was").isTrue();
            }
        }
        return size == 1 ? null : Boxed.rows(new Batch(2, columns, null), type).get(1);
    }

    private RecordEncoder encoder() {
        RecordEncoder made = encoder;
        if (made == null) {
            made = Formats.get(format).encoder(table, type, options, ZoneOffset.UTC);
            encoder = made;
        }
        return made;
    }

    /** The lines of a batch from one of its rows on. */
    public String lines(List<Row> rows, int from) {
        ByteWriter out = new ByteWriter(1);
        LineEncoder.of(encoder()).encodeLines(Boxed.batch(rows, type), from, rows.size(), out);
        return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
    }

    public String encode(Row row) {
        BytesColumn out = new BytesColumn(1);
        encoder().encode(Boxed.batch(List.of(row), type), 0, out);
        return out.get(0).toString();
    }
}

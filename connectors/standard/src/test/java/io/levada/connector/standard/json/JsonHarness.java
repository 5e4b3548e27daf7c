package io.levada.connector.standard.json;

import io.levada.core.catalog.Table;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes and encodes one record at a time, through the format as the connectors find it. */
final class JsonHarness {
    final RowType type;
    final Settings options;
    final RecordDecoder decoder;

    @Nullable
    String reason;

    JsonHarness(RowType type, String... options) {
        this.type = type;
        Map<String, String> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        this.options = new Settings(map);
        decoder = Formats.get("json").decoder(table(), type, this.options, ZoneOffset.UTC);
    }

    private Table table() {
        return new Table("t", List.of(), null, List.of(), List.of(), Settings.EMPTY, null);
    }

    /** The row, or null when there was none; then {@link #reason} may say why. */
    @Nullable
    Row decode(String json) {
        return decode(json.getBytes(StandardCharsets.UTF_8));
    }

    @Nullable
    Row decode(byte[] json) {
        // Other bytes around the record, and rows before it, must not matter.
        byte[] padded = new byte[json.length + 8];
        java.util.Arrays.fill(padded, (byte) '"');
        System.arraycopy(json, 0, padded, 3, json.length);
        Column[] columns = Batch.columnsFor(type, 1);
        for (int i = 0; i < columns.length; i++) {
            columns[i].appendNull();
        }
        reason = decoder.decode(padded, 3, json.length, columns);
        int size = columns[0].size();
        for (Column column : columns) {
            org.assertj.core.api.Assertions.assertThat(column.size()).isEqualTo(size);
            org.assertj.core.api.Assertions.assertThat(column.isNull(0)).isTrue();
        }
        if (size == 1) {
            return null;
        }
        return Boxed.rows(new Batch(2, columns, null), type).get(1);
    }

    String encode(Row row) {
        RecordEncoder encoder = Formats.get("json").encoder(table(), type, options, ZoneOffset.UTC);
        BytesColumn out = new BytesColumn(1);
        encoder.encode(Boxed.batch(List.of(row), type), 0, out);
        return out.get(0).toString();
    }
}

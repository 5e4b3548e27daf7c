package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.table.FormatChoice;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.connector.kafka.table.MetadataKey;
import io.levada.connector.kafka.table.RecordLayout;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.connector.SinkRequest;
import io.levada.core.data.Batch;
import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.data.ObjectColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table to records. In an upsert table a deleted row becomes a record without value, and {@code -U} is left out:
 * the row after it overwrites.
 */
final class RowEncoder implements Encoder {
    private final boolean upsert;
    private final String tableName;
    private final ZoneId zone;
    private final int[] valueColumns;
    private final int[] keyColumns;
    private final RecordEncoder value;
    private final @Nullable RecordEncoder key;
    private int timestampColumn = -1;
    private boolean timestampIsLocal;
    private int headersColumn = -1;

    RowEncoder(KafkaTable table, SinkRequest request) {
        upsert = table.upsert();
        tableName = table.table().name();
        zone = request.job().zone();
        RecordLayout layout = table.layout();
        valueColumns = positions(request, layout.valueTable().rowType(), "");
        keyColumns = positions(request, layout.keyTable().rowType(), layout.keyPrefix());
        value = encoder(table.valueFormat(), layout.valueTable());
        FormatChoice keyFormat = table.keyFormat();
        key = keyFormat == null ? null : encoder(keyFormat, layout.keyTable());
        for (int i = 0; i < request.columns().size(); i++) {
            if (request.columns().get(i) instanceof TableColumn.Metadata metadata) {
                if (MetadataKey.of(metadata) == MetadataKey.TIMESTAMP) {
                    timestampColumn = i;
                    timestampIsLocal = metadata.type().kind() == TypeKind.TIMESTAMP;
                } else {
                    headersColumn = i;
                }
            }
        }
    }

    private RecordEncoder encoder(FormatChoice format, Table part) {
        return format.format().encoder(part, part.rowType(), format.options(), zone);
    }

    private static int[] positions(SinkRequest request, RowType part, String prefix) {
        int[] positions = new int[part.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = request.rowType().indexOf(prefix + part.name(i));
        }
        return positions;
    }

    @Override
    public void encode(Batch batch, OutRecords target) {
        Batch values = part(batch, valueColumns);
        Batch keys = part(batch, keyColumns);
        for (int row = 0; row < batch.rowCount(); row++) {
            byte kind = batch.kind(row);
            if (upsert && kind == ChangeKind.UB) {
                continue;
            }
            if (!upsert && kind != ChangeKind.I) {
                throw new IllegalStateException("an update for table '" + tableName + "', which only appends");
            }
            if (key == null) {
                target.keys().appendNull();
            } else {
                key.encode(keys, row, target.keys());
            }
            if (kind == ChangeKind.D) {
                target.values().appendNull();
            } else {
                value.encode(values, row, target.values());
            }
            writeMetadata(batch, row, target);
        }
    }

    private static Batch part(Batch batch, int[] columns) {
        Column[] chosen = new Column[columns.length];
        for (int i = 0; i < columns.length; i++) {
            chosen[i] = batch.column(columns[i]);
        }
        return new Batch(batch.rowCount(), chosen, batch.kinds());
    }

    private void writeMetadata(Batch batch, int row, OutRecords target) {
        if (timestampColumn >= 0 && !batch.column(timestampColumn).isNull(row)) {
            long micros = ((LongColumn) batch.column(timestampColumn)).get(row);
            long millis = Math.floorDiv(timestampIsLocal ? toInstantMicros(micros) : micros, 1000);
            if (millis < 0) {
                throw new LevadaException(
                        ErrorCode.EVALUATION,
                        "table '" + tableName
                                + "' can't be written: Kafka has no timestamps before 1970, and a row has " + millis
                                + " ms",
                        "filter such rows, or leave the timestamp column out");
            }
            target.timestampOfLast(millis);
        }
        if (headersColumn >= 0 && !batch.column(headersColumn).isNull(row)) {
            target.headersOfLast(headers(((ObjectColumn) batch.column(headersColumn)).get(row)));
        }
    }

    private long toInstantMicros(long micros) {
        long seconds = Math.floorDiv(micros, 1_000_000L);
        LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return micros - zone.getRules().getOffset(local).getTotalSeconds() * 1_000_000L;
    }

    private static List<Header> headers(@Nullable Object value) {
        List<Header> headers = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                byte[] bytes = entry.getValue() instanceof Bytes given ? given.toByteArray() : null;
                headers.add(new RecordHeader(String.valueOf(entry.getKey()), bytes));
            }
        }
        return headers;
    }
}

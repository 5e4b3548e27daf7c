package io.levada.connector.kafka.source;

import io.levada.connector.kafka.table.FormatChoice;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.connector.kafka.table.RecordLayout;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceRequest;
import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.type.RowType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records to rows, on the worker's thread. A column that lies in the key and in the value is read from the value; only a
 * row that is deleted, which has no value, takes it from the key.
 */
final class RowDecoder {
    private final RowType rowType;
    private final boolean upsert;
    private final boolean nullIsValue;
    private final PartDecoder value;
    /** Key columns that aren't in the value; null when none is asked for. */
    private final @Nullable PartDecoder key;
    /** All key columns that are asked for, for deleted rows; null when there are no deletions. */
    private final @Nullable PartDecoder deletedKey;
    /** By output column; null where it isn't metadata. */
    private final @Nullable MetadataReader[] metadata;

    private volatile long droppedNulls;

    RowDecoder(KafkaTable table, SourceRequest request) {
        rowType = request.rowType();
        upsert = table.upsert();
        nullIsValue = table.valueFormat().decodesNull();
        metadata = new MetadataReader[rowType.size()];
        RecordLayout layout = table.layout();
        List<Integer> inKeyOnly = new ArrayList<>();
        List<Integer> inKey = new ArrayList<>();
        List<Integer> inValue = new ArrayList<>();
        for (int i = 0; i < rowType.size(); i++) {
            if (request.columns().get(i) instanceof TableColumn.Metadata column) {
                metadata[i] = MetadataReader.of(column, request.job().zone());
                continue;
            }
            boolean fromValue = layout.indexInValue(rowType.name(i)) >= 0;
            if (fromValue) {
                inValue.add(i);
            }
            if (layout.indexInKey(rowType.name(i)) >= 0) {
                inKey.add(i);
                if (!fromValue) {
                    inKeyOnly.add(i);
                }
            }
        }
        var zone = request.job().zone();
        value = new PartDecoder(table.valueFormat(), layout.valueTable(), rowType, inValue, "", zone);
        FormatChoice format = table.keyFormat();
        key = format == null || inKeyOnly.isEmpty()
                ? null
                : new PartDecoder(format, layout.keyTable(), rowType, inKeyOnly, layout.keyPrefix(), zone);
        deletedKey = format == null || !upsert
                ? null
                : new PartDecoder(format, layout.keyTable(), rowType, inKey, layout.keyPrefix(), zone);
    }

    /** Records without a value in a table that only appends: Flink drops them too. */
    long droppedNulls() {
        return droppedNulls;
    }

    /** Rows of records {@code from} to {@code to}, or null when there are none. What can't be decoded goes to dead letters. */
    @Nullable
    Batch decode(
            List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, int from, int to, String split, SourceOutput output) {
        Column[] columns = Batch.columnsFor(rowType, to - from);
        value.begin(columns, to - from);
        if (key != null) {
            key.begin(columns, to - from);
        }
        if (deletedKey != null) {
            deletedKey.begin(columns, to - from);
        }
        byte[] kinds = null;
        int rows = 0;
        for (int i = from; i < to; i++) {
            ConsumerRecord<ByteBuffer, ByteBuffer> record = records.get(i);
            boolean deleted = upsert && record.value() == null;
            if (record.value() == null && !deleted && !nullIsValue) {
                droppedNulls++;
                continue;
            }
            String reason = deleted ? delete(record, columns) : insert(record);
            if (reason != null) {
                truncate(columns, rows);
                if (!reason.isEmpty()) {
                    output.deadLetter(split, record.offset(), bytes(record.value()), reason);
                }
                continue;
            }
            appendMetadata(record, columns);
            if (deleted) {
                kinds = kinds == null ? new byte[to - from] : kinds;
                kinds[rows] = ChangeKind.D;
            }
            rows++;
        }
        return rows == 0 ? null : new Batch(rows, columns, kinds);
    }

    /** Null when a row was appended, empty when the format left it out, else what is wrong. */
    private @Nullable String insert(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        String reason = value.decode(record.value());
        return reason != null || key == null ? reason : inKey(key.decode(record.key()));
    }

    private @Nullable String delete(ConsumerRecord<ByteBuffer, ByteBuffer> record, Column[] columns) {
        if (deletedKey == null) {
            throw new IllegalStateException("a deletion in a table that only appends");
        }
        String reason = inKey(deletedKey.decode(record.key()));
        if (reason == null) {
            for (int i : value.targets()) {
                if (!deletedKey.fills(i)) {
                    columns[i].appendNull();
                }
            }
        }
        return reason;
    }

    private static @Nullable String inKey(@Nullable String reason) {
        return reason == null || reason.isEmpty() ? reason : "in the key: " + reason;
    }

    private void appendMetadata(ConsumerRecord<ByteBuffer, ByteBuffer> record, Column[] columns) {
        for (int i = 0; i < columns.length; i++) {
            MetadataReader reader = metadata[i];
            if (reader != null) {
                reader.append(record, columns[i]);
            }
        }
    }

    private static void truncate(Column[] columns, int rows) {
        for (Column column : columns) {
            if (column.size() > rows) {
                column.truncate(rows);
            }
        }
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }
}

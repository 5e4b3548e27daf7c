package io.levada.connector.kafka.sink;

import io.levada.core.data.BytesColumn;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Encoded rows, on their way from a worker to its sending thread. One owner at a time. */
final class OutRecords {
    private static final long NO_TIMESTAMP = -1;

    /** NULL: no key. */
    private final BytesColumn keys;
    /** NULL: a tombstone. */
    private final BytesColumn values;

    private long @Nullable [] timestamps;
    private @Nullable List<Header> @Nullable [] headers;
    private int @Nullable [] selected;

    OutRecords(int capacity) {
        keys = new BytesColumn(capacity);
        values = new BytesColumn(capacity);
    }

    BytesColumn keys() {
        return keys;
    }

    BytesColumn values() {
        return values;
    }

    /** Sets the time of the row that was appended last; without it the producer's clock counts. */
    void timestampOfLast(long millis) {
        int row = values.size() - 1;
        if (timestamps == null || row >= timestamps.length) {
            int before = timestamps == null ? 0 : timestamps.length;
            timestamps = timestamps == null
                    ? new long[Math.max(values.capacity(), row + 1)]
                    : Arrays.copyOf(timestamps, Math.max(values.capacity(), row + 1));
            Arrays.fill(timestamps, before, timestamps.length, NO_TIMESTAMP);
        }
        timestamps[row] = millis;
    }

    /** Sets the headers of the row that was appended last. */
    @SuppressWarnings("unchecked")
    void headersOfLast(List<Header> given) {
        int row = values.size() - 1;
        if (headers == null) {
            headers = (List<Header>[]) new List<?>[Math.max(values.capacity(), row + 1)];
        } else if (row >= headers.length) {
            headers = Arrays.copyOf(headers, Math.max(values.capacity(), row + 1));
        }
        headers[row] = given;
    }

    /** Only these rows are to be sent. */
    void select(int[] rows) {
        selected = rows;
    }

    /** A copy of those that are to be sent, without the others. */
    OutRecords kept() {
        OutRecords kept = new OutRecords(Math.max(1, count()));
        for (int i = 0; i < count(); i++) {
            int row = selected == null ? i : selected[i];
            kept.keys.appendFrom(keys, row);
            kept.values.appendFrom(values, row);
            if (timestamps != null && row < timestamps.length && timestamps[row] != NO_TIMESTAMP) {
                kept.timestampOfLast(timestamps[row]);
            }
            List<Header> ofRow = headers == null || row >= headers.length ? null : headers[row];
            if (ofRow != null) {
                kept.headersOfLast(ofRow);
            }
        }
        return kept;
    }

    /** How many are to be sent. */
    int count() {
        return selected == null ? values.size() : selected.length;
    }

    long bytes() {
        return bytes(keys) + bytes(values);
    }

    private static long bytes(BytesColumn column) {
        return column.offsets()[column.size()];
    }

    /** @param index 0 to {@link #count()} - 1 */
    ProducerRecord<byte[], byte[]> record(int index, String topic, @Nullable Integer partition) {
        int row = selected == null ? index : selected[index];
        Long timestamp = timestamps == null || row >= timestamps.length || timestamps[row] == NO_TIMESTAMP
                ? null
                : Long.valueOf(timestamps[row]);
        List<Header> ofRow = headers == null || row >= headers.length ? null : headers[row];
        return new ProducerRecord<>(topic, partition, timestamp, bytes(keys, row), bytes(values, row), ofRow);
    }

    private static byte @Nullable [] bytes(BytesColumn column, int row) {
        return column.isNull(row)
                ? null
                : Arrays.copyOfRange(column.data(), column.offsets()[row], column.offsets()[row + 1]);
    }
}

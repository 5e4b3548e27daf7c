package io.levada.connector.kafka.source;

import io.levada.connector.kafka.table.MetadataKey;
import io.levada.core.catalog.TableColumn;
import io.levada.core.data.Bytes;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.data.ObjectColumn;
import io.levada.core.type.Storage;
import io.levada.core.type.TypeKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Appends one piece of metadata of a record to a column. */
@FunctionalInterface
interface MetadataReader {
    void append(ConsumerRecord<?, ?> record, Column target);

    /** @param zone of the session, for a timestamp that is declared without a zone */
    static MetadataReader of(TableColumn.Metadata column, ZoneId zone) {
        boolean wide = column.type().storage() == Storage.LONG;
        return switch (MetadataKey.of(column)) {
            case TOPIC -> {
                TextCache topics = new TextCache();
                yield (record, target) -> ((BytesColumn) target).append(topics.bytes(record.topic()));
            }
            case PARTITION -> (record, target) -> appendInt(target, wide, record.partition());
            case OFFSET -> (record, target) -> ((LongColumn) target).append(record.offset());
            case LEADER_EPOCH ->
                (record, target) -> record.leaderEpoch()
                        .ifPresentOrElse(epoch -> appendInt(target, wide, epoch), target::appendNull);
            case HEADERS -> (record, target) -> ((ObjectColumn) target).append(headers(record));
            case TIMESTAMP_TYPE -> {
                TextCache types = new TextCache();
                yield (record, target) -> ((BytesColumn) target).append(types.bytes(record.timestampType().name));
            }
            case TIMESTAMP ->
                column.type().kind() == TypeKind.TIMESTAMP
                        ? (record, target) -> ((LongColumn) target).append(localMicros(record.timestamp(), zone))
                        : (record, target) -> ((LongColumn) target).append(record.timestamp() * 1000);
        };
    }

    private static void appendInt(Column target, boolean wide, int value) {
        if (wide) {
            ((LongColumn) target).append(value);
        } else {
            ((IntColumn) target).append(value);
        }
    }

    private static long localMicros(long millis, ZoneId zone) {
        int offsetSeconds =
                zone.getRules().getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds();
        return (millis + offsetSeconds * 1000L) * 1000;
    }

    /** The last of several headers of one name stays, as in Flink. */
    private static Map<String, @Nullable Bytes> headers(ConsumerRecord<?, ?> record) {
        Map<String, @Nullable Bytes> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), value == null ? null : Bytes.of(value));
        }
        return headers;
    }

    /** Encodes a text anew only when it isn't the one before. */
    final class TextCache {
        private @Nullable String text;
        private Bytes bytes = Bytes.EMPTY;

        Bytes bytes(String wanted) {
            if (!wanted.equals(text)) {
                text = wanted;
                bytes = Bytes.of(wanted);
            }
            return bytes;
        }
    }
}

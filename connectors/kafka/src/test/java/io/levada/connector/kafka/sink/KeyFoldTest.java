package io.levada.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Folding against a map. */
class KeyFoldTest {
    private final Map<String, String> expected = new LinkedHashMap<>();
    private final KeyFold fold = new KeyFold(200, 1 << 20);

    private void change(int key, int value, boolean withHeader) {
        byte[] keyBytes = bytes("key-" + key);
        fold.waiting().keys().append(keyBytes, 0, keyBytes.length);
        byte[] valueBytes = bytes("value-" + value);
        fold.waiting().values().append(valueBytes, 0, valueBytes.length);
        fold.waiting().timestampOfLast(value);
        if (withHeader) {
            fold.waiting().headersOfLast(List.of(new RecordHeader("h", valueBytes)));
        }
        expected.remove("key-" + key);
        expected.put("key-" + key, "value-" + value + "@" + value + (withHeader ? "h" : ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, String> read(OutRecords taken) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (int i = 0; i < taken.count(); i++) {
            ProducerRecord<byte[], byte[]> record = taken.record(i, "t", null);
            String key = new String(record.key(), StandardCharsets.US_ASCII);
            String header = record.headers().toArray().length > 0 ? "h" : "";
            String before = rows.put(
                    key, new String(record.value(), StandardCharsets.US_ASCII) + "@" + record.timestamp() + header);
            assertThat(before).as("one change for each key").isNull();
        }
        return rows;
    }

    @Test
    void manyChangesOfFewKeysStayWithinTheirRoom() {
        Random random = new Random(3);
        for (int round = 0; round < 3; round++) {
            for (int value = 0; value < 5000; value++) {
                change(random.nextInt(60), value, random.nextBoolean());
                fold.added();
                assertThat(fold.isLarge()).isFalse();
                assertThat(fold.waiting().keys().size()).isLessThan(200);
            }
            assertThat(fold.distinct()).isEqualTo(60);
            Map<String, String> taken = read(fold.take());
            assertThat(taken).isEqualTo(expected);
            assertThat(List.copyOf(taken.keySet())).isEqualTo(List.copyOf(expected.keySet()));
            expected.clear();
        }
    }

    @Test
    void manyKeysAreToBeSentEarly() {
        for (int key = 0; key < 200; key++) {
            assertThat(fold.isLarge()).isFalse();
            change(key, key, false);
            fold.added();
        }
        assertThat(fold.isLarge()).isTrue();
        assertThat(read(fold.take())).isEqualTo(expected);
        assertThat(fold.distinct()).isZero();
    }
}

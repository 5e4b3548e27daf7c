package io.levada.connector.standard.json;

import io.levada.core.catalog.Table;
import io.levada.core.config.Settings;
import io.levada.core.connector.Formats;
import io.levada.core.connector.RecordDecoder;
import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Five of ten fields of an event of about 210 bytes, one thread. By the thread's processor time, so that what else the
 * machine does counts less; the best of 20 rounds.
 */
public final class JsonDecodeBench {
    private static final int EVENTS = 10_000;
    private static final int ROUNDS = 20;
    private static final int PASSES = 40;

    private JsonDecodeBench() {}

    public static void main(String[] args) {
        RowType wanted = RowType.of(
                new Field("user_id", DataType.BIGINT),
                new Field("event_type", DataType.STRING),
                new Field("amount", DataType.DOUBLE),
                new Field("country", DataType.STRING),
                new Field("ts", DataType.timestamp(3)));
        Table table = new Table("t", List.of(), null, List.of(), List.of(), Settings.EMPTY, null);
        RecordDecoder decoder = Formats.get("json").decoder(table, wanted, Settings.EMPTY, ZoneOffset.UTC);
        byte[][] events = events();
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int pass = 0; pass < PASSES; pass++) {
                decodeAll(decoder, wanted, events);
            }
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            best = Math.max(best, 1e9 * PASSES * EVENTS / nanos);
        }
        System.out.printf(Locale.ROOT, "json_events_per_second=%.0f%n", best);
    }

    private static void decodeAll(RecordDecoder decoder, RowType wanted, byte[][] events) {
        Column[] columns = Batch.columnsFor(wanted, Batch.MAX_ROWS);
        for (byte[] event : events) {
            String reason = decoder.decode(event, 0, event.length, columns);
            if (reason != null) {
                throw new IllegalStateException(reason);
            }
            if (columns[0].size() == Batch.MAX_ROWS) {
                columns = Batch.columnsFor(wanted, Batch.MAX_ROWS);
            }
        }
    }

    private static byte[][] events() {
        Random random = new Random(1);
        byte[][] events = new byte[EVENTS][];
        for (int i = 0; i < EVENTS; i++) {
            String event = "{\"event_id\":\"" + Long.toHexString(random.nextLong() | 1L << 63)
                    + "\",\"user_id\":" + random.nextInt(1_000_000)
                    + ",\"session\":\"s" + random.nextInt(100_000)
                    + "\",\"event_type\":\"purchase\",\"page\":\"/cart/checkout\",\"amount\":" + random.nextInt(1000)
                    + "." + random.nextInt(100)
                    + ",\"currency\":\"EUR\",\"country\":\"PT\",\"device\":\"mobile\",\"ts\":\"2024-03-01 12:34:56."
                    + (100 + random.nextInt(900)) + "\"}";
            events[i] = event.getBytes(StandardCharsets.UTF_8);
        }
        return events;
    }
}

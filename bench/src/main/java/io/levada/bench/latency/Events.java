package io.levada.bench.latency;

import java.nio.charset.StandardCharsets;

/** The events of the latency benchmark: 200 bytes of JSON. One of ten is left out by the query. */
final class Events {
    static final int BYTES = 200;
    static final int KINDS = 10;
    static final byte[] ID = "\"id\":".getBytes(StandardCharsets.UTF_8);
    static final byte[] SENT = "\"sent\":".getBytes(StandardCharsets.UTF_8);
    /** So that numbers have a fixed width, also those of probes, which are below. */
    static final long FIRST_ID = 5_000_000_000_000L;

    private static final long FIRST_MICROS = 5_000_000_000_000_000L;
    private static final String HEAD =
            "{\"id\":1000000000000,\"sent\":1000000000000000,\"kind\":0,\"amount\":10.25,\"note\":\"";
    private static final int ID_AT = HEAD.indexOf(':') + 1;
    private static final int SENT_AT = HEAD.indexOf("\"sent\":") + SENT.length;
    private static final int KIND_AT = HEAD.indexOf("\"kind\":") + 7;
    private static final int AMOUNT_AT = HEAD.indexOf("\"amount\":") + 9;
    private static final byte[] TEMPLATE =
            (HEAD + "x".repeat(BYTES - HEAD.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);

    private Events() {}

    static boolean passes(long index) {
        return index % KINDS != KINDS - 1;
    }

    /** @param nanos on the clock that {@link #nanos} gives back */
    static byte[] json(long index, long nanos) {
        byte[] event = TEMPLATE.clone();
        Digits.put(event, ID_AT, 13, FIRST_ID + index);
        Digits.put(event, SENT_AT, 16, FIRST_MICROS + nanos / 1000);
        event[KIND_AT] = (byte) ('0' + Math.floorMod(index, KINDS));
        Digits.put(event, AMOUNT_AT, 2, 10 + Math.floorMod(index, 90));
        return event;
    }

    static long index(byte[] json) {
        return Digits.after(json, ID) - FIRST_ID;
    }

    /** When the event was due, to the microsecond. */
    static long nanos(byte[] json) {
        return (Digits.after(json, SENT) - FIRST_MICROS) * 1000;
    }

    static String tables(String bootstrap, String in, String out, boolean exactlyOnce) {
        return """
                CREATE TABLE events_in (id BIGINT, sent BIGINT, kind INT, amount DOUBLE, note STRING) WITH (
                  'connector' = 'kafka', 'topic' = '%2$s', 'format' = 'json',
                  'properties.bootstrap.servers' = '%1$s', 'scan.startup.mode' = 'earliest-offset');
                CREATE TABLE events_out (id BIGINT, sent BIGINT, amount DOUBLE) WITH (
                  'connector' = 'kafka', 'topic' = '%3$s', 'format' = 'json',
                  'properties.bootstrap.servers' = '%1$s', 'properties.linger.ms' = '1',
                  'sink.delivery-guarantee' = '%4$s');
                """.formatted(bootstrap, in, out, exactlyOnce ? "exactly-once" : "at-least-once");
    }

    static final String INSERT =
            "INSERT INTO events_out SELECT id, sent, amount * 2 FROM events_in WHERE kind < " + (KINDS - 1) + ";\n";
}

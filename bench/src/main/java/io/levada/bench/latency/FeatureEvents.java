package io.levada.bench.latency;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Events of a kilobyte of JSON, and a query that makes many features of each key over windows of 1 and 5 minutes. */
final class FeatureEvents {
    static final int BYTES = 1000;
    static final int KEYS = 10_000;
    static final int FEATURES_OF_A_WINDOW = 50;
    static final byte[] WINDOW_END = "\"window_end\":".getBytes(StandardCharsets.UTF_8);
    /** Event time starts at a full five minutes, in milliseconds. */
    static final long FIRST_MILLIS = 1_800_000_000_000L;

    private static final int KINDS = 5;
    private static final int CITIES = 5;
    private static final String HEAD = "{\"driver\":1000000,\"at_ms\":1800000000000,\"kind\":0,\"city\":0,"
            + "\"fare\":10.25,\"distance\":1000,\"seconds\":100,\"note\":\"";
    private static final int KEY_AT = at("driver");
    private static final int TIME_AT = at("at_ms");
    private static final int KIND_AT = at("kind");
    private static final int CITY_AT = at("city");
    private static final int FARE_AT = at("fare");
    private static final int DISTANCE_AT = at("distance");
    private static final int SECONDS_AT = at("seconds");
    private static final int NOTE_AT = HEAD.length();
    private static final int NOTE_BYTES = BYTES - HEAD.length() - 2;
    private static final byte[] TEMPLATE = (HEAD + "x".repeat(NOTE_BYTES) + "\"}").getBytes(StandardCharsets.UTF_8);
    /** Notes are pieces of it, each from another place, so that a producer can't compress them. */
    private static final byte[] TEXT = text(8 << 20);

    private FeatureEvents() {}

    private static int at(String name) {
        return HEAD.indexOf("\"" + name + "\":") + name.length() + 3;
    }

    private static byte[] text(int length) {
        SplittableRandom random = new SplittableRandom(7);
        byte[] letters =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -".getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = letters[random.nextInt(letters.length)];
        }
        return text;
    }

    /** @param millis of event time since it started */
    static byte[] json(long index, long millis) {
        long mixed = mix(index) >>> 1;
        byte[] event = TEMPLATE.clone();
        Digits.put(event, KEY_AT, 7, 1_000_000 + mixed % KEYS);
        Digits.put(event, TIME_AT, 13, FIRST_MILLIS + millis);
        event[KIND_AT] = (byte) ('0' + (mixed >> 10) % KINDS);
        event[CITY_AT] = (byte) ('0' + (mixed >> 14) % CITIES);
        Digits.put(event, FARE_AT, 2, 10 + (mixed >> 18) % 90);
        Digits.put(event, DISTANCE_AT, 4, 1000 + (mixed >> 22) % 9000);
        Digits.put(event, SECONDS_AT, 3, 100 + (mixed >> 26) % 900);
        System.arraycopy(TEXT, (int) ((mixed >> 20) % (TEXT.length - NOTE_BYTES)), event, NOTE_AT, NOTE_BYTES);
        return event;
    }

    /** Scatters consecutive numbers: the finisher of MurmurHash3, so that every key comes in every window. */
    private static long mix(long number) {
        long z = (number ^ number >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        return z ^ z >>> 33;
    }

    static String script(String bootstrap, String in, String out) {
        return """
                CREATE TABLE rides (driver BIGINT, at_ms BIGINT, kind INT, city INT, fare DOUBLE, distance BIGINT,
                  seconds BIGINT, at_time AS TO_TIMESTAMP_LTZ(at_ms, 3), WATERMARK FOR at_time AS at_time) WITH (
                  'connector' = 'kafka', 'topic' = '%2$s', 'format' = 'json',
                  'properties.bootstrap.servers' = '%1$s', 'scan.startup.mode' = 'earliest-offset');
                """.formatted(bootstrap, in) + window(bootstrap, out, 1) + window(bootstrap, out, 5);
    }

    private static String window(String bootstrap, String out, int minutes) {
        List<String> types = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        features(types, calls);
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            columns.append(", f").append(i).append(' ').append(types.get(i));
        }
        return """
                CREATE TABLE features_%1$d (driver BIGINT, window_end BIGINT%2$s) WITH (
                  'connector' = 'kafka', 'topic' = '%3$s', 'format' = 'json',
                  'properties.bootstrap.servers' = '%4$s', 'properties.linger.ms' = '1',
                  'sink.delivery-guarantee' = 'at-least-once');
                INSERT INTO features_%1$d SELECT driver,
                  CAST(TIMESTAMPDIFF(SECOND, TIMESTAMP '1970-01-01 00:00:00', window_end) AS BIGINT), %5$s
                FROM TABLE(TUMBLE(TABLE rides, DESCRIPTOR(at_time), INTERVAL '%1$d' MINUTE))
                GROUP BY driver, window_start, window_end;
                """.formatted(minutes, columns, out, bootstrap, String.join(", ", calls));
    }

    /** Ten aggregates, each of the rides of a kind and city; the first ten are of all rides. */
    private static void features(List<String> types, List<String> calls) {
        for (int i = 0; i < FEATURES_OF_A_WINDOW / 10; i++) {
            String filter = i == 0 ? "" : " FILTER (WHERE kind = " + i + " AND city <> " + i + ")";
            for (String call : List.of(
                    "COUNT(*)", "SUM(distance)", "MIN(distance)", "MAX(distance)", "SUM(seconds)", "MAX(seconds)")) {
                types.add("BIGINT");
                calls.add(call + filter);
            }
            for (String call : List.of("SUM(fare)", "AVG(fare)", "MIN(fare)", "MAX(fare)")) {
                types.add("DOUBLE");
                calls.add(call + filter);
            }
        }
    }
}

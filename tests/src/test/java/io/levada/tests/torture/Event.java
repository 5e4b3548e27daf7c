package io.levada.tests.torture;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What is produced.
 *
 * @param seq 0, 1, 2, ...
 * @param millis event time since 1970
 */
record Event(long seq, String key, long value, long millis) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    static String timestamp(long millis) {
        return TIMESTAMP.format(LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1000), Math.floorMod(millis, 1000) * 1_000_000, ZoneOffset.UTC));
    }

    String json() {
        return "{\"seq\":" + seq + ",\"k\":\"" + key + "\",\"v\":" + value + ",\"ts\":\"" + timestamp(millis) + "\"}";
    }
}

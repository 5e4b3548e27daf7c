package io.levada.examples.embedded;

import io.levada.Levada;
import io.levada.QueryResult;
import io.levada.RowSource;
import java.time.LocalDateTime;
import java.util.Random;

/** Feeds readings from Java and prints each room's average for every minute, as soon as the minute is over. */
public final class Thermometers {
    private Thermometers() {}

    public static void main(String[] args) {
        try (Levada levada = Levada.open()) {
            RowSource readings = levada.source(
                    "readings",
                    "room STRING, celsius DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND");
            QueryResult averages = levada.query("""
                    SELECT window_end, room, ROUND(AVG(celsius), 1), COUNT(*)
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                    GROUP BY window_start, window_end, room""");
            Thread.ofVirtual().start(() -> feed(readings));
            averages.forEach(row -> System.out.println(row.values()));
        }
    }

    private static void feed(RowSource readings) {
        LocalDateTime noon = LocalDateTime.of(2026, 11, 22, 12, 0);
        Random random = new Random(1);
        for (int second = 0; second < 300; second++) {
            readings.emit(
                    second % 2 == 0 ? "kitchen" : "cellar", 15 + 5 * random.nextDouble(), noon.plusSeconds(second));
        }
        readings.complete();
    }
}

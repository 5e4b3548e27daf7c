package io.levada.cli.demo;

import io.levada.core.data.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What readers of the demo's output topics have seen so far. One thread adds, another one looks. */
final class DemoState {
    private final AtomicLong results = new AtomicLong();
    private final AtomicLong alerts = new AtomicLong();
    private final ConcurrentLinkedQueue<String> newAlerts = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
    private final Map<String, AirportFigures> airports = new ConcurrentHashMap<>();
    private final Latencies latencies = new Latencies();

    /** A committed record that a reader has just been given. */
    void seen(OutputTable table, Row row, long nowMillis) {
        results.incrementAndGet();
        if (table.get(row, "newest") instanceof Instant published) {
            latencies.record(nowMillis - published.toEpochMilli());
        }
        String alert = AlertText.of(table, row);
        if (alert != null) {
            alerts.incrementAndGet();
            newAlerts.add(alert);
        }
        AirportFigures figures = AirportFigures.of(table, row);
        if (figures != null) {
            airports.merge(figures.airport(), figures, AirportFigures::newer);
        }
    }

    /** Something that a person should be told. */
    void notice(String text) {
        notices.add(text);
    }

    long results() {
        return results.get();
    }

    long alerts() {
        return alerts.get();
    }

    Latencies latencies() {
        return latencies;
    }

    /** The alerts that came since the last call. */
    List<String> takeAlerts() {
        return drain(newAlerts);
    }

    List<String> takeNotices() {
        return drain(notices);
    }

    private static List<String> drain(ConcurrentLinkedQueue<String> queue) {
        List<String> taken = new ArrayList<>();
        for (String text = queue.poll(); text != null; text = queue.poll()) {
            taken.add(text);
        }
        return taken;
    }

    /** The airports where most departures of the newest hour were late, among those with enough of them. */
    List<AirportFigures> worstAirports(int count, long leastDepartures) {
        return airports.values().stream()
                .filter(a -> a.departures() >= leastDepartures)
                .sorted((a, b) -> Double.compare(b.latePercent(), a.latePercent()))
                .limit(count)
                .toList();
    }
}

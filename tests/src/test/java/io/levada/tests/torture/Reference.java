package io.levada.tests.torture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What should come out, computed event by event. */
final class Reference {
    static final long WINDOW_MILLIS = 10_000;
    static final String END_KEY = "end";

    /** Aggregates of some events. */
    static final class Totals {
        private long count;
        private long sum;
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;

        void add(long value) {
            count++;
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }

        String windowText() {
            return count + "," + sum + "," + min + "," + max;
        }

        String totalText() {
            return count + "," + sum + "," + max;
        }
    }

    private final Map<String, Totals> windows = new HashMap<>();
    private final Map<String, Totals> totals = new HashMap<>();
    private final Set<Long> copies = new HashSet<>();
    private long poison;
    private long events;

    void add(Event event) {
        events++;
        totals.computeIfAbsent(event.key(), k -> new Totals()).add(event.value());
        if (event.value() % 2 == 0) {
            copies.add(event.seq());
        }
        if (!event.key().startsWith(END_KEY)) {
            long start = Math.floorDiv(event.millis(), WINDOW_MILLIS) * WINDOW_MILLIS;
            windows.computeIfAbsent(event.key() + "@" + Event.timestamp(start), k -> new Totals())
                    .add(event.value());
        }
    }

    void addPoison() {
        poison++;
    }

    long events() {
        return events;
    }

    /** By key, {@code @} and the window's start: count, sum, least, greatest. The end marks' own windows never close. */
    Map<String, String> windows() {
        Map<String, String> texts = new HashMap<>();
        windows.forEach((key, window) -> texts.put(key, window.windowText()));
        return texts;
    }

    /** By key: count, sum, greatest. */
    Map<String, String> totals() {
        Map<String, String> texts = new HashMap<>();
        totals.forEach((key, total) -> texts.put(key, total.totalText()));
        return texts;
    }

    /** Numbers of the events with an even value. */
    Set<Long> copies() {
        return copies;
    }

    long poison() {
        return poison;
    }
}

package io.levada.bench.nexmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a changelog comes to: each row and how often it is there. Changes may come in any order. */
final class FinalTable {
    private static final int SHOWN = 3;
    private final Map<String, Integer> counts = new HashMap<>();
    /** For q12, whose windows follow the clock: the number of bids of each person over all windows. */
    private final Map<Object, Long> sums = new HashMap<>();

    private final String query;
    private long changes;

    FinalTable(String query) {
        this.query = query;
    }

    synchronized void add(List<? extends @Nullable Object> row, boolean addition) {
        changes++;
        int by = addition ? 1 : -1;
        if (query.equals("q12")) {
            long count = row.get(1) instanceof Long n ? n : 0;
            sums.merge(String.valueOf(row.get(0)), by * count, Long::sum);
            return;
        }
        counts.merge(line(row), by, FinalTable::sum);
    }

    /** q19 leaves open which of two bids with one price comes first: only auction, price and rank are compared. */
    private String line(List<? extends @Nullable Object> row) {
        return query.equals("q19")
                ? row.get(0) + ", " + row.get(2) + ", " + row.get(7)
                : row.toString();
    }

    private static @Nullable Integer sum(int a, int b) {
        return a + b == 0 ? null : a + b;
    }

    synchronized void addAll(FinalTable other) {
        changes += other.changes;
        other.counts.forEach((line, count) -> counts.merge(line, count, FinalTable::sum));
        other.sums.forEach((key, count) -> sums.merge(key, count, Long::sum));
    }

    long changes() {
        return changes;
    }

    int size() {
        return Math.max(counts.size(), sums.size());
    }

    /** A few rows that are in one and not in the other; empty when the two are equal. */
    List<String> differences(FinalTable other) {
        List<String> found = new ArrayList<>();
        counts.forEach((line, count) -> differ(found, line, count, other.counts.getOrDefault(line, 0)));
        other.counts.forEach((line, count) -> {
            if (!counts.containsKey(line)) {
                differ(found, line, 0, count);
            }
        });
        sums.forEach((key, count) -> differ(found, key.toString(), count, other.sums.getOrDefault(key, 0L)));
        if (sums.size() != other.sums.size()) {
            found.add(sums.size() + " people instead of " + other.sums.size());
        }
        return found;
    }

    private static void differ(List<String> found, String line, long here, long there) {
        if (here != there && found.size() < SHOWN) {
            found.add(here + " times instead of " + there + ": " + line);
        }
    }
}

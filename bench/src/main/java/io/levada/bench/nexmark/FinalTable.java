package io.levada.bench.nexmark;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a changelog comes to: each row and how often it is there. Changes may come in any order. */
final class FinalTable {
    private static final int SHOWN = 3;
    /** The query whose windows follow the clock. */
    static final String BY_THE_CLOCK = "q12";

    private static final int LONGEST = 100;
    /** Odd, with bits in no pattern: the golden ratio's. */
    private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

    private final Map<String, Integer> counts = new HashMap<>();
    private final String query;
    private long changes;

    FinalTable(String query) {
        this.query = query;
    }

    synchronized void add(List<? extends @Nullable Object> row, boolean addition) {
        changes++;
        int by = addition ? 1 : -1;
        if (query.equals(BY_THE_CLOCK)) {
            put(bidder(row), Math.toIntExact(by * (long) row.get(1)));
        } else {
            put(line(row), by);
        }
    }

    /**
     * No two runs cut q12's bids into the same windows: what must be equal is how many bids a bidder made, and that each
     * window is one of ten seconds.
     */
    private static String bidder(List<? extends @Nullable Object> row) {
        LocalDateTime start = (LocalDateTime) Objects.requireNonNull(row.get(2));
        LocalDateTime end = (LocalDateTime) Objects.requireNonNull(row.get(3));
        boolean window = start.getSecond() % 10 == 0
                && start.getNano() == 0
                && start.plusSeconds(10).equals(end);
        return window ? "bids of " + row.get(0) : row.toString();
    }

    /** q19 leaves open which of two bids with one price comes first: only auction, price and rank are compared. */
    private String line(List<? extends @Nullable Object> row) {
        return query.equals("q19") ? row.get(0) + ", " + row.get(2) + ", " + row.get(7) : shortened(row.toString());
    }

    /** A million rows of q23 as texts don't fit into the heap: a long one is its beginning and a hash of the whole. */
    private static String shortened(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        long hash = 0;
        for (int i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * HASH_FACTOR;
            hash ^= hash >>> 32;
        }
        return line.substring(0, LONGEST) + "… #" + Long.toHexString(hash);
    }

    private void put(String line, int by) {
        if (counts.merge(line, by, Integer::sum) == 0) {
            counts.remove(line);
        }
    }

    synchronized void addAll(FinalTable other) {
        changes += other.changes;
        other.counts.forEach(this::put);
    }

    /** Writes it for {@link #read}. */
    synchronized void write(DataOutput out) throws IOException {
        out.writeLong(changes);
        out.writeInt(counts.size());
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue());
        }
    }

    /** Adds what was written. */
    synchronized void read(DataInput in) throws IOException {
        changes += in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            String line = in.readUTF();
            put(line, in.readInt());
        }
    }

    long changes() {
        return changes;
    }

    int size() {
        return counts.size();
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
        return found;
    }

    private static void differ(List<String> found, String line, long here, long there) {
        if (here != there && found.size() < SHOWN) {
            found.add(here + " times instead of " + there + ": " + line);
        }
    }
}

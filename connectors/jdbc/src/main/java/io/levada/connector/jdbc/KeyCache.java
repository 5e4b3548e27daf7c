package io.levada.connector.jdbc;

import io.levada.core.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What was found for the keys that were needed last: Flink's partial cache. Used by one thread. */
final class KeyCache {
    private final long mostKeys;
    private final long writeNanos;
    private final long accessNanos;
    private final boolean missingToo;
    private final LongSupplier clock;
    /** Least recently used first. */
    private final Map<List<Object>, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Entry {
        final List<List<@Nullable Object>> rows;
        final long written;
        long used;

        Entry(List<List<@Nullable Object>> rows, long now) {
            this.rows = rows;
            written = now;
            used = now;
        }
    }

    private KeyCache(long mostKeys, long writeNanos, long accessNanos, boolean missingToo, LongSupplier clock) {
        this.mostKeys = mostKeys;
        this.writeNanos = writeNanos;
        this.accessNanos = accessNanos;
        this.missingToo = missingToo;
        this.clock = clock;
    }

    /** @param clock nanoseconds */
    static KeyCache of(Settings options, LongSupplier clock) {
        return new KeyCache(
                options.find(JdbcConnector.CACHE_ROWS).orElse(Long.MAX_VALUE),
                options.find(JdbcConnector.EXPIRE_AFTER_WRITE)
                        .map(Duration::toNanos)
                        .orElse(Long.MAX_VALUE),
                options.find(JdbcConnector.EXPIRE_AFTER_ACCESS)
                        .map(Duration::toNanos)
                        .orElse(Long.MAX_VALUE),
                options.get(JdbcConnector.CACHE_MISSING),
                clock);
    }

    /** The rows of a key, perhaps none; null when the database must be asked. */
    @Nullable
    List<List<@Nullable Object>> find(List<Object> key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        long now = clock.getAsLong();
        if (now - entry.written >= writeNanos || now - entry.used >= accessNanos) {
            entries.remove(key);
            return null;
        }
        entry.used = now;
        return entry.rows;
    }

    void put(List<Object> key, List<List<@Nullable Object>> rows) {
        if (rows.isEmpty() && !missingToo) {
            return;
        }
        entries.put(key, new Entry(rows, clock.getAsLong()));
        if (entries.size() > mostKeys) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    int size() {
        return entries.size();
    }
}

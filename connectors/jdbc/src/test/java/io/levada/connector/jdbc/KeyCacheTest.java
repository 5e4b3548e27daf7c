package io.levada.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
    private final AtomicLong now = new AtomicLong();

    private KeyCache cache(String... options) {
        Map<String, String> all = new java.util.HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            all.put("lookup.partial-cache." + options[i], options[i + 1]);
        }
        return KeyCache.of(new Settings(all), now::get);
    }

    private static List<Object> key(Object value) {
        return List.of(value);
    }

    private static List<List<@Nullable Object>> row(Object value) {
        return List.of(List.of(value));
    }

    @Test
    void keepsTheKeysThatWereNeededLast() {
        KeyCache cache = cache("max-rows", "2");
        cache.put(key(1), row("a"));
        cache.put(key(2), row("b"));
        assertThat(cache.find(key(1))).isEqualTo(row("a"));
        cache.put(key(3), row("c"));
        assertThat(cache.find(key(2))).isNull();
        assertThat(cache.find(key(1))).isNotNull();
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void forgetsWhatIsOldOrUnused() {
        KeyCache cache = cache("expire-after-write", "10 s", "expire-after-access", "4 s");
        cache.put(key(1), row("a"));
        for (int second = 3; second <= 9; second += 3) {
            now.set(second * 1_000_000_000L);
            assertThat(cache.find(key(1))).isNotNull();
        }
        now.set(10_000_000_000L);
        assertThat(cache.find(key(1))).as("old, though used").isNull();
        cache.put(key(2), row("b"));
        now.set(14_000_000_000L);
        assertThat(cache.find(key(2))).as("unused").isNull();
    }

    @Test
    void keepsKeysWithoutRowsUnlessToldNotTo() {
        KeyCache keeps = cache();
        keeps.put(key(1), List.of());
        assertThat(keeps.find(key(1))).isEmpty();
        KeyCache doesNot = cache("cache-missing-key", "false");
        doesNot.put(key(1), List.of());
        assertThat(doesNot.find(key(1))).isNull();
    }
}

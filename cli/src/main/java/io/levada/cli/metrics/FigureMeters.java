package io.levada.cli.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the meters of a registry in step with figures that come and go, as partitions do. */
final class FigureMeters {
    private final MeterRegistry registry;
    private final Map<Key, Cell> cells = new HashMap<>();

    FigureMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(String name, Map<String, String> labels) {}

    /** What a meter reads. */
    private static final class Cell {
        private final Meter meter;
        private volatile double value;

        Cell(MeterRegistry registry, Figure figure) {
            List<String> labels = new ArrayList<>();
            figure.labels().forEach((name, value) -> {
                labels.add(name);
                labels.add(value);
            });
            Tags tags = Tags.of(labels.toArray(String[]::new));
            meter = figure.counter()
                    ? FunctionCounter.builder(figure.name(), this, c -> c.value)
                            .tags(tags)
                            .register(registry)
                    : Gauge.builder(figure.name(), this, c -> c.value)
                            .tags(tags)
                            .strongReference(true)
                            .register(registry);
        }
    }

    /** Adds what is new, drops what is gone, sets every value. */
    synchronized void update(Collection<Figure> figures) {
        Set<Key> seen = new HashSet<>();
        for (Figure figure : figures) {
            Key key = new Key(figure.name(), figure.labels());
            seen.add(key);
            cells.computeIfAbsent(key, ignored -> new Cell(registry, figure)).value = figure.value();
        }
        cells.entrySet().removeIf(entry -> {
            boolean gone = !seen.contains(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue().meter);
            }
            return gone;
        });
    }
}

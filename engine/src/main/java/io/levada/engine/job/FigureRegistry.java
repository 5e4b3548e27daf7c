package io.levada.engine.job;

import io.levada.core.connector.Figures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * What a job counts, for whoever shows it: each figure has a name, labels and a value that may be read at any time. The
 * names are in docs/figures.md.
 */
public final class FigureRegistry {
    private final List<Figure> figures = new CopyOnWriteArrayList<>();

    /**
     * One value.
     *
     * @param labels such as {@code job}, {@code operator}, {@code worker}
     * @param counter whether it only grows
     */
    public record Figure(String name, Map<String, String> labels, boolean counter, LongSupplier value) {
        public Figure {
            labels = Map.copyOf(labels);
        }
    }

    /** All figures; the list may grow, and is begun anew when the job restarts. */
    public List<Figure> all() {
        return List.copyOf(figures);
    }

    /** The sum of all figures of that name, whatever their labels. */
    public long sum(String name) {
        return figures.stream()
                .filter(f -> f.name().equals(name))
                .mapToLong(f -> f.value().getAsLong())
                .sum();
    }

    void clear() {
        figures.clear();
    }

    /** Registers under these labels. */
    Figures scope(Map<String, String> labels) {
        Map<String, String> fixed = new TreeMap<>(labels);
        return new Figures() {
            @Override
            public void counter(String name, LongSupplier value) {
                figures.add(new Figure(name, fixed, true, value));
            }

            @Override
            public void gauge(String name, LongSupplier value) {
                figures.add(new Figure(name, fixed, false, value));
            }
        };
    }
}

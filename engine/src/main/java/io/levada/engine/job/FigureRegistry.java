package io.levada.engine.job;

import io.levada.core.connector.Figures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job counts, for whoever shows it: each figure has a name, labels and a value that may be read at any time. The
 * names are in docs/figures.md.
 */
public final class FigureRegistry {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

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

    /** Takes labels that end the name, as {@code kafka_lag{partition="flights-0"}}, to the others. */
    private static Figure figure(String name, Map<String, String> fixed, boolean counter, LongSupplier value) {
        int brace = name.indexOf('{');
        if (brace < 0) {
            return new Figure(name, fixed, counter, value);
        }
        Map<String, String> labels = new TreeMap<>(fixed);
        Matcher pairs = LABEL.matcher(name.substring(brace));
        while (pairs.find()) {
            labels.put(pairs.group(1), pairs.group(2));
        }
        return new Figure(name.substring(0, brace), labels, counter, value);
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
                figures.add(figure(name, fixed, true, value));
            }

            @Override
            public void gauge(String name, LongSupplier value) {
                figures.add(figure(name, fixed, false, value));
            }
        };
    }
}

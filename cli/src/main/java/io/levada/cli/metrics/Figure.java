package io.levada.cli.metrics;

import java.util.Map;

/**
 * One value of a job at one moment.
 *
 * @param name with dots, such as {@code levada.rows.in}; times in seconds, sizes in bytes
 * @param labels by name
 * @param counter whether the value only grows
 */
public record Figure(String name, Map<String, String> labels, boolean counter, double value) {
    public Figure {
        labels = Map.copyOf(labels);
    }
}

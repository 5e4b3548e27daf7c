package io.levada.cli.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last values of a rate as a row of small bars. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private final int length;
    private final Deque<Double> values = new ArrayDeque<>();

    Sparkline(int length) {
        this.length = length;
    }

    void add(double value) {
        values.addLast(value);
        if (values.size() > length) {
            values.removeFirst();
        }
    }

    @Override
    public String toString() {
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder out = new StringBuilder();
        for (double value : values) {
            int level = most <= 0 ? 0 : (int) Math.round(value / most * (BARS.length() - 1));
            out.append(BARS.charAt(Math.max(0, level)));
        }
        return out.toString();
    }
}

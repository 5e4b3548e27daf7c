package io.levada.bench.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as a table, as JSON and as the last line. */
final class LatencyReport {
    private static final String ROW = "%-36s %9s %9s %9s %9s %8s %8s %8s";

    private LatencyReport() {}

    static String head(int perSecond) {
        return String.format(
                Locale.ROOT,
                ROW,
                String.format(Locale.ROOT, "ms at %,d events/s", perSecond),
                "p50",
                "p99",
                "p99.9",
                "max",
                "engine",
                "broker",
                "clients");
    }

    static String line(Measured m) {
        return String.format(
                Locale.ROOT,
                ROW,
                m.mode().label(),
                millis(m.millis(50)),
                millis(m.millis(99)),
                millis(m.millis(99.9)),
                millis(m.latencies().getMaxValue() / 1000.0),
                cores(m.engineCores()),
                cores(m.brokerCores()),
                cores(m.clientCores()));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String cores(double value) {
        return value == 0 ? "-" : String.format(Locale.ROOT, "%.0f %%", value * 100);
    }

    static Map<String, Double> figures(List<Measured> all) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (Measured m : all) {
            figures.put(m.mode().key() + "_p50_ms", m.millis(50));
            figures.put(m.mode().key() + "_p99_ms", m.millis(99));
            figures.put(m.mode().key() + "_p999_ms", m.millis(99.9));
        }
        return figures;
    }

    static String lastLine(List<Measured> all) {
        return figures(all).entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s=%.2f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(" "));
    }

    static void json(Path file, LatencyOptions options, List<Measured> all) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Measured m : all) {
            rows.add(String.format(
                    Locale.ROOT,
                    "    {\"mode\": \"%s\", \"events\": %d, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"p999_ms\": %.3f,"
                            + " \"max_ms\": %.3f, \"engine_cores\": %.2f, \"broker_cores\": %.2f,"
                            + " \"client_cores\": %.2f}",
                    m.mode().key(),
                    m.latencies().getTotalCount(),
                    m.millis(50),
                    m.millis(99),
                    m.millis(99.9),
                    m.latencies().getMaxValue() / 1000.0,
                    m.engineCores(),
                    m.brokerCores(),
                    m.clientCores()));
        }
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "{%n  \"events_per_second\": %d,%n  \"warm_up_seconds\": %d,%n  \"seconds\": %d,%n"
                                + "  \"rounds\": %d,%n  \"heap\": \"%s\",%n  \"processors\": %d,%n  \"modes\": [%n%s%n  ]%n}%n",
                        options.perSecond(),
                        options.warmUpSeconds(),
                        options.seconds(),
                        options.rounds(),
                        options.heap(),
                        Runtime.getRuntime().availableProcessors(),
                        String.join(",\n", rows)));
    }
}

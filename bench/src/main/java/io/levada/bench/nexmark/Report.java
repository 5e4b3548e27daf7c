package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The figures as a table, as JSON and as the last line. */
final class Report {
    static final String HEAD = String.format(
            Locale.ROOT,
            "%-6s %12s %12s %8s %12s %12s %9s %9s %8s %9s %13s",
            "query",
            "levada/cpu-s",
            "flink/cpu-s",
            "ratio",
            "levada/s",
            "flink/s",
            "levada MB",
            "flink MB",
            "hand/lev",
            "dense/lev",
            "streams/cpu-s");

    private Report() {}

    static String line(Measured m) {
        return String.format(
                        Locale.ROOT,
                        "%-6s %12s %12s %8s %12s %12s %9s %9s %8s %9s %13s  %s",
                        m.query(),
                        count(m.levada() == null ? Double.NaN : m.levada().perCpuSecond()),
                        count(m.flink() == null ? Double.NaN : m.flink().perCpuSecond()),
                        ratio(m.ratio()),
                        count(m.levada() == null ? Double.NaN : m.levada().perSecond()),
                        count(m.flink() == null ? Double.NaN : m.flink().perSecond()),
                        count(m.levada() == null ? Double.NaN : m.levada().peakMegabytes()),
                        count(m.flink() == null ? Double.NaN : m.flink().peakMegabytes()),
                        ratio(m.handRatio()),
                        ratio(m.denseRatio()),
                        count(m.streams() == null ? Double.NaN : m.streams().perCpuSecond()),
                        m.remark())
                .stripTrailing();
    }

    private static String count(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String ratio(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    static String lastLine(List<Measured> all) {
        Measured least = Measured.least(all);
        return String.format(
                Locale.ROOT,
                "geomean_ratio=%.2f min_ratio=%.2f min_query=%s",
                Measured.geometricMean(all),
                least == null ? Double.NaN : least.ratio(),
                least == null ? "none" : least.query());
    }

    static void json(Path file, BenchOptions options, List<Measured> all) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Measured m : all) {
            rows.add("    {\"query\": \"" + m.query() + "\", \"levada\": " + json(m.levada()) + ", \"flink\": "
                    + json(m.flink()) + ", \"hand\": " + json(m.hand()) + ", \"dense\": " + json(m.dense())
                    + ", \"streams\": "
                    + json(m.streams()) + ", \"ratio\": " + number(m.ratio())
                    + ", \"hand_ratio\": " + number(m.handRatio())
                    + ", \"dense_ratio\": " + number(m.denseRatio()) + ", \"remark\": \""
                    + m.remark().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
        }
        String text = "{\n  \"input\": \"" + options.input().name().toLowerCase(Locale.ROOT) + "\",\n  \"events\": "
                + options.events() + ",\n  \"parallelism\": " + options.parallelism() + ",\n  \"heap\": \""
                + options.heap() + "\",\n  \"geomean_ratio\": " + number(Measured.geometricMean(all))
                + ",\n  \"queries\": [\n" + String.join(",\n", rows) + "\n  ]\n}\n";
        Files.writeString(file, text);
    }

    private static String json(@Nullable Figures figures) {
        return figures == null
                ? "null"
                : String.format(
                        Locale.ROOT,
                        "{\"events\": %d, \"runs\": %d, \"cpu_seconds\": %.3f, \"wall_seconds\": %.3f,"
                                + " \"events_per_cpu_second\": %.0f, \"peak_mb\": %d}",
                        figures.events(),
                        figures.runs(),
                        figures.cpuSeconds(),
                        figures.wallSeconds(),
                        figures.perCpuSecond(),
                        figures.peakMegabytes());
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.3f", value);
    }
}

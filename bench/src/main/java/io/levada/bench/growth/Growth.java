package io.levada.bench.growth;

import io.levada.bench.nexmark.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code levada bench growth [KEYS,KEYS...] [--query group|join|topn] [--rounds N] [--no-pause]}: processor time for an event,
 * memory for a key, and what a checkpoint costs, as the number of keys grows. {@code SELECT key, COUNT(*), SUM(price) GROUP BY
 * key}, a join of the events with themselves by key, or the three rows with the greatest price of each key; every key is there,
 * and written once, before the measuring begins, and then comes at random. The time is measured with checkpoints every ten
 * seconds, from the end of one to the end of the next but one; the pause at 50,000 events per second with checkpoints every
 * 100 ms. Each measurement has a JVM of its own; rounds go through all of them in turns. The last line is
 * {@code name=value}, of medians.
 */
public final class Growth {
    private static final String USAGE = """
            Usage: levada bench growth [KEYS,KEYS...] [--query group|join|topn] [--rounds N] [--no-pause]
            Time for an event, bytes of state for a key and the pause at a checkpoint, with 1 and 2 workers,
            each measured in a JVM of its own; the last line is name=value.
              KEYS         how many there are, one measurement for each (10000,1000000,10000000)
              --query      a GROUP BY with COUNT and SUM (group), a join of the events with themselves (join), or
                           the three rows with the greatest price of each key (topn)
              --rounds     how often everything is measured, in turns (1); what is said at last are medians
              --no-pause   leave out the pause""";
    private static final String HEAP = "6g";
    private static final String ROW = "%12s %8s %14s %14s %10s %10s %10s %12s %12s%n";

    private record Setting(long keys, int workers) {}

    private final Child child = new Child(
            Path.of(System.getProperty("levada.root", ".")), HEAP, Files.createTempFile("levada-growth", ".log"));
    private final Map<Setting, List<GrowthFigures>> measured = new LinkedHashMap<>();
    private final String query;
    private final boolean withPause;

    private Growth(String query, boolean withPause) throws IOException {
        this.query = query;
        this.withPause = withPause;
    }

    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args));
        if (words.contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        String query = option(words, "--query", "group");
        GrowthQuery.named(query);
        int rounds = Integer.parseInt(option(words, "--rounds", "1"));
        boolean withPause = !words.remove("--no-pause");
        String keys = words.isEmpty() ? "10000,1000000,10000000" : words.get(0);
        new Growth(query, withPause)
                .run(Stream.of(keys.split(",")).map(Long::valueOf).toList(), rounds);
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 == words.size()) {
            throw new IllegalArgumentException(name + " needs a value; see --help");
        }
        words.remove(at);
        return words.remove(at);
    }

    private void run(List<Long> sizes, int rounds) throws IOException {
        header();
        for (int round = 0; round < rounds; round++) {
            for (long keys : sizes) {
                for (int workers = 1; workers <= 2; workers++) {
                    Setting setting = new Setting(keys, workers);
                    GrowthFigures figures = measure(setting);
                    measured.computeIfAbsent(setting, s -> new ArrayList<>()).add(figures);
                    row(setting, figures);
                }
            }
        }
        if (rounds > 1) {
            System.out.println("medians of " + rounds + " rounds");
            measured.forEach((setting, all) -> row(setting, GrowthFigures.median(all)));
        }
        System.out.println(lastLine(sizes));
    }

    private GrowthFigures measure(Setting setting) throws IOException {
        List<String> command = child.levada(GrowthChild.class.getName());
        // What the machine does to hand out memory isn't the engine's.
        command.add(1, "-XX:+AlwaysPreTouch");
        command.addAll(List.of(
                query, Long.toString(setting.keys), Integer.toString(setting.workers), Boolean.toString(withPause)));
        Process process = child.start(command);
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        } finally {
            process.destroy();
        }
        if (last.isEmpty()) {
            throw new IllegalStateException("the process ended early; see " + child.log());
        }
        return GrowthFigures.parse(last);
    }

    private String lastLine(List<Long> sizes) {
        List<String> figures = new ArrayList<>();
        measured.forEach((setting, all) -> {
            GrowthFigures median = GrowthFigures.median(all);
            String name = "_" + setting.keys + "_" + setting.workers;
            figures.add(figure("cpu_ns" + name, median.cpuNanos()));
            figures.add(figure("bytes_per_key" + name, median.bytesPerKey()));
            if (withPause) {
                figures.add(figure("pause_p99_ms" + name, median.pauseP99Millis()));
                figures.add(figure("checkpoint_bytes" + name, median.checkpointBytes()));
            }
        });
        for (long keys : sizes) {
            figures.add(figure(
                    "scale_" + keys, ratio(new Setting(keys, 2), new Setting(keys, 1), GrowthFigures::perSecond)));
        }
        figures.add(figure(
                "growth",
                ratio(new Setting(sizes.getLast(), 1), new Setting(sizes.getFirst(), 1), GrowthFigures::cpuNanos)));
        return String.join(" ", figures);
    }

    /** The median of what each round says. */
    private double ratio(Setting above, Setting below, ToDoubleFunction<GrowthFigures> figure) {
        List<GrowthFigures> divisors = measured.get(below);
        List<GrowthFigures> dividends = measured.get(above);
        double[] ratios = IntStream.range(0, divisors.size())
                .mapToDouble(i -> figure.applyAsDouble(dividends.get(i)) / figure.applyAsDouble(divisors.get(i)))
                .toArray();
        return GrowthFigures.median(ratios);
    }

    private static String figure(String name, double value) {
        return name + "=" + String.format(Locale.ROOT, "%.2f", value);
    }

    private static void header() {
        System.out.printf(
                Locale.ROOT,
                ROW,
                "keys",
                "workers",
                "CPU ns/event",
                "events/s",
                "bytes/key",
                "pause p99",
                "pause max",
                "ckpt bytes",
                "changes");
    }

    private static void row(Setting setting, GrowthFigures figures) {
        System.out.printf(
                Locale.ROOT,
                ROW,
                setting.keys,
                setting.workers,
                number(figures.cpuNanos(), 1),
                number(figures.perSecond(), 0),
                number(figures.bytesPerKey(), 1),
                number(figures.pauseP99Millis(), 2) + " ms",
                number(figures.pauseMaxMillis(), 2) + " ms",
                number(figures.checkpointBytes(), 0),
                number(figures.changes(), 0));
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}

package io.levada.bench.growth;

import io.levada.bench.nexmark.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code levada bench growth [KEYS,KEYS...] [--query group|join|topn] [--rounds N] [--no-pause] [--restore|--only-restore]}:
 * processor time for an event, memory for a key, and what a checkpoint and a restore cost, as the number of keys grows.
 * {@code SELECT key, COUNT(*), SUM(price) GROUP BY key}, a join of the events with themselves by key, or the three rows with the
 * greatest price of each key; every key is there, and written once, before the measuring begins, and then comes at random.
 * The time is measured with checkpoints every ten seconds, from the end of one to the end of the next but one; the pause at
 * 50,000 events per second with checkpoints every 100 ms. A restore is timed from the start of the job, in a new process, to
 * the first event that comes to the operator on the last worker, from a checkpoint written whole and from one with five increments of 2% of the
 * keys. Each number of keys and workers has a JVM of its own, each restore too; rounds go through all of them in turns. The last line is {@code name=value},
 * of medians.
 */
public final class Growth {
    private static final String USAGE = """
            Usage: levada bench growth [KEYS,KEYS...] [--query group|join|topn] [--rounds N] [--no-pause]
                                       [--restore|--only-restore]
            Time for an event, bytes of state for a key and the pause at a checkpoint, with 1 and 2 workers,
            each number of keys and workers in a JVM of its own; the last line is name=value.
              KEYS         how many there are, one measurement for each (10000,1000000,10000000)
              --query      a GROUP BY with COUNT and SUM (group), a join of the events with themselves (join), or
                           the three rows with the greatest price of each key (topn)
              --rounds     how often everything is measured, in turns (1); what is said at last are medians
              --no-pause   leave out the pause
              --restore    also how long a job takes from its start to each worker's first event when it goes on from a
                           checkpoint written whole, and from one with five increments
              --only-restore  that and nothing else""";
    private static final String HEAP = "6g";
    private static final String ROW = "%12s %8s %14s %14s %10s %10s %10s %12s %12s";
    private static final String RESTORE_ROW = " %12s %10s %10s %12s %12s";

    private record Setting(long keys, int workers) {}

    private final Child child = new Child(
            Path.of(System.getProperty("levada.root", ".")), HEAP, Files.createTempFile("levada-growth", ".log"));
    private final Map<Setting, List<GrowthFigures>> measured = new LinkedHashMap<>();
    private final Map<Setting, List<RestoreFigures>> restores = new LinkedHashMap<>();
    private final String query;
    private final Parts parts;

    /** What is measured. */
    private record Parts(boolean time, boolean pause, boolean restore) {}

    private Growth(String query, Parts parts) throws IOException {
        this.query = query;
        this.parts = parts;
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
        boolean noPause = words.remove("--no-pause");
        boolean onlyRestore = words.remove("--only-restore");
        boolean restore = words.remove("--restore") || onlyRestore;
        String keys = words.isEmpty() ? "10000,1000000,10000000" : words.get(0);
        new Growth(query, new Parts(!onlyRestore, !onlyRestore && !noPause, restore))
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
                    GrowthFigures figures = parts.time ? measure(setting) : GrowthFigures.NONE;
                    measured.computeIfAbsent(setting, s -> new ArrayList<>()).add(figures);
                    RestoreFigures restore = parts.restore ? restore(setting) : RestoreFigures.NONE;
                    restores.computeIfAbsent(setting, s -> new ArrayList<>()).add(restore);
                    row(setting, figures, restore);
                }
            }
        }
        if (rounds > 1) {
            System.out.println("medians of " + rounds + " rounds");
            measured.forEach((setting, all) -> row(
                    setting,
                    GrowthFigures.median(all),
                    RestoreFigures.median(Objects.requireNonNull(restores.get(setting)))));
        }
        System.out.println(lastLine(sizes));
    }

    private GrowthFigures measure(Setting setting) throws IOException {
        return GrowthFigures.parse(lastLineOf(
                GrowthChild.class, query, setting.keys + "", setting.workers + "", Boolean.toString(parts.pause)));
    }

    private RestoreFigures restore(Setting setting) throws IOException {
        try (WorkDirectory work = new WorkDirectory()) {
            String[] checkpoints = restoring("fill", setting, work.path().toString());
            String[] whole = restoring("start", setting, checkpoints[0]);
            String[] chain = restoring("start", setting, checkpoints[1]);
            return new RestoreFigures(
                    Double.parseDouble(whole[0]),
                    Double.parseDouble(whole[1]),
                    Double.parseDouble(chain[0]),
                    Double.parseDouble(chain[1]));
        }
    }

    private String[] restoring(String what, Setting setting, String directory) throws IOException {
        return lastLineOf(RestoreChild.class, what, query, setting.keys + "", setting.workers + "", directory)
                .split("\t", -1);
    }

    private String lastLineOf(Class<?> main, String... arguments) throws IOException {
        List<String> command = child.levada(main.getName());
        // What the machine does to hand out memory isn't the engine's.
        command.add(1, "-XX:+AlwaysPreTouch");
        command.addAll(List.of(arguments));
        String last = Child.lastLine(child.start(command));
        if (last.isEmpty()) {
            throw new IllegalStateException("the process ended early; see " + child.log());
        }
        return last;
    }

    private String lastLine(List<Long> sizes) {
        List<String> figures = new ArrayList<>();
        measured.forEach((setting, all) -> {
            GrowthFigures median = GrowthFigures.median(all);
            String name = "_" + setting.keys + "_" + setting.workers;
            if (parts.time) {
                figures.add(figure("cpu_ns" + name, median.cpuNanos()));
                figures.add(figure("bytes_per_key" + name, median.bytesPerKey()));
            }
            if (parts.pause) {
                figures.add(figure("pause_p99_ms" + name, median.pauseP99Millis()));
                figures.add(figure("checkpoint_bytes" + name, median.checkpointBytes()));
            }
            if (parts.restore) {
                RestoreFigures restore = RestoreFigures.median(Objects.requireNonNull(restores.get(setting)));
                figures.add(figure("restore_s" + name, restore.seconds()));
                figures.add(figure("restore_mb_s" + name, restore.megabytesPerSecond()));
                figures.add(figure("restore_ns_key" + name, restore.nanosPerKey(setting.keys)));
                figures.add(figure("restore_chain_s" + name, restore.chainSeconds()));
            }
        });
        if (parts.time) {
            for (long keys : sizes) {
                figures.add(figure(
                        "scale_" + keys, ratio(new Setting(keys, 2), new Setting(keys, 1), GrowthFigures::perSecond)));
            }
            figures.add(figure(
                    "growth",
                    ratio(new Setting(sizes.getLast(), 1), new Setting(sizes.getFirst(), 1), GrowthFigures::cpuNanos)));
        }
        return String.join(" ", figures);
    }

    /** The median of what each round says. */
    private double ratio(Setting above, Setting below, ToDoubleFunction<GrowthFigures> figure) {
        List<GrowthFigures> divisors = Objects.requireNonNull(measured.get(below));
        List<GrowthFigures> dividends = Objects.requireNonNull(measured.get(above));
        double[] ratios = IntStream.range(0, divisors.size())
                .mapToDouble(i -> figure.applyAsDouble(dividends.get(i)) / figure.applyAsDouble(divisors.get(i)))
                .toArray();
        return GrowthFigures.median(ratios);
    }

    private static String figure(String name, double value) {
        return name + "=" + String.format(Locale.ROOT, "%.2f", value);
    }

    private void header() {
        print(
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
        if (parts.restore) {
            print(RESTORE_ROW, "restore", "MB/s", "ns/key", "increments", "MB");
        }
        System.out.println();
    }

    private void row(Setting setting, GrowthFigures figures, RestoreFigures restore) {
        print(
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
        if (parts.restore) {
            print(
                    RESTORE_ROW,
                    number(restore.seconds(), 2) + " s",
                    number(restore.megabytesPerSecond(), 0),
                    number(restore.nanosPerKey(setting.keys), 0),
                    number(restore.chainSeconds(), 2) + " s",
                    number(restore.chainBytes() / 1e6, 0));
        }
        System.out.println();
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}

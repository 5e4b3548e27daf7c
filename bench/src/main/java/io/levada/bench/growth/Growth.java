package io.levada.bench.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code levada bench growth [KEYS,KEYS...] [--query group|join|topn]}: processor time for an event, memory for a key, and
 * what a checkpoint costs, as the number of keys grows. {@code SELECT key, COUNT(*), SUM(price) GROUP BY key}, a join of the
 * events with themselves by key, or the three rows with the greatest price of each key; every key is there, and written once,
 * before the measuring begins, and then comes at random. The time is measured with checkpoints every ten seconds, from the
 * end of one to the end of the next; the pause at 50,000 events per second with checkpoints every 100 ms. The last line is
 * {@code name=value}.
 */
public final class Growth {
    private static final String USAGE = """
            Usage: levada bench growth [KEYS,KEYS...] [--query group|join|topn]
            Time for an event, bytes of state for a key and the pause at a checkpoint, with 1 and 2 workers;
            the last line is name=value.
              KEYS         how many there are, one measurement for each (10000,1000000,10000000)
              --query      a GROUP BY with COUNT and SUM (group), a join of the events with themselves (join), or
                           the three rows with the greatest price of each key (topn)""";
    private static final int PAUSE_MILLIS = 10_000;
    private static final int PER_SECOND = 50_000;
    private static final String ROW = "%12s %8s %14s %14s %10s %10s %10s %12s %12s%n";

    private final List<String> figures = new ArrayList<>();

    private final GrowthQuery query;

    private Growth(GrowthQuery query) {
        this.query = query;
    }

    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args));
        if (words.contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        int option = words.indexOf("--query");
        String query = option < 0 ? "group" : words.remove(option + 1);
        words.remove("--query");
        String keys = words.isEmpty() ? "10000,1000000,10000000" : words.get(0);
        new Growth(GrowthQuery.named(query))
                .run(Stream.of(keys.split(",")).map(Long::valueOf).toList());
        System.exit(0);
    }

    private void run(List<Long> sizes) throws Exception {
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
        List<Double> cpu = new ArrayList<>();
        for (long keys : sizes) {
            List<Double> perSecond = new ArrayList<>();
            for (int workers = 1; workers <= 2; workers++) {
                GrowthRun.Speed speed = measure(keys, workers);
                perSecond.add(speed.perSecond());
                if (workers == 1) {
                    cpu.add(speed.cpuNanos());
                }
            }
            figure("scale_" + keys, perSecond.get(1) / perSecond.get(0));
        }
        figure("growth", cpu.getLast() / cpu.getFirst());
        System.out.println(figures.stream().collect(Collectors.joining(" ")));
    }

    private GrowthRun.Speed measure(long keys, int workers) throws Exception {
        GrowthRun.Speed speed;
        double bytesPerKey;
        Path directory = Files.createTempDirectory("levada-growth");
        try (GrowthRun run = new GrowthRun(query, keys, workers, "10 s", directory.resolve("speed"))) {
            speed = run.speed();
            bytesPerKey = run.bytesPerKey();
        }
        GrowthRun.Pauses pauses;
        try (GrowthRun run = new GrowthRun(query, keys, workers, "100 ms", directory.resolve("pause"))) {
            pauses = run.pauses(PER_SECOND, PAUSE_MILLIS);
        }
        delete(directory);
        System.out.printf(
                Locale.ROOT,
                ROW,
                keys,
                workers,
                number(speed.cpuNanos(), 1),
                number(speed.perSecond(), 0),
                number(bytesPerKey, 1),
                number(pauses.pauseP99Millis(), 2) + " ms",
                number(pauses.pauseMaxMillis(), 2) + " ms",
                number(pauses.bytes(), 0),
                number(pauses.changes(), 0));
        String name = "_" + keys + "_" + workers;
        figure("cpu_ns" + name, speed.cpuNanos());
        figure("bytes_per_key" + name, bytesPerKey);
        figure("pause_p99_ms" + name, pauses.pauseP99Millis());
        figure("checkpoint_bytes" + name, pauses.bytes());
        return speed;
    }

    private void figure(String name, double value) {
        figures.add(name + "=" + String.format(Locale.ROOT, "%.2f", value));
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

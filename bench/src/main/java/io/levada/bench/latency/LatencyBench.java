package io.levada.bench.latency;

import io.levada.bench.nexmark.Child;
import io.levada.bench.nexmark.LevadaChild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code levada bench latency}; see {@link LatencyOptions#USAGE}. Progress goes to standard error. */
public final class LatencyBench {
    private LatencyBench() {}

    public static void main(String[] args) throws Exception {
        LatencyOptions options;
        try {
            options = LatencyOptions.parse(args);
        } catch (IllegalArgumentException e) {
            boolean asked = "".equals(e.getMessage());
            System.err.println((asked ? "" : "error: " + e.getMessage() + "\n") + LatencyOptions.USAGE);
            System.exit(asked ? 0 : 2);
            return;
        }
        List<Measured> all = measure(options);
        Files.createDirectories(options.output());
        LatencyReport.json(options.output().resolve("latency.json"), options, all);
        LatencyChart.write(options.output().resolve("latency.svg"), options.perSecond(), all);
        System.out.println(LatencyReport.lastLine(all));
        System.exit(0);
    }

    /** For {@code dev/figures}: the floor and Levada at least once, as figures by name. */
    public static Map<String, Double> figures(int perSecond, int seconds) throws Exception {
        return LatencyReport.figures(measure(new LatencyOptions(
                List.of(Mode.FLOOR, Mode.LEVADA), perSecond, 5, seconds, 1, "1g", Path.of("docs", "benchmarks"))));
    }

    private static List<Measured> measure(LatencyOptions options) throws Exception {
        Path root = Path.of(System.getProperty("levada.root", "")).toAbsolutePath();
        Path scratch = Files.createTempDirectory("levada-latency");
        // What promises the same stands together in the report, in whatever order it runs.
        Map<Mode, Measured> all = new EnumMap<>(Mode.class);
        options.modes().forEach(mode -> all.put(mode, Measured.none(mode)));
        System.out.println(LatencyReport.head(options.perSecond()));
        List<Mode> order = new ArrayList<>(options.modes());
        Child child = new Child(root, options.heap(), scratch.resolve("children.log"));
        try (KafkaRun run = order.equals(List.of(Mode.IN_PROCESS))
                ? null
                : new KafkaRun(child, scratch, options.perSecond(), options.warmUpSeconds(), options.seconds())) {
            if (run != null) {
                run.warmBroker();
            }
            for (int round = 0; round < options.rounds(); round++) {
                for (Mode mode : order) {
                    System.err.println("latency: " + mode.label());
                    Measured measured = run == null || mode == Mode.IN_PROCESS
                            ? new InProcess(options.perSecond(), options.warmUpSeconds(), options.seconds()).measure()
                            : run.measure(mode);
                    System.out.println(LatencyReport.line(measured));
                    int before = round;
                    all.computeIfPresent(mode, (m, sum) -> sum.and(measured, before));
                }
                Collections.reverse(order);
            }
        }
        if (options.rounds() > 1) {
            System.out.println();
            System.out.println("all " + options.rounds() + " rounds");
            all.values().forEach(measured -> System.out.println(LatencyReport.line(measured)));
        }
        LevadaChild.delete(scratch); // kept when something failed: the log of the children is in it
        return List.copyOf(all.values());
    }
}

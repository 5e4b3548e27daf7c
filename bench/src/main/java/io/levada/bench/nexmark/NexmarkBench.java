package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns.Figures;
import io.levada.core.child.ScriptRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code levada bench nexmark}; see {@link BenchOptions#USAGE}. Progress goes to standard error. */
public final class NexmarkBench {
    private static final String CHECKPOINTS = "10 s";

    private static final String BROKER_HEAP = "1g";

    private final BenchOptions options;
    private final Path root;
    private final Path scratch;
    private final Child child;
    private Queries queries;
    /** With {@code --input kafka} only. */
    private @Nullable EventTopic topic;

    private NexmarkBench(BenchOptions options, Path root, Path scratch) throws IOException {
        this.options = options;
        this.root = root;
        this.scratch = scratch;
        queries = new Queries(root.resolve("examples/nexmark"), scratch);
        child = new Child(root, options.heap(), scratch.resolve("children.log"));
    }

    public static void main(String[] args) throws Exception {
        BenchOptions options;
        try {
            options = BenchOptions.parse(args);
        } catch (IllegalArgumentException e) {
            boolean asked = "".equals(e.getMessage());
            System.err.println((asked ? "" : "error: " + e.getMessage() + "\n") + BenchOptions.USAGE);
            System.exit(asked ? 0 : 2);
            return;
        }
        Path root = Path.of(System.getProperty("levada.root", ""));
        Path scratch = Files.createTempDirectory("levada-nexmark");
        int exit;
        try {
            NexmarkBench bench = new NexmarkBench(options, root.toAbsolutePath(), scratch);
            exit = options.verify()
                    ? new Verification(options, bench.queries, bench.child).run()
                    : bench.runWithInput();
        } finally {
            LevadaChild.delete(scratch);
        }
        System.exit(exit);
    }

    private int runWithInput() throws Exception {
        if (options.input() != BenchOptions.Input.KAFKA) {
            return run();
        }
        Child small = new Child(root, BROKER_HEAP, child.log());
        try (BrokerProcess broker = BrokerProcess.start(small, scratch.resolve("broker"))) {
            System.err.println("nexmark: writing the events");
            EventTopic written = new EventTopic(broker.bootstrap(), "nexmark");
            broker.createTopics(List.of(written.name()), EventTopic.PARTITIONS);
            written.fill(queries.tables(), options.events());
            topic = written;
            queries = queries.over(written.over(queries.tables()));
            return run();
        }
    }

    private int run() throws IOException {
        List<Measured> all = new ArrayList<>();
        System.out.println(Report.HEAD);
        Files.createDirectories(options.output());
        String name = "nexmark-" + options.input().name().toLowerCase(Locale.ROOT);
        for (String query : options.queries()) {
            Measured measured = measure(query);
            all.add(measured);
            System.out.println(Report.line(measured));
            // After each query, so that a run that is stopped leaves what it has measured.
            Report.json(options.output().resolve(name + ".json"), options, all);
            Chart.write(options.output().resolve(name + ".svg"), options, all);
        }
        System.out.println(Report.lastLine(all));
        return 0;
    }

    private Measured measure(String query) throws IOException {
        String script = queries.script(query, options.events(), "blackhole");
        List<String> remarks = new ArrayList<>();
        Figures levada = measured(
                query,
                "Levada",
                remarks,
                () -> child.measure(
                        levada(List.of()), Queries.request(script, ScriptRequest.Purpose.RUN, levadaSettings())));
        Figures flink = !options.against().contains(BenchOptions.Peer.FLINK)
                ? null
                : measured(
                        query,
                        "Flink",
                        remarks,
                        () -> child.measure(
                                flink(),
                                Queries.request(Queries.onFlink(script), ScriptRequest.Purpose.RUN, flinkSettings())));
        boolean looped = HandLoops.QUERIES.contains(query) && options.input() == BenchOptions.Input.REPLAY;
        Figures hand = looped ? loop(query, HandLoops.Knowing.THE_QUERY, remarks) : null;
        Figures dense = looped && HandLoops.keepsById(query) ? loop(query, HandLoops.Knowing.THE_DATA, remarks) : null;
        EventTopic read = topic;
        Figures streams = read == null
                        || !options.against().contains(BenchOptions.Peer.STREAMS)
                        || !StreamsQueries.ALL.contains(query)
                ? null
                : measured(
                        query,
                        "Kafka Streams",
                        remarks,
                        () -> child.measure(
                                streams(read, query), Queries.request("", ScriptRequest.Purpose.RUN, Map.of())));
        return new Measured(query, levada, flink, hand, dense, streams, String.join("; ", remarks));
    }

    private @Nullable Figures loop(String query, HandLoops.Knowing knowing, List<String> remarks) throws IOException {
        return measured(
                query,
                "a hand-written loop",
                remarks,
                () -> child.measure(
                        levada(List.of(query, knowing.name())),
                        Queries.request("", ScriptRequest.Purpose.RUN, Map.of())));
    }

    private interface Measurement {
        Figures run() throws IOException, Child.Failed;
    }

    private static @Nullable Figures measured(
            String query, String engine, List<String> remarks, Measurement measurement) throws IOException {
        System.err.println("nexmark: " + query + " on " + engine);
        try {
            return measurement.run();
        } catch (Child.Failed e) {
            remarks.add(engine + ": " + e.getMessage());
            return null;
        }
    }

    private List<String> levada(List<String> more) {
        List<String> command = child.levada(LevadaChild.class.getName());
        command.addAll(List.of(
                options.input().name(),
                Long.toString(options.events()),
                Integer.toString(options.warmUpSeconds()),
                Integer.toString(options.leastSeconds())));
        command.addAll(more);
        return command;
    }

    private List<String> flink() throws IOException {
        List<String> command = options.input() == BenchOptions.Input.REPLAY
                ? child.flink("io.levada.flink.nexmark.NexmarkChild", "-Dlevada.nexmark.replay=true")
                : child.flink("io.levada.flink.nexmark.NexmarkChild");
        command.addAll(List.of(
                Long.toString(options.events()),
                Integer.toString(options.parallelism()),
                Integer.toString(options.warmUpSeconds()),
                Integer.toString(options.leastSeconds())));
        return command;
    }

    private List<String> streams(EventTopic read, String query) {
        List<String> command = child.levada(StreamsChild.class.getName());
        command.addAll(List.of(
                read.bootstrap(),
                read.name(),
                query,
                Long.toString(options.events()),
                Integer.toString(options.parallelism()),
                Integer.toString(options.warmUpSeconds()),
                Integer.toString(options.leastSeconds()),
                scratch.resolve("streams").toString()));
        return command;
    }

    private Map<String, String> levadaSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("parallelism.default", Integer.toString(options.parallelism()));
        settings.put("execution.checkpointing.interval", CHECKPOINTS);
        settings.put("table.local-time-zone", "UTC");
        return settings;
    }

    private Map<String, String> flinkSettings() {
        Map<String, String> settings = levadaSettings();
        settings.put("execution.checkpointing.mode", "exactly-once");
        // A job that fails is to say so, instead of starting again for ever.
        settings.put("restart-strategy.type", "none");
        settings.put(
                "execution.checkpointing.dir",
                scratch.resolve("flink-checkpoints").toString());
        settings.put("state.backend.type", "hashmap");
        settings.put("pipeline.object-reuse", "true");
        settings.put("table.exec.mini-batch.enabled", "true");
        settings.put("table.exec.mini-batch.allow-latency", "2 s");
        settings.put("table.exec.mini-batch.size", "50000");
        return settings;
    }
}

package io.levada.bench.latency;

import io.levada.bench.nexmark.BrokerProcess;
import io.levada.bench.nexmark.Child;
import io.levada.bench.nexmark.LevadaChild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * {@code levada bench features [PER_SECOND [WINDOWS [SPEED]]]}: 67,000 events of a kilobyte each second through 100
 * windowed features by key. Event time runs as many times as fast as SPEED says, so that windows close within a short
 * run: what a closing window costs comes that much more often. A result's latency counts from when the first event after
 * its window was due, which is the earliest moment at which anybody could know that the window is over.
 */
public final class FeaturesBench {
    private static final int WARM_UP_WINDOWS = 5;
    private static final int WINDOW_MILLIS = 60_000;

    private FeaturesBench() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].startsWith("-")) {
            System.err.println("Usage: levada bench features [PER_SECOND [WINDOWS [SPEED]]]   (67000 10 10)");
            System.exit(args[0].equals("--help") ? 0 : 2);
        }
        int perSecond = args.length > 0 ? Integer.parseInt(args[0]) : 67_000;
        int windows = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        int speed = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        Path root = Path.of(System.getProperty("levada.root", "")).toAbsolutePath();
        Path scratch = Files.createTempDirectory("levada-features");
        Child child = new Child(root, "1g", scratch.resolve("children.log"));
        try (BrokerProcess broker = BrokerProcess.start(child, scratch.resolve("broker"))) {
            broker.createTopics(List.of("rides", "features"));
            String script = FeatureEvents.script(broker.bootstrap(), "rides", "features");
            try (EngineProcess engine =
                    EngineProcess.start(child, scratch, Mode.LEVADA, script, Map.of("parallelism.default", "1"))) {
                run(broker, engine, perSecond, windows, speed);
            }
        }
        LevadaChild.delete(scratch); // kept when something failed: the log of the children is in it
        System.exit(0);
    }

    private static void run(BrokerProcess broker, EngineProcess engine, int perSecond, int windows, int speed)
            throws Exception {
        long warm = (long) perSecond * WINDOW_MILLIS / speed / 1000 * WARM_UP_WINDOWS;
        long all = (long) perSecond * WINDOW_MILLIS / speed / 1000 * windows + perSecond / 10;
        try (KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrap())) {
            Pace pace = new Pace(perSecond);
            Results results = new Results(pace.startNanos(), speed, windows);
            try (ResultReader reader = new ResultReader(broker.bootstrap(), "features", results)) {
                Pace.Send send = (i, due) -> producer.send(
                        new ProducerRecord<>("rides", FeatureEvents.json(i, i * 1000 * speed / perSecond)));
                pace.run(0, warm, send);
                engine.check();
                Sampler engineCpu = new Sampler(engine.handle());
                Sampler brokerCpu = new Sampler(broker.handle());
                Sampler ownCpu = new Sampler(ProcessHandle.current());
                pace.run(warm, all, send);
                long late = System.nanoTime() - pace.startNanos() - all * 1_000_000_000L / perSecond;
                double engineCores = engineCpu.cores();
                double brokerCores = brokerCpu.cores();
                double ownCores = ownCpu.cores();
                producer.flush();
                reader.awaitAll();
                print(perSecond, results, late / 1e6, new double[] {engineCores, brokerCores, ownCores});
            }
        }
    }

    /** As a producer of such a load is set: batches large enough that the broker isn't what is measured. */
    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "linger.ms", "5",
                        "batch.size", "524288",
                        "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void print(int perSecond, Results results, double lateMillis, double[] cores) {
        double p50 = results.latencies.getValueAtPercentile(50) / 1000.0;
        double p99 = results.latencies.getValueAtPercentile(99) / 1000.0;
        double max = results.latencies.getMaxValue() / 1000.0;
        System.out.printf(
                Locale.ROOT,
                "%,d events/s of %,d bytes, %d features of %,d keys: %,d results%n"
                        + "latency p50 %.1f ms, p99 %.1f ms, max %.1f ms; the producer ended %.0f ms late%n"
                        + "cores: engine %.2f, broker %.2f, producer and consumer %.2f%n",
                perSecond,
                FeatureEvents.BYTES,
                2 * FeatureEvents.FEATURES_OF_A_WINDOW,
                FeatureEvents.KEYS,
                results.latencies.getTotalCount(),
                p50,
                p99,
                max,
                lateMillis,
                cores[0],
                cores[1],
                cores[2]);
        System.out.printf(
                Locale.ROOT,
                "features_per_second=%d features_p50_ms=%.1f features_p99_ms=%.1f features_max_ms=%.1f"
                        + " features_engine_cores=%.2f features_late_ms=%.0f%n",
                perSecond,
                p50,
                p99,
                max,
                cores[0],
                lateMillis);
    }

    /** Expects a row of each key for each window of a minute, and for each of five minutes. */
    private static final class Results implements ResultReader.Taker {
        private final Histogram latencies = new Histogram(3);
        private final long startNanos;
        private final int speed;
        private final long expected;
        private long seen;

        Results(long startNanos, int speed, int windows) {
            this.startNanos = startNanos;
            this.speed = speed;
            this.expected = (windows + windows / 5L) * FeatureEvents.KEYS;
        }

        @Override
        public void take(byte[] value, long nanos) {
            seen++;
            long millis = Digits.after(value, FeatureEvents.WINDOW_END) * 1000 - FeatureEvents.FIRST_MILLIS;
            if (millis > (long) WARM_UP_WINDOWS * WINDOW_MILLIS) {
                long due = startNanos + millis * 1_000_000L / speed;
                latencies.recordValue(Math.max(1, (nanos - due) / 1000));
            }
        }

        @Override
        public boolean hasAll() {
            return seen >= expected;
        }
    }
}

package io.levada.bench.latency;

import io.levada.bench.nexmark.BrokerProcess;
import io.levada.bench.nexmark.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * From a producer through a topic, an engine and a second topic to a consumer, at a fixed rate. Producer and consumer are
 * in this process and on one clock; broker and engine have processes of their own. An event's latency counts from when it
 * was due, so that whatever holds up the producer counts too.
 */
public final class KafkaRun implements AutoCloseable {
    /** An engine on cold processors may take this long to give its first result. */
    private static final Duration START = Duration.ofSeconds(90);

    private static final int PROBE_MILLIS = 100;

    private final Child child;
    private final Path scratch;
    private final BrokerProcess broker;
    private final int perSecond;
    private final int warmUpSeconds;
    private final int seconds;
    /** In the names of topics: one that was deleted isn't gone at once. */
    private int runs;

    public KafkaRun(Child child, Path scratch, int perSecond, int warmUpSeconds, int seconds) throws Exception {
        this.child = child;
        this.scratch = scratch;
        this.perSecond = perSecond;
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
        broker = BrokerProcess.start(child, scratch.resolve("broker"));
    }

    /** Events that aren't counted through the broker alone, so that it isn't cold for whoever comes first. */
    void warmBroker() throws Exception {
        broker.createTopics(List.of("warm-up"));
        long all = (long) perSecond * warmUpSeconds;
        Latencies latencies = new Latencies(0, all, false);
        try (ResultReader reader = new ResultReader(broker.bootstrap(), "warm-up", latencies);
                KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrap())) {
            new Pace(perSecond)
                    .run(0, all, (i, due) -> producer.send(new ProducerRecord<>("warm-up", Events.json(i, due))));
            producer.flush();
            reader.awaitAll();
        }
        broker.deleteTopics(List.of("warm-up"));
    }

    Measured measure(Mode mode) throws Exception {
        runs++;
        String in = "in-" + mode.key() + "-" + runs;
        String out = mode.engine() == Mode.Engine.NONE ? in : "out-" + mode.key() + "-" + runs;
        List<String> topics = in.equals(out) ? List.of(in) : List.of(in, out);
        broker.createTopics(topics);
        EngineProcess engine = mode.engine() == Mode.Engine.NONE
                ? null
                : EngineProcess.start(child, scratch, mode, broker.bootstrap(), in, out);
        try {
            return through(mode, in, out, engine);
        } finally {
            if (engine != null) {
                engine.close();
            }
            broker.deleteTopics(topics);
        }
    }

    private Measured through(Mode mode, String in, String out, @Nullable EngineProcess engine) throws Exception {
        long warm = (long) perSecond * warmUpSeconds;
        long all = warm + (long) perSecond * seconds;
        Latencies latencies = new Latencies(warm, all, mode.engine() != Mode.Engine.NONE);
        try (ResultReader reader = new ResultReader(broker.bootstrap(), out, latencies);
                KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrap())) {
            awaitRunning(reader, producer, in, engine);
            Pace pace = new Pace(perSecond);
            Pace.Send send = (index, due) -> producer.send(new ProducerRecord<>(in, Events.json(index, due)));
            pace.run(0, warm, send);
            Sampler engineCpu = new Sampler(engine == null ? null : engine.handle());
            Sampler brokerCpu = new Sampler(broker.handle());
            Sampler ownCpu = new Sampler(ProcessHandle.current());
            pace.run(warm, all, send);
            producer.flush();
            reader.awaitAll();
            return new Measured(mode, latencies.histogram, engineCpu.cores(), brokerCpu.cores(), ownCpu.cores());
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", "1", "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends events that aren't counted until the first of them comes through. */
    private static void awaitRunning(
            ResultReader reader, KafkaProducer<byte[], byte[]> producer, String in, @Nullable EngineProcess engine)
            throws Exception {
        long start = System.nanoTime();
        do {
            if (System.nanoTime() - start > START.toNanos()) {
                throw new IllegalStateException("nothing came through in " + START.toSeconds() + " s");
            }
            if (engine != null) {
                engine.check();
            }
            producer.send(new ProducerRecord<>(in, Events.json(-Events.KINDS, System.nanoTime())));
        } while (!reader.awaitFirst(Duration.ofMillis(PROBE_MILLIS)));
    }

    /** Records what comes, and that it comes once and in order. */
    private static final class Latencies implements ResultReader.Taker {
        private final Histogram histogram = new Histogram(3);
        private final long warm;
        private final long all;
        private final boolean filtered;
        private long next;

        Latencies(long warm, long all, boolean filtered) {
            this.warm = warm;
            this.all = all;
            this.filtered = filtered;
        }

        @Override
        public void take(byte[] value, long nanos) {
            long index = Events.index(value);
            if (index < 0) {
                return; // a probe
            }
            if (index != next) {
                throw new IllegalStateException("event " + index + " came where " + next + " was due");
            }
            next++;
            if (filtered && !Events.passes(next)) {
                next++;
            }
            if (index >= warm) {
                histogram.recordValue(Math.max(1, (nanos - Events.nanos(value)) / 1000));
            }
        }

        @Override
        public boolean hasAll() {
            return next >= all;
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}

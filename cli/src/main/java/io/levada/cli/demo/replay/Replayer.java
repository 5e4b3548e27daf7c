package io.levada.cli.demo.replay;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a source to a topic at a multiple of its own speed. Each partition receives the same records in the same order
 * whenever the same source is replayed, without gaps or repetitions, also when the broker stumbles (idempotent producer).
 * That is why an interrupted replay can go on: a partition that holds n records needs its first n no more.
 *
 * <p>One thread calls {@link #run}, any thread {@link #progress} and {@link #stop}. Record timestamps are the time of
 * publishing, so that latency can be measured from them.
 */
public final class Replayer {
    private static final long LONGEST_SLEEP_MILLIS = 50;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final ReplaySource source;
    private final ReplayOptions options;
    private final long total;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong poison = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private @Nullable Thread runner;
    private volatile long skipped;
    private volatile long eventMillis;
    private volatile boolean stopping;
    private volatile boolean done;

    public Replayer(ReplaySource source, ReplayOptions options) {
        this.source = source;
        this.options = options;
        this.total = source.size();
    }

    public ReplayProgress progress() {
        return new ReplayProgress(skipped, published.get(), poison.get(), total, eventMillis, done);
    }

    /** Makes {@link #run} end soon, also when the broker is away; what the broker takes within seconds is still published. */
    public synchronized void stop() {
        stopping = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    /**
     * Publishes until the source or the limit is reached or {@link #stop} is called, and returns when the broker has
     * acknowledged everything.
     *
     * @throws LevadaException when the broker refuses a record
     */
    public ReplayProgress run() {
        begin(Thread.currentThread());
        try {
            ReplayTopic topic = ReplayTopic.prepare(options);
            publishAndClose(topic, producer());
        } catch (KafkaException | LevadaException e) {
            if (!stopping) {
                throw e instanceof LevadaException known ? known : refused(e);
            }
        } finally {
            begin(null);
            done = true;
        }
        Exception error = failure.get();
        if (error != null && !stopping) {
            throw refused(error);
        }
        return progress();
    }

    private synchronized void begin(@Nullable Thread thread) {
        if (thread == null && stopping) {
            Thread.interrupted(); // it came from stop() and has done its work
        }
        runner = thread;
    }

    private static LevadaException refused(Exception error) {
        return new LevadaException(
                ErrorCode.CONNECTION, "the broker refused a record: " + error.getMessage(), null, null, error);
    }

    private void publishAndClose(ReplayTopic topic, KafkaProducer<byte[], byte[]> producer) {
        try {
            publish(topic, producer);
            if (!stopping) {
                producer.flush();
            }
        } finally {
            if (stopping) {
                Thread.interrupted(); // or closing would not wait for what is on its way
            }
            producer.close(LONGEST_CLOSE);
        }
    }

    private void publish(ReplayTopic topic, KafkaProducer<byte[], byte[]> producer) {
        long[] held = topic.ends().stream().mapToLong(Long::longValue).toArray();
        Pace pace = new Pace(options.speed());
        long sent = 0;
        while (sent < options.limit() && !stopping && failure.get() == null) {
            ReplayEvent event = source.next();
            if (event == null) {
                return;
            }
            int partition = topic.partition(event.key());
            if (options.resume() && held[partition] > 0) {
                held[partition]--;
                skipped++;
                continue;
            }
            if (!waitUntilDue(pace, event.dueMillis())) {
                return;
            }
            send(producer, new ProducerRecord<>(topic.name(), partition, event.key(), event.value()), event);
            sent++;
        }
    }

    private boolean waitUntilDue(Pace pace, long dueMillis) {
        for (long wait = pace.millisUntil(dueMillis); wait > 0; wait = pace.millisUntil(dueMillis)) {
            if (stopping) {
                return false;
            }
            try {
                Thread.sleep(Math.min(wait, LONGEST_SLEEP_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message, ReplayEvent event) {
        AtomicLong counter = event.poison() ? poison : published;
        producer.send(message, (metadata, error) -> {
            if (error == null) {
                counter.incrementAndGet();
            } else {
                failure.compareAndSet(null, error);
            }
        });
        eventMillis = Math.max(eventMillis, event.eventMillis());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", options.bootstrapServers());
        settings.put("enable.idempotence", "true");
        settings.put("linger.ms", options.speed().isMax() ? "5" : "0");
        settings.put("batch.size", "65536");
        // A broker that is away is waited for, not given up on: a record left out would leave a gap.
        settings.put("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
        settings.put("max.block.ms", Long.toString(Duration.ofHours(1).toMillis()));
        settings.putAll(options.producer());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.client.Clients;
import io.levada.connector.kafka.client.ConnectionWatch;
import io.levada.core.connector.Outages;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer, and a virtual thread beside it that tells when it waits for a broker in vain. */
final class WatchedProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final @Nullable Metric bufferTotal;
    private final @Nullable Metric bufferFree;
    private final Thread watcher;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean silent;

    WatchedProducer(Map<String, Object> settings, String bootstrap, Outages outages) {
        producer = Clients.open(
                settings,
                "open a producer",
                s -> new KafkaProducer<>(s, new ByteArraySerializer(), new ByteArraySerializer()));
        Map<MetricName, ? extends Metric> metrics = producer.metrics();
        bufferTotal = find(metrics, "buffer-total-bytes");
        bufferFree = find(metrics, "buffer-available-bytes");
        ConnectionWatch watch = new ConnectionWatch(bootstrap, metrics, Duration.ZERO, outages);
        watcher = Thread.ofVirtual().name("kafka-watch").start(() -> watch(watch));
    }

    KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    /**
     * Runs what may wait for an answer of the broker. To send is such, although it returns at once as a rule: a client that
     * has forgotten where a topic lies asks first, and nothing of that is seen in its buffer.
     */
    void busy(Runnable work) {
        busy.incrementAndGet();
        try {
            work.run();
        } finally {
            busy.decrementAndGet();
        }
    }

    private void watch(ConnectionWatch watch) {
        try (watch) {
            while (true) {
                Thread.sleep(ConnectionWatch.CHECK_MILLIS);
                watch.check(busy.get() > 0 || unsent());
                silent = watch.isSilent();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Whether it waits for a broker that doesn't answer. */
    boolean isSilent() {
        return silent;
    }

    /** Whether records wait to be sent or to be acknowledged. */
    private boolean unsent() {
        return bufferTotal != null
                && bufferFree != null
                && bufferTotal.metricValue() instanceof Double total
                && bufferFree.metricValue() instanceof Double free
                && free < total;
    }

    private static @Nullable Metric find(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(e -> e.getKey().name().equals(name))
                .<Metric>map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Gives up what wasn't acknowledged within that time. */
    void close(Duration patience) {
        watcher.interrupt();
        producer.close(patience);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}

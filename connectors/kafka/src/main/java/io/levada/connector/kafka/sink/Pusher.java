package io.levada.connector.kafka.sink;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A thread that sends what a producer keeps back for more to come ({@code linger.ms}) when its writer knows that nothing
 * more comes for now: {@link KafkaProducer#flush} does that, but waits for the broker's answer.
 *
 * <p>Whoever sets a long linger wants few requests. So a push does nothing when there was one within the linger: only the
 * first rows after a pause don't wait, and what is written until the broker has answered them.
 */
final class Pusher implements Runnable, AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final long lingerNanos;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean wanted;
    private volatile long pushedNanos;

    /** @param settings with which the producer was opened */
    Pusher(KafkaProducer<byte[], byte[]> producer, Map<String, Object> settings) {
        this.producer = producer;
        lingerNanos = TimeUnit.MILLISECONDS.toNanos(lingerMillis(settings));
        pushedNanos = System.nanoTime() - lingerNanos;
        thread = Thread.ofPlatform().daemon().name("kafka-push").start(this);
    }

    private static long lingerMillis(Map<String, Object> settings) {
        Object millis = settings.get(ProducerConfig.LINGER_MS_CONFIG);
        if (millis == null) {
            millis = ProducerConfig.configDef().defaultValues().get(ProducerConfig.LINGER_MS_CONFIG);
        }
        return Long.parseLong(String.valueOf(millis).strip());
    }

    /** From any thread: nothing more is sent for now. */
    void push() {
        long now = System.nanoTime();
        if (lingerNanos > 0 && now - pushedNanos >= lingerNanos) {
            pushedNanos = now;
            wanted = true;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                if (wanted) {
                    wanted = false;
                    producer.flush();
                } else {
                    LockSupport.park(this);
                }
            }
        } catch (InterruptException | IllegalStateException e) {
            // The producer was closed. What can't be sent is told by the records' callbacks.
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

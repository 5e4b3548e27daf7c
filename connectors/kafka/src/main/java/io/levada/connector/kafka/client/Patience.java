package io.levada.connector.kafka.client;

import io.levada.core.connector.Outages;
import io.levada.core.error.LevadaException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Tries what needs a broker until there is one: with growing pauses, and telling the engine that it waits. May be used by
 * any thread that may block; an interrupt ends it.
 */
public final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    /** A broker that isn't ready for the moment isn't worth a word. */
    private static final Duration UNSAID = Duration.ofSeconds(3);

    private final String bootstrap;
    private final Map<MetricName, ? extends Metric> metrics;
    private final Outages outages;

    /** @param metrics of the client that is called */
    public Patience(String bootstrap, Map<MetricName, ? extends Metric> metrics, Outages outages) {
        this.bootstrap = bootstrap;
        this.metrics = metrics;
        this.outages = outages;
    }

    public String bootstrap() {
        return bootstrap;
    }

    /**
     * @param doing what is tried, as it continues "could not"
     * @throws LevadaException when waiting doesn't help
     */
    public <T> T call(String doing, Callable<T> attempt) {
        AtomicBoolean answered = new AtomicBoolean();
        Thread watcher = Thread.ofVirtual().name("kafka-watch").start(() -> watch(answered));
        try {
            T result = tried(doing, attempt);
            answered.set(true);
            return result;
        } finally {
            watcher.interrupt();
        }
    }

    /** An attempt fails only after a client's long timeout: that there is no connection is told before. */
    private void watch(AtomicBoolean answered) {
        try (ConnectionWatch watch = new ConnectionWatch(bootstrap, metrics, Duration.ZERO, outages)) {
            while (!Thread.interrupted()) {
                watch.check(true);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ConnectionWatch.CHECK_MILLIS));
            }
            if (answered.get()) {
                watch.answered();
            }
        }
    }

    private <T> T tried(String doing, Callable<T> attempt) {
        long began = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        Outages.@Nullable Outage outage = null;
        try {
            while (true) {
                String reason;
                try {
                    T result = attempt.call();
                    if (outage != null) {
                        outage.answered();
                    }
                    return result;
                } catch (Exception e) {
                    if (e instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    if (Thread.currentThread().isInterrupted() || !KafkaErrors.isPassing(e)) {
                        throw KafkaErrors.translate(e, doing, bootstrap);
                    }
                    reason = KafkaErrors.deepestReason(e);
                }
                Duration waited = Duration.ofNanos(System.nanoTime() - began);
                if (outage == null && waited.compareTo(UNSAID) >= 0) {
                    outage = new ConnectionWatch(bootstrap, metrics, Duration.ZERO, outages)
                            .unanswered(waited, "could not " + doing + ": " + reason);
                }
                pause(doing, pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        } finally {
            if (outage != null) {
                outage.close();
            }
        }
    }

    private void pause(String doing, long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaErrors.translate(e, doing, bootstrap);
        }
    }
}

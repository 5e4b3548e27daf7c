package io.levada.connector.kafka.client;

import io.levada.core.connector.Outages;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a client that has work to do hears nothing from any broker. Kafka's clients retry silently, with growing
 * pauses; this is how the person who watches the job learns why nothing moves. Used by one thread.
 *
 * <p>Without a connection the silence is told soon. With one it may be a broker that has much to do, or one whose machine is
 * gone: that takes longer to tell. What counts is how often nothing was heard, not the time: a process that was suspended
 * itself has missed nothing.
 */
public final class ConnectionWatch implements AutoCloseable {
    public static final long CHECK_MILLIS = 500;

    /** Told at the sixth check, after three seconds: long enough for a reconnect to pass unsaid. */
    private static final int MOST_UNCONNECTED = 5;

    private static final int MOST_SILENT_AT_FIRST = 8;
    private static final int MOST_SILENT = 20;
    private static final String ADVICE = "is it running there, and is 'properties.bootstrap.servers' right?";
    private static final String ADVICE_HEARD =
            "it answers some requests; can this machine reach the addresses that it advertises (advertised.listeners)?";

    private final String system;
    private final Outages outages;
    private final int patience;
    private final LongSupplier nanoTime;
    private final @Nullable Metric connections;
    private final @Nullable Metric received;
    private double heard;
    private long nextCheck;
    private long silentSince;
    private int silent;
    private int unconnected;
    private Outages.@Nullable Outage outage;

    /**
     * @param metrics of the client
     * @param rest how long a broker may rightly say nothing
     */
    public ConnectionWatch(
            String bootstrap, Map<MetricName, ? extends Metric> metrics, Duration rest, Outages outages) {
        this(bootstrap, metrics, rest, outages, System::nanoTime);
    }

    ConnectionWatch(
            String bootstrap,
            Map<MetricName, ? extends Metric> metrics,
            Duration rest,
            Outages outages,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextCheck = nanoTime.getAsLong();
        this.system = "the broker at " + bootstrap;
        this.outages = outages;
        this.patience = MOST_SILENT + (int) (rest.toMillis() / CHECK_MILLIS);
        this.connections = find(metrics, "connection-count");
        this.received = find(metrics, "incoming-byte-total");
        this.heard = value(received);
    }

    /** Of the client, not of one of its connections. */
    private static @Nullable Metric find(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(e ->
                        e.getKey().name().equals(name) && !e.getKey().group().contains("-node-"))
                .<Metric>map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static double value(@Nullable Metric metric) {
        return metric != null && metric.metricValue() instanceof Double value ? value : 0;
    }

    /** @param working whether the client would need an answer now */
    public void check(boolean working) {
        long now = nanoTime.getAsLong();
        if (now - nextCheck < 0) {
            return;
        }
        nextCheck = now + TimeUnit.MILLISECONDS.toNanos(CHECK_MILLIS);
        double total = value(received);
        if (total != heard || !working) {
            if (total != heard) {
                heard = total;
                answered();
            }
            silent = 0;
            unconnected = 0;
            return;
        }
        silentSince = silent == 0 ? now : silentSince;
        silent++;
        unconnected += value(connections) > 0 ? 0 : 1;
        boolean lost = unconnected > MOST_UNCONNECTED || silent > (heard > 0 ? patience : MOST_SILENT_AT_FIRST);
        if (lost && outage == null) {
            outage = outages.begin(system, Duration.ofNanos(now - silentSince), heard > 0 ? null : ADVICE);
        }
    }

    /** Whether the client waits for a broker that doesn't answer. */
    public boolean isSilent() {
        return outage != null;
    }

    /**
     * An outage although a connection may be there: what was asked for that long isn't answered.
     *
     * @param failure what was tried, and what came of it
     * @return to be told when it is
     */
    Outages.Outage unanswered(Duration already, String failure) {
        return outages.begin(system, already, failure + "; " + (value(received) > 0 ? ADVICE_HEARD : ADVICE));
    }

    /** The wait is over, because there is an answer. */
    void answered() {
        if (outage != null) {
            outage.answered();
            outage = null;
        }
    }

    /** Nothing is waited for any more. */
    @Override
    public void close() {
        if (outage != null) {
            outage.close();
            outage = null;
        }
    }
}

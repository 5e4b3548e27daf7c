package io.levada.connector.kafka.client;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a client that has work to do has no connection to any broker. Kafka's clients retry silently, with growing
 * pauses; this is how the person who watches the job learns why nothing moves. Used by one thread.
 */
public final class ConnectionWatch {
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Long enough for a reconnect to pass unsaid. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final String what;
    private final String bootstrap;
    private final Consumer<String> notices;
    private final @Nullable Metric connections;
    private long nextCheck = System.nanoTime();
    private long lostSince;
    private boolean lost;
    private boolean said;

    /** @param what as it begins a sentence: "reading topic 'flights'" */
    public ConnectionWatch(
            String what, String bootstrap, Map<MetricName, ? extends Metric> metrics, Consumer<String> notices) {
        this.what = what;
        this.bootstrap = bootstrap;
        this.notices = notices;
        this.connections = metrics.entrySet().stream()
                .filter(e -> e.getKey().name().equals("connection-count"))
                .<Metric>map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** @param working whether the client would need a connection now */
    public void check(boolean working) {
        long now = System.nanoTime();
        if (connections == null || now - nextCheck < 0) {
            return;
        }
        nextCheck = now + CHECK_NANOS;
        boolean connected = connections.metricValue() instanceof Double count && count > 0;
        if (connected || !working) {
            if (said && connected) {
                notices.accept("the broker at " + bootstrap + " is back, " + what + " goes on");
                said = false;
            }
            lost = false;
        } else if (!lost) {
            lost = true;
            lostSince = now;
        } else if (!said && now - lostSince >= PATIENCE_NANOS) {
            notices.accept(what + " waits: no broker answers at " + bootstrap);
            said = true;
        }
    }
}

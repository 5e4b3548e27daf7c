package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.client.KafkaErrors;
import io.levada.core.connector.Outages;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One idempotent producer for all writers of a sink, opened when the first of them sends. */
final class PlainOutlet implements Outlet {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final Map<String, Object> settings;
    private final String bootstrap;
    private final Outages outages;
    private @Nullable WatchedProducer opened;
    private volatile @Nullable Pusher pusher;

    PlainOutlet(Map<String, Object> settings, String bootstrap, Outages outages) {
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.outages = outages;
    }

    @Override
    public synchronized WatchedProducer producer(long part) {
        if (opened == null) {
            opened = new WatchedProducer(settings, bootstrap, outages);
            pusher = new Pusher(opened.producer(), settings);
        }
        return opened;
    }

    @Override
    public void push() {
        Pusher started = pusher;
        if (started != null) {
            started.push();
        }
    }

    @Override
    public RuntimeException translate(Throwable error, String doing) {
        return KafkaErrors.translate(error, doing, bootstrap);
    }

    @Override
    public synchronized void close() {
        if (pusher != null) {
            pusher.close();
        }
        if (opened != null) {
            opened.close(opened.isSilent() ? Duration.ZERO : CLOSE_PATIENCE);
        }
    }
}

package io.levada.engine.job;

import io.levada.core.connector.Outages;
import io.levada.core.connector.Outages.Outage;
import io.levada.engine.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The outside systems that don't answer one job. Several clients may wait for one system: that it is away is said with the
 * first of them, and that it is back with the last.
 */
final class OpenOutages {
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Clock clock;
    private final LongSupplier lastCheckpoint;
    private final Consumer<String> notices;
    private final Runnable onBegin;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private boolean open;
    /** What {@link #waiting} holds, for those who may not wait for its lock. */
    private volatile List<JobOutage> current = List.of();

    private static final class Waiting {
        private final long sinceNanos;
        private final boolean answeredBefore;
        private final List<Client> clients = new ArrayList<>();
        private boolean answered;

        private Waiting(long sinceNanos, boolean answeredBefore) {
            this.sinceNanos = sinceNanos;
            this.answeredBefore = answeredBefore;
        }
    }

    /** One that was told of, and perhaps the table that it reads. */
    private final class Client implements Outage {
        private final String system;
        private final @Nullable String source;

        private Client(String system, @Nullable String source) {
            this.system = system;
            this.source = source;
        }

        @Override
        public void answered() {
            ended(this, true);
        }

        @Override
        public void close() {
            ended(this, false);
        }
    }

    /**
     * @param lastCheckpoint the one that stands, 0 for none; less when the job takes none
     * @param notices must not block
     * @param onBegin called when the job begins to wait for one more system, with no lock held
     */
    OpenOutages(Clock clock, LongSupplier lastCheckpoint, Consumer<String> notices, Runnable onBegin) {
        this.clock = clock;
        this.lastCheckpoint = lastCheckpoint;
        this.notices = notices;
        this.onBegin = onBegin;
    }

    /** For the clients of a sink, of a decider, or of the reader of that table. */
    Outages of(@Nullable String source) {
        return (system, already, advice) -> begun(new Client(system, source), already, advice);
    }

    List<JobOutage> current() {
        return current;
    }

    /** A run begins. */
    synchronized void open() {
        open = true;
    }

    /** The run is ending: nobody waits any more, and what its clients say while they are closed isn't told. */
    synchronized void forget() {
        open = false;
        waiting.clear();
        changed();
    }

    private Outage begun(Client client, Duration already, @Nullable String advice) {
        boolean first;
        synchronized (this) {
            if (!open) {
                return client;
            }
            first = !waiting.containsKey(client.system);
            waiting.computeIfAbsent(
                            client.system, s -> new Waiting(clock.nanoTime() - already.toNanos(), advice == null))
                    .clients
                    .add(client);
            changed();
            if (first) {
                notices.accept(away(client.system, already, advice));
            }
        }
        if (first) {
            onBegin.run();
        }
        return client;
    }

    private synchronized void ended(Client client, boolean answered) {
        Waiting state = waiting.get(client.system);
        if (state == null || !state.clients.remove(client)) {
            return;
        }
        state.answered |= answered;
        if (state.clients.isEmpty()) {
            waiting.remove(client.system);
        }
        if (state.clients.isEmpty() && state.answered) {
            notices.accept(client.system + (state.answeredBefore ? " is back after " : " answers now, after ")
                    + seconds(clock.nanoTime() - state.sinceNanos) + ": the job goes on");
        }
        changed();
    }

    private void changed() {
        List<JobOutage> all = new ArrayList<>();
        waiting.forEach((system, state) -> {
            TreeSet<String> sources = new TreeSet<>();
            state.clients.stream().filter(c -> c.source != null).forEach(c -> sources.add(c.source));
            all.add(new JobOutage(system, sources, state.clients.stream().anyMatch(c -> c.source == null)));
        });
        current = List.copyOf(all);
    }

    private String away(String system, Duration already, @Nullable String advice) {
        if (advice != null) {
            return system + " doesn't answer (for " + seconds(already.toNanos())
                    + " now): the job waits for it and goes on by itself; " + advice;
        }
        long micros = clock.nowMicros() - TimeUnit.NANOSECONDS.toMicros(already.toNanos());
        String since = TIME_OF_DAY.format(Instant.EPOCH
                .plus(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)))
                .atZone(ZoneId.systemDefault()));
        long last = lastCheckpoint.getAsLong();
        return system + " hasn't answered since " + since
                + ": the job waits for it and goes on by itself from where it stands"
                + (last < 0
                        ? ""
                        : last == 0 ? "; nothing is lost" : "; nothing is lost (last checkpoint: " + last + ")");
    }

    private static String seconds(long nanos) {
        return Math.max(1, Math.round(nanos / 1e9)) + " s";
    }
}

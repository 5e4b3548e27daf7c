package io.levada.testkit.connector;

import io.levada.core.connector.Outages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Remembers which outside systems a connector waits for. */
public final class KnownOutages implements Outages {
    private final List<String> waiting = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @Override
    public synchronized Outage begin(String system, Duration already, @Nullable String advice) {
        waiting.add(system);
        said.add(system + (advice == null ? " doesn't answer any more" : " doesn't answer: " + advice));
        AtomicBoolean over = new AtomicBoolean();
        return new Outage() {
            @Override
            public void answered() {
                end(system + " answered", over);
            }

            @Override
            public void close() {
                end(system + " was given up", over);
            }

            private void end(String how, AtomicBoolean before) {
                if (!before.getAndSet(true)) {
                    ended(system, how);
                }
            }
        };
    }

    private synchronized void ended(String system, String how) {
        waiting.remove(system);
        said.add(how);
    }

    /** Those that are waited for now, one for each client. */
    public synchronized List<String> waiting() {
        return List.copyOf(waiting);
    }

    /** All beginnings and ends so far. */
    public synchronized List<String> said() {
        return List.copyOf(said);
    }
}

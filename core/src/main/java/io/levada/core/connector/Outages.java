package io.levada.core.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where connectors say that an outside system doesn't answer. The engine tells the person who watches once for each system,
 * however many clients notice it, doesn't count the time against a checkpoint, and doesn't let a stop wait for it for long.
 * May be called from any thread.
 */
public interface Outages {
    /**
     * A client that needs an answer gets none.
     *
     * @param system as it stands in a sentence: "the broker at localhost:9092"
     * @param already for how long it hasn't answered
     * @param advice what to look at, as a question, when it has never answered; null when it has, and is only to be waited for
     * @return to be told how it ends
     */
    Outage begin(String system, Duration already, @Nullable String advice);

    /** One client's wait. What is called after the first of the two does nothing. */
    interface Outage extends AutoCloseable {
        /** There is an answer. */
        void answered();

        /** The client doesn't want an answer any more. */
        @Override
        void close();
    }

    /** Tells nobody. */
    Outages NONE = (system, already, advice) -> new Outage() {
        @Override
        public void answered() {}

        @Override
        public void close() {}
    };
}

package io.levada.connector.kafka.client;

import io.levada.core.error.LevadaException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Tries what needs a broker until there is one: with growing pauses, saying once that it waits and once that it goes on.
 * May be used by any thread that may block; an interrupt ends it.
 */
public final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final String bootstrap;
    private final Consumer<String> notices;

    public Patience(String bootstrap, Consumer<String> notices) {
        this.bootstrap = bootstrap;
        this.notices = notices;
    }

    public String bootstrap() {
        return bootstrap;
    }

    /**
     * @param doing what is tried, as it continues "could not"
     * @throws LevadaException when waiting doesn't help
     */
    public <T> T call(String doing, Callable<T> attempt) {
        long pause = FIRST_PAUSE_MILLIS;
        boolean said = false;
        while (true) {
            try {
                T result = attempt.call();
                if (said) {
                    notices.accept("the broker at " + bootstrap + " is back");
                }
                return result;
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                if (Thread.currentThread().isInterrupted() || !KafkaErrors.isPassing(e)) {
                    throw KafkaErrors.translate(e, doing, bootstrap);
                }
            }
            if (!said) {
                notices.accept("could not " + doing + ": waiting for the broker at " + bootstrap);
                said = true;
            }
            pause(doing, pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
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

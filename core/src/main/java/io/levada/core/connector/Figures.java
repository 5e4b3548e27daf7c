package io.levada.core.connector;

import java.util.function.LongSupplier;

/**
 * Where connectors and operators register what they count. Registering may lock; reading must be cheap. A name may end in
 * labels of its own: {@code kafka_lag{partition="flights-0"}}.
 */
public interface Figures {
    /** A value that only grows. The supplier is called from other threads. */
    void counter(String name, LongSupplier value);

    /** A value that goes up and down. The supplier is called from other threads. */
    void gauge(String name, LongSupplier value);

    /** Registers nothing. */
    Figures NONE = new Figures() {
        @Override
        public void counter(String name, LongSupplier value) {}

        @Override
        public void gauge(String name, LongSupplier value) {}
    };
}

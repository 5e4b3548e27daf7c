package io.levada.engine.job;

import org.jspecify.annotations.Nullable;

/** Closes things at the end of a run: what fails then must not hide why the run ended. */
final class Closing {
    private Closing() {}

    static void quietly(@Nullable AutoCloseable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The run is over; its outcome is known and this changes nothing about it.
            return;
        }
    }
}

package io.levada.engine.job;

import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.LookupTable;
import io.levada.core.data.Batch;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.operator.LookupHolder;
import io.levada.engine.operator.LookupIndex;
import io.levada.engine.time.Pauses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The outside table of one lookup join: loads and indexes it in a thread of its own, before the first row passes and again
 * after each interval. When reading it again fails the rows of before go on, and that is said once.
 */
final class OpenLookup implements AutoCloseable {
    private final LookupRequest request;
    private final LookupTable table;
    private final LookupHolder holder = new LookupHolder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    OpenLookup(LookupRequest request, LookupTable table) {
        this.request = request;
        this.table = table;
    }

    LookupHolder holder() {
        return holder;
    }

    /**
     * @param loaded called after each load
     * @param failed told why it can't go on
     */
    void start(Runnable loaded, Consumer<String> notices, Consumer<Throwable> failed) {
        thread = Thread.ofPlatform()
                .daemon()
                .name("levada-lookup-" + request.table().name())
                .start(() -> {
                    try {
                        loadFirst(loaded, notices);
                        refresh(notices);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Throwable e) {
                        failed.accept(e);
                    }
                });
    }

    private void load() {
        List<Batch> rows = table.load();
        holder.set(LookupIndex.of(rows, request.rowType(), request.keys()));
    }

    private void loadFirst(Runnable loaded, Consumer<String> notices) throws InterruptedException {
        Pauses pauses = new Pauses();
        boolean told = false;
        while (true) {
            try {
                load();
                loaded.run();
                return;
            } catch (LevadaException e) {
                if (e.code() != ErrorCode.CONNECTION) {
                    throw e;
                }
                if (!told) {
                    told = true;
                    notices.accept("waiting for table '" + request.table().name() + "': " + e.message());
                }
                pauses.pause();
            }
        }
    }

    private void refresh(Consumer<String> notices) throws InterruptedException {
        Duration interval = table.refreshInterval();
        boolean told = false;
        while (!interval.isZero() && !closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                load();
                told = false;
            } catch (LevadaException e) {
                if (!told) {
                    told = true;
                    notices.accept("table '" + request.table().name()
                            + "' can't be read again, its rows of before go on: " + e.message());
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(TimeUnit.SECONDS.toMillis(5));
        }
    }
}

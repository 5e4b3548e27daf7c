package io.levada.engine.job;

import io.levada.core.connector.KeyedLookup;
import io.levada.core.connector.LookupRequest;
import io.levada.core.data.Batch;
import io.levada.engine.operator.LookupAsker;
import io.levada.engine.operator.LookupIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The outside table of a lookup join that asks for keys: a thread and a {@link KeyedLookup} for each worker. */
final class OpenKeyedLookup implements AutoCloseable {
    private final LookupRequest request;
    private final Supplier<KeyedLookup> lookups;
    private final List<Asker> askers = new ArrayList<>();
    private volatile Runnable wake = () -> {};

    OpenKeyedLookup(LookupRequest request, Supplier<KeyedLookup> lookups) {
        this.request = request;
        this.lookups = lookups;
    }

    LookupRequest request() {
        return request;
    }

    /** @param answered called for each answer, from any thread; may be told late, since workers look by themselves too */
    void start(Runnable answered) {
        wake = answered;
    }

    /** One more worker's. */
    LookupAsker asker() {
        Asker asker = new Asker(lookups.get());
        askers.add(asker);
        return asker;
    }

    private final class Asker implements LookupAsker {
        private final KeyedLookup table;
        private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .daemon()
                .name("levada-ask-" + request.table().name())
                .factory());

        Asker(KeyedLookup table) {
            this.table = table;
        }

        @Override
        public Future<LookupIndex> ask(Batch keys) {
            if (keys.rowCount() == 0) {
                return CompletableFuture.completedFuture(index(List.of()));
            }
            CompletableFuture<LookupIndex> answer = new CompletableFuture<>();
            thread.execute(() -> {
                try {
                    answer.complete(index(table.find(keys)));
                } catch (Throwable e) {
                    answer.completeExceptionally(e);
                }
                wake.run();
            });
            return answer;
        }

        private LookupIndex index(List<Batch> rows) {
            return LookupIndex.of(rows, request.rowType(), request.keys());
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Asker asker : askers) {
            asker.thread.shutdownNow();
        }
        for (Asker asker : askers) {
            boolean ended = asker.thread.awaitTermination(5, TimeUnit.SECONDS);
            if (ended) {
                asker.table.close();
            }
        }
    }
}

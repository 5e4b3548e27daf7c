package io.levada;

import io.levada.core.data.Row;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Pushes a result's rows to one subscriber, from a thread of its own, never more than it asked for. */
final class RowPublisher implements Flow.Publisher<Row> {
    private final QueryResult result;
    private final AtomicBoolean taken = new AtomicBoolean();

    RowPublisher(QueryResult result) {
        this.result = result;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Row> subscriber) {
        if (!taken.compareAndSet(false, true)) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {}

                @Override
                public void cancel() {}
            });
            subscriber.onError(new IllegalStateException("a result has one subscriber"));
            return;
        }
        Pushing pushing = new Pushing(subscriber);
        subscriber.onSubscribe(pushing);
        Thread.ofVirtual().name("levada-rows").start(pushing);
    }

    private final class Pushing implements Flow.Subscription, Runnable {
        private static final int MOST_AT_ONCE = 1 << 30;
        /** How often it is looked whether the subscriber has cancelled. */
        private static final Duration LOOK = Duration.ofMillis(100);

        private final Flow.Subscriber<? super Row> subscriber;
        private final Semaphore wanted = new Semaphore(0);
        private volatile boolean cancelled;
        private volatile boolean askedForNothing;

        private Pushing(Flow.Subscriber<? super Row> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                askedForNothing = true;
                wanted.release();
            } else if (wanted.availablePermits() < MOST_AT_ONCE) {
                wanted.release((int) Math.min(count, MOST_AT_ONCE));
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            wanted.release();
        }

        @Override
        public void run() {
            try {
                push();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                subscriber.onError(e);
            } finally {
                if (cancelled) {
                    result.close();
                }
            }
        }

        private void push() throws InterruptedException {
            while (!cancelled) {
                Optional<Row> row = result.next(LOOK);
                if (row.isEmpty()) {
                    if (result.isEnded()) {
                        subscriber.onComplete();
                        return;
                    }
                    continue;
                }
                wanted.acquire();
                if (askedForNothing) {
                    cancelled = true;
                    subscriber.onError(new IllegalArgumentException("asked for no rows"));
                } else if (!cancelled) {
                    subscriber.onNext(row.get());
                }
            }
        }
    }
}

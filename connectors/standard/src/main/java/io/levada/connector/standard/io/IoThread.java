package io.levada.connector.standard.io;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does blocking work in order, in a thread of its own, for a worker that mustn't block. After the first failure nothing
 * more is done. The queue is bounded by its user, who asks {@link #hasRoom} before each {@link #run}.
 */
public final class IoThread implements AutoCloseable {
    private static final long CLOSE_MILLIS = 5_000;

    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int capacity;
    private final Runnable onRoom;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /** Work that may block. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Work that may block and gives something. */
    @FunctionalInterface
    public interface Question<T> {
        @Nullable
        T ask() throws IOException;
    }

    /**
     * @param capacity pieces of work that may wait
     * @param onRoom called when there is room again
     * @param onFailure called once
     */
    public IoThread(String name, int capacity, Runnable onRoom, Consumer<Throwable> onFailure) {
        this.capacity = capacity;
        this.onRoom = onRoom;
        this.onFailure = onFailure;
        thread = new Thread(this::loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    public boolean hasRoom() {
        return waiting.get() < capacity;
    }

    public void run(Work work) {
        call((Question<Object>) () -> {
            work.run();
            return null;
        });
    }

    /** Does it after all that was asked before. The future fails, too, when earlier work failed. */
    public <T> CompletableFuture<T> call(Question<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        waiting.incrementAndGet();
        queue.add(() -> {
            Throwable earlier = failure;
            if (earlier != null) {
                answer.completeExceptionally(earlier);
                return;
            }
            try {
                answer.complete(question.ask());
            } catch (IOException | RuntimeException e) {
                LevadaException told = told(e);
                failure = told;
                answer.completeExceptionally(told);
                if (!closed) {
                    onFailure.accept(told);
                }
            }
        });
        return answer;
    }

    private static LevadaException told(Exception e) {
        return e instanceof IOException io
                ? new LevadaException(ErrorCode.STORAGE, describe(io), null, null, io)
                : LevadaException.internal(e);
    }

    /** Most file exceptions say only the file's name; adds what happened to it. */
    public static String describe(IOException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case java.nio.file.NoSuchFileException missing -> "there is no file " + message;
            case java.nio.file.AccessDeniedException denied -> "no permission for " + message;
            case java.nio.file.FileAlreadyExistsException exists -> message + " exists and is in the way";
            default -> message;
        };
    }

    private void loop() {
        try {
            while (!closed || !queue.isEmpty()) {
                Runnable next = queue.take();
                next.run();
                if (waiting.getAndDecrement() == capacity) {
                    onRoom.run();
                }
            }
        } catch (InterruptedException e) {
            // Closed: what still waits is given up.
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what was asked, but not for long. */
    public void drain() {
        CompletableFuture<Boolean> done = call(() -> true);
        try {
            done.get(CLOSE_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // The failure was told to onFailure; who closes wants to be gone.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up what still waits. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

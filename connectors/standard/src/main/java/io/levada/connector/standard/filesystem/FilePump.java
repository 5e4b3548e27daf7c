package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.IoThread;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.ReaderContext;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads the files of one reader, one after the other, in a thread of its own, a few chunks ahead. */
final class FilePump implements AutoCloseable {
    private static final int CHUNKS_AHEAD = 4;
    private static final long CLOSE_MILLIS = 5_000;

    private final FileTable table;
    private final List<TableColumn> columns;
    private final ReaderContext context;
    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final ArrayBlockingQueue<Delivery> deliveries = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
    private @Nullable Thread thread;

    private record Task(String id, FilePosition from) {}

    /** A chunk of a file, or why it can't be read. */
    record Delivery(
            String id,
            FileChunks.@Nullable Chunk chunk,
            @Nullable FileColumns columns,
            @Nullable LevadaException failure) {}

    FilePump(FileTable table, List<TableColumn> columns, ReaderContext context) {
        this.table = table;
        this.columns = columns;
        this.context = context;
    }

    void read(String id, FilePosition from) {
        tasks.add(new Task(id, from));
        if (thread == null) {
            thread = new Thread(this::loop, "levada-files-" + context.worker());
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** What was read, or null when nothing is there yet. */
    @Nullable
    Delivery poll() {
        return deliveries.poll();
    }

    private void loop() {
        try {
            while (true) {
                Task task = tasks.take();
                try {
                    deliverAll(task);
                } catch (IOException e) {
                    LevadaException told = new LevadaException(
                            e instanceof java.nio.file.NoSuchFileException
                                    ? ErrorCode.FILE_NOT_FOUND
                                    : ErrorCode.STORAGE,
                            "reading file " + table.resolve(task.id) + " failed: " + IoThread.describe(e),
                            null,
                            null,
                            e);
                    deliver(new Delivery(task.id, null, null, told));
                } catch (RuntimeException e) {
                    deliver(new Delivery(task.id, null, null, LevadaException.internal(e)));
                }
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void deliverAll(Task task) throws IOException, InterruptedException {
        FileColumns constants = new FileColumns(table, columns, task.id);
        try (FileChunks chunks = new FileChunks(
                table.resolve(task.id),
                task.from,
                table.format().splitter(),
                table.format().skipsFirstRecord())) {
            FileChunks.Chunk chunk;
            while ((chunk = chunks.next()) != null) {
                deliver(new Delivery(task.id, chunk, constants, null));
            }
        }
    }

    private void deliver(Delivery delivery) throws InterruptedException {
        deliveries.put(delivery);
        context.wakeUp();
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

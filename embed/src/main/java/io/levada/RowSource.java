package io.levada;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a table from Java. Any thread may emit.
 *
 * <p>Each job that reads the table is given all rows emitted after it was started; rows emitted before the first such job
 * wait for it. When a job can't keep up, {@link #emit} waits.
 */
public final class RowSource {
    /** Rows that may wait for a reader before emit waits too. */
    static final int MOST_WAITING = 16_384;

    private static final long LOOK_NANOS = 20_000_000;

    private final String name;
    private final RowType type;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final List<JavaReader> readers = new ArrayList<>();
    private final List<Batch> early = new ArrayList<>();
    private Column[] open;
    private int openRows;
    private int earlyRows;
    private boolean expected;
    private boolean completed;
    private boolean closed;
    private volatile long safeRows;

    RowSource(String name, RowType type) {
        this.name = name;
        this.type = type;
        this.open = Batch.columnsFor(type, 16);
    }

    /** The table's columns. */
    public RowType rowType() {
        return type;
    }

    /**
     * Adds a row, waiting while the readers are too far behind.
     *
     * @param values one for each column, in the boxed forms that {@link Row} lists; wrong ones are refused here
     */
    public void emit(@Nullable Object... values) {
        if (values.length != type.size()) {
            throw mismatch(values.length + " values for " + type.size() + " columns " + type, null);
        }
        lock.lock();
        try {
            while (waiting() >= MOST_WAITING && !closed) {
                room.awaitUninterruptibly();
            }
            if (completed || closed) {
                throw new IllegalStateException("table '" + name + "' takes no more rows");
            }
            append(values);
            if (++openRows == Batch.MAX_ROWS) {
                seal();
            }
            readers.forEach(JavaReader::wake);
        } finally {
            lock.unlock();
        }
    }

    private void append(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            Field field = type.field(i);
            Object value = values[i];
            try {
                if (value == null && !field.type().nullable()) {
                    throw mismatch("column '" + field.name() + "' is NOT NULL", null);
                }
                Boxed.append(open[i], field.type(), value);
            } catch (ClassCastException | ArithmeticException e) {
                takeBack();
                throw mismatch(
                        "column '" + field.name() + "' is " + field.type() + " and can't hold "
                                + (value == null ? "NULL" : value.getClass().getSimpleName() + " " + value),
                        e);
            } catch (LevadaException e) {
                takeBack();
                throw e;
            }
        }
    }

    private void takeBack() {
        for (Column column : open) {
            column.truncate(openRows);
        }
    }

    private LevadaException mismatch(String what, @Nullable Throwable cause) {
        return new LevadaException(
                ErrorCode.SQL_TYPE_MISMATCH,
                "table '" + name + "': " + what,
                null,
                "io.levada.core.data.Row lists the Java class of each SQL type",
                cause);
    }

    /** No more rows will come: jobs that read only tables that end come to their end. */
    public void complete() {
        lock.lock();
        try {
            completed = true;
            readers.forEach(JavaReader::wake);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many rows, counted from the first that this table was ever given, are in the last checkpoint of the job that
     * reads it. After a crash they won't be needed again; the program emits those that follow once more.
     */
    public long safeRows() {
        return safeRows;
    }

    void setSafeRows(long rows) {
        safeRows = rows;
    }

    void attach(JavaReader reader) {
        lock.lock();
        try {
            if (readers.isEmpty()) {
                early.forEach(reader::give);
                early.clear();
                earlyRows = 0;
            } else {
                seal();
            }
            readers.add(reader);
        } finally {
            lock.unlock();
        }
    }

    void detach(JavaReader reader) {
        lock.lock();
        try {
            readers.remove(reader);
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What waits for the reader, oldest first; null when nothing does. */
    @Nullable
    Batch take(JavaReader reader) {
        lock.lock();
        try {
            Batch next = reader.waiting().poll();
            if (next == null) {
                seal();
                next = reader.waiting().poll();
            }
            if (next != null) {
                reader.took(next.rowCount());
                room.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader has been given the last row. */
    boolean isOver(JavaReader reader) {
        lock.lock();
        try {
            return completed && openRows == 0 && reader.waiting().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private int waiting() {
        int most = earlyRows;
        for (JavaReader reader : readers) {
            most = Math.max(most, reader.waitingRows());
        }
        return most + openRows;
    }

    /** Makes a batch of the rows since the last one, for everybody. */
    private void seal() {
        if (openRows == 0) {
            return;
        }
        Batch batch = Batch.inserts(openRows, open);
        if (readers.isEmpty()) {
            early.add(batch);
            earlyRows += openRows;
        } else {
            readers.forEach(reader -> reader.give(batch));
        }
        open = Batch.columnsFor(type, 16);
        openRows = 0;
    }

    void stopTaking() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A job that reads the table is on its way. */
    void expectReader() {
        lock.lock();
        try {
            expected = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the readers, also those on their way, have been given everything. @param goOn asked now and then */
    void awaitTaken(BooleanSupplier goOn) {
        lock.lock();
        try {
            while (expected && waiting() > 0 && goOn.getAsBoolean()) {
                room.awaitNanos(LOOK_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}

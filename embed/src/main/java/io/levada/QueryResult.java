package io.levada;

import io.levada.core.data.Row;
import io.levada.core.error.LevadaException;
import io.levada.core.type.RowType;
import io.levada.engine.job.JobHandle;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as they arise; {@link Row#kind} says whether a row came, changed or went. Read them with {@link #next} or
 * a for loop, or through {@link #publisher}, but by one reader. Who reads slowly slows the query down.
 *
 * <p>A failure of the query is thrown as a {@link LevadaException} where the next row would be.
 */
public final class QueryResult implements Iterable<Row>, AutoCloseable {
    private final ResultRows rows;
    private @Nullable Row next;

    QueryResult(ResultRows rows) {
        this.rows = rows;
    }

    static QueryResult of(RowType type, List<Row> known) {
        ResultRows rows = new ResultRows(type);
        rows.giveAll(known);
        return new QueryResult(rows);
    }

    public RowType rowType() {
        return rows.type();
    }

    /** The job behind it; empty for an answer that needed none. */
    public Optional<JobHandle> job() {
        return Optional.ofNullable(rows.job());
    }

    /** Waits for a row or the end. Interrupting the thread ends the wait with false. */
    public boolean hasNext() {
        while (next == null && !rows.isEnded()) {
            try {
                next = rows.next(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return next != null;
    }

    /** Waits for the next row. Throws NoSuchElementException at the end. */
    public Row next() {
        Row row = hasNext() ? next : null;
        if (row == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return row;
    }

    /** The next row, or empty when none comes in that time or the rows are at their end. */
    public Optional<Row> next(Duration longest) throws InterruptedException {
        Row row = next == null ? rows.next(longest.toNanos()) : next;
        next = null;
        return Optional.ofNullable(row);
    }

    boolean isEnded() {
        return next == null && rows.isEnded();
    }

    /** Goes on after the last row that was taken: rows can be gone through once. */
    @Override
    public Iterator<Row> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return QueryResult.this.hasNext();
            }

            @Override
            public Row next() {
                return QueryResult.this.next();
            }
        };
    }

    /** The same rows, pushed as the subscriber asks for them. Takes one subscriber; cancelling ends the query. */
    public Flow.Publisher<Row> publisher() {
        return new RowPublisher(this);
    }

    /** Ends the query. */
    @Override
    public void close() {
        job().ifPresent(JobHandle::close);
    }
}

package io.levada.flink.nexmark;

import io.levada.connector.standard.nexmark.Blocks;
import io.levada.connector.standard.nexmark.EventKind;
import io.levada.connector.standard.nexmark.EventModel;
import io.levada.connector.standard.nexmark.MeasuredRuns;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** The rows of one split, from a place on. */
abstract class EventIterator implements Iterator<RowData> {
    private final EventModel model;
    private final @Nullable EventKind only;
    private final long events;
    private final int of;
    private long lingerMillis = Long.getLong(NexmarkFactory.LINGER, 0);
    private long place;

    private EventIterator(Wanted wanted, int of, long place) {
        model = wanted.model();
        only = wanted.only();
        events = wanted.events();
        this.of = of;
        this.place = place;
        skip();
    }

    static EventIterator of(Wanted wanted, int index, int of, long place) {
        return Boolean.getBoolean(NexmarkFactory.REPLAY) && wanted.isBounded()
                ? new Replayed(wanted, of, place, ReplayedRows.of(wanted, index, of))
                : new Made(wanted, of, place);
    }

    /** The place of the next event. */
    final long place() {
        return place;
    }

    @Override
    public final boolean hasNext() {
        if (place >= events && lingerMillis > 0) {
            linger();
        }
        return place < events;
    }

    private void linger() {
        try {
            Thread.sleep(lingerMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lingerMillis = 0;
    }

    @Override
    public final RowData next() {
        if (place >= events) {
            throw new NoSuchElementException();
        }
        MeasuredRuns.get().started();
        RowData row = row(model.numberAt(place));
        advance();
        skip();
        return row;
    }

    /** The row of the event; called for one event after the other. */
    abstract RowData row(long number);

    private void advance() {
        place = Blocks.next(place + 1, of);
    }

    /** To the next event of the wanted kind. */
    private void skip() {
        if (only != null) {
            while (place < events && model.kind((int) (model.numberAt(place) % model.total())) != only) {
                advance();
            }
        }
    }

    private static final class Made extends EventIterator {
        private final EventRows rows;

        Made(Wanted wanted, int of, long place) {
            super(wanted, of, place);
            rows = new EventRows(wanted);
        }

        @Override
        RowData row(long number) {
            return rows.make(number);
        }
    }

    private static final class Replayed extends EventIterator {
        private final ReplayedRows rows;
        private int next;

        Replayed(Wanted wanted, int of, long place, ReplayedRows rows) {
            super(wanted, of, place);
            this.rows = rows;
            next = rows.indexAt(place());
        }

        @Override
        RowData row(long number) {
            return rows.row(next++);
        }
    }
}

package io.levada.bench.nexmark.hand;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.LongColumn;
import java.util.List;
import java.util.function.Consumer;

/**
 * q8 over people (id, name, time) and auctions (seller, time): who sold within the ten seconds in which they came. A
 * person comes once: the window is noted, and where the name lies; then each seller of the same window is told once.
 */
public final class NewUsers implements HandLoop {
    private static final long WINDOW_MICROS = 10 * SECOND_MICROS;
    private static final int NAME = 1;

    /** The window in which a person came; 0 for none, or when it has been told. */
    private final long[] came;
    /** Batch and row of a person, 32 bits each. */
    private final long[] places;

    private LongColumn ids = new LongColumn(Batch.MAX_ROWS);
    private BytesColumn names = new BytesColumn(Batch.MAX_ROWS);
    private LongColumn starts = new LongColumn(Batch.MAX_ROWS);

    /** @param people at most so many */
    public NewUsers(int people) {
        came = new long[people];
        places = new long[people];
    }

    @Override
    public void run(List<List<Batch>> inputs, Consumer<Batch> output) {
        List<Batch> people = inputs.get(0);
        for (int b = 0; b < people.size(); b++) {
            note(people.get(b), b);
        }
        for (Batch batch : inputs.get(1)) {
            long[] sellers = HandLoop.longs(batch, 0);
            long[] times = HandLoop.longs(batch, 1);
            for (int i = 0; i < batch.rowCount(); i++) {
                int id = (int) sellers[i] - FIRST_ID;
                long window = times[i] / WINDOW_MICROS;
                if (came[id] == window) {
                    came[id] = 0;
                    tell(id, window, people, output);
                }
            }
        }
        flush(output);
    }

    private void note(Batch batch, int number) {
        long[] persons = HandLoop.longs(batch, 0);
        long[] times = HandLoop.longs(batch, 2);
        for (int i = 0; i < batch.rowCount(); i++) {
            int id = (int) persons[i] - FIRST_ID;
            came[id] = times[i] / WINDOW_MICROS;
            places[id] = (long) number << 32 | i;
        }
    }

    private void tell(int id, long window, List<Batch> people, Consumer<Batch> output) {
        BytesColumn from = (BytesColumn) people.get((int) (places[id] >>> 32)).column(NAME);
        int row = (int) places[id];
        ids.append(id + FIRST_ID);
        names.append(from.data(), from.offsets()[row], from.length(row));
        starts.append(window * WINDOW_MICROS);
        if (ids.size() == Batch.MAX_ROWS) {
            flush(output);
        }
    }

    private void flush(Consumer<Batch> output) {
        if (ids.size() > 0) {
            output.accept(Batch.inserts(ids.size(), ids, names, starts));
            ids = new LongColumn(Batch.MAX_ROWS);
            names = new BytesColumn(Batch.MAX_ROWS);
            starts = new LongColumn(Batch.MAX_ROWS);
        }
    }
}

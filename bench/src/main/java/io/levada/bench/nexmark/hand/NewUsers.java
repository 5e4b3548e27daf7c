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
    private final long[] rows;

    private final Places places;

    private LongColumn ids = new LongColumn(Batch.MAX_ROWS);
    private BytesColumn names = new BytesColumn(Batch.MAX_ROWS);
    private LongColumn starts = new LongColumn(Batch.MAX_ROWS);

    /** @param places of the people */
    public NewUsers(Places places) {
        this.places = places;
        came = new long[places.limit()];
        rows = new long[places.limit()];
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
                int place = places.find(sellers[i]);
                long window = times[i] / WINDOW_MICROS;
                if (place >= 0 && came[place] == window) {
                    came[place] = 0;
                    tell(place, window, people, output);
                }
            }
        }
        flush(output);
    }

    private void note(Batch batch, int number) {
        long[] persons = HandLoop.longs(batch, 0);
        long[] times = HandLoop.longs(batch, 2);
        for (int i = 0; i < batch.rowCount(); i++) {
            int place = places.of(persons[i]);
            came[place] = times[i] / WINDOW_MICROS;
            rows[place] = (long) number << 32 | i;
        }
    }

    private void tell(int place, long window, List<Batch> people, Consumer<Batch> output) {
        BytesColumn from = (BytesColumn) people.get((int) (rows[place] >>> 32)).column(NAME);
        int row = (int) rows[place];
        ids.append(places.id(place));
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

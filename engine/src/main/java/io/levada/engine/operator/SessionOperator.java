package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.Watermark;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.aggregate.Aggregates;
import io.levada.engine.aggregate.Selection;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What all session windows do: put rows into sessions by key, make sessions one that a row brings together, and end those
 * that were silent for the gap. What a session holds, and what comes of it, the subclasses say.
 *
 * <p>As in Flink, rows exactly a gap apart are one session, and a row is late (dropped, counted as {@code late_rows}) when
 * it belongs to no open session and its own would be over.
 */
abstract class SessionOperator extends AbstractOperator {
    /** Format 1 had keys with their sessions, then keys and sessions were parts of their own. */
    private static final int KEY = 2;

    private static final int SESSION_OF_KEY = 3;
    private static final int SESSION = 4;
    /** Of the state: 0 and 1 were the keys and the sessions. */
    private static final int PART = 2;

    private static final int BATCHES_A_CALL = 4;

    private final @Nullable CombinedColumns combined;
    private final int timeColumn;
    private final long gapMicros;
    private final boolean processingTime;
    private final int[] keys;
    private final DataType timeType;
    final SessionStore store;
    private final Selection selection = new Selection();
    private final BatchKeys batchKeys = new BatchKeys();
    private final KeyNumbers keyNumbers = new KeyNumbers();
    private final RowNumbers rowNumbers = new RowNumbers();
    private final Counter lateRows = new Counter();
    private @Nullable WindowTimer timer;
    private int[] keyIds = new int[0];
    private long[] hashes = new long[0];
    private long[] times = new long[0];
    /** By the number of a key in the batch: its session when it has just one, or -1. */
    private int[] only = new int[0];

    private long[] onlyStarts = new long[0];
    private long[] onlyEnds = new long[0];
    private int[] ended = new int[0];

    /**
     * @param layout of the sessions, with what the subclass keeps in them
     * @param combined where things lie in the batches; null where rows come as they are
     */
    SessionOperator(
            RowType input,
            List<Integer> keys,
            int timeColumn,
            boolean processingTime,
            long gap,
            RecordLayout layout,
            @Nullable CombinedColumns combined) {
        this.combined = combined;
        this.keys = combined != null
                ? IntStream.range(0, keys.size()).toArray()
                : keys.stream().mapToInt(Integer::intValue).toArray();
        this.timeColumn = timeColumn;
        gapMicros = gap;
        this.processingTime = processingTime;
        timeType = processingTime ? WindowInput.CLOCK : input.type(timeColumn);
        store = new SessionStore(keys.stream().map(input::type).toList(), layout, gap, this::forward);
    }

    /** Takes rows into their sessions. */
    abstract void add(Batch batch, Selection rows);

    /** Adds what one session holds to another. */
    abstract void absorb(int session, int absorbed);

    /** Emits some sessions that have ended. */
    abstract void emit(int[] sessions, int count);

    /** Gives back what a session holds beyond its record. */
    abstract void clear(int session);

    /** Shares what sessions hold, besides the records {@code sessions}, with a frozen copy. */
    abstract Contents freezeContents();

    abstract void readContents(int session, DataInput in) throws IOException;

    /** What sessions held at a barrier. */
    interface Contents {
        Records sessions();

        void write(int session, DataOutput out) throws IOException;

        void release();
    }

    @Override
    void opened() {
        timer = new WindowTimer(timeType, processingTime, context().zone());
        context().figures().counter("late_rows", lateRows::get);
    }

    final WindowTimer timer() {
        return Objects.requireNonNull(timer);
    }

    final @Nullable CombinedColumns combined() {
        return combined;
    }

    @Override
    public long changesIn(Batch batch) {
        return combined == null ? batch.rowCount() : Aggregates.rowsCombined(batch, combined.firstValue());
    }

    @Override
    public void process(int input, Batch batch) {
        int rows = batch.rowCount();
        ensureBuffers(rows);
        if (combined != null) {
            processCombined(batch, combined, rows);
            return;
        }
        timer().localTimes(batch, timeColumn, context(), times);
        KeyHashes.hash(batch, keys, hashes);
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = batch.column(keys[k]);
        }
        batchKeys.lookup(store.keys(), columns, hashes, rowNumbers.upTo(rows), rows, keyIds);
        assign(batch, rows);
        add(batch, selection);
    }

    /** Of each key a piece of a session, or rows that lie farther apart. */
    private void processCombined(Batch batch, CombinedColumns places, int rows) {
        long[] starts = times;
        long[] lasts = times;
        if (places.times() == 0) {
            timer().localTimes(batch, timeColumn, context(), times);
        } else {
            starts = places.longs(batch, places.firstTime());
            lasts = places.longs(batch, places.firstTime() + 1);
        }
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = batch.column(k);
        }
        KeyHashes.hash(batch, keys, hashes);
        store.keys().lookupOrInsert(columns, hashes, rowNumbers.upTo(rows), rows, keyIds);
        selection.count = 0;
        selection.kinds = null;
        for (int row = 0; row < rows; row++) {
            int session = store.assign(keyIds[row], starts[row], lasts[row], timer());
            if (session >= 0) {
                selection.add(session, row);
            }
        }
        if (selection.count < rows) {
            lateRows.add(places.rows(batch, rowNumbers.upTo(rows), rows)
                    - places.rows(batch, selection.rows, selection.count));
            for (int row = 0; row < rows; row++) {
                store.dropIfEmpty(keyIds[row]);
            }
        }
        add(batch, selection);
    }

    private void assign(Batch batch, int rows) {
        selection.count = 0;
        selection.kinds = batch.kinds();
        int[] numbers = batchKeys.numbers();
        if (numbers != null) {
            assignByKey(numbers, rows);
        } else {
            for (int row = 0; row < rows; row++) {
                int session = store.assign(keyIds[row], times[row], times[row], timer());
                if (session >= 0) {
                    selection.add(session, row);
                }
            }
        }
        int late = rows - selection.count;
        if (late > 0) {
            lateRows.add(late);
            for (int row = 0; row < rows; row++) {
                store.dropIfEmpty(keyIds[row]);
            }
        }
    }

    /** Most rows only make their key's one session longer: its bounds are kept at hand until the batch is through. */
    private void assignByKey(int[] numbers, int rows) {
        Arrays.fill(only, 0, batchKeys.count(), -1);
        for (int row = 0; row < rows; row++) {
            int number = numbers[row];
            long time = times[row];
            int session = only[number];
            if (session >= 0) {
                if (time + gapMicros >= onlyStarts[number] && time <= onlyEnds[number]) {
                    onlyStarts[number] = Math.min(onlyStarts[number], time);
                    onlyEnds[number] = Math.max(onlyEnds[number], time + gapMicros);
                    selection.add(session, row);
                    continue;
                }
                store.setBounds(session, onlyStarts[number], onlyEnds[number]);
                only[number] = -1;
            }
            session = store.assign(keyIds[row], time, time, timer());
            if (session >= 0) {
                selection.add(session, row);
                if (store.isOnly(session)) {
                    only[number] = session;
                    onlyStarts[number] = store.start(store.sessions(), session);
                    onlyEnds[number] = store.end(store.sessions(), session);
                }
            }
        }
        for (int number = 0; number < batchKeys.count(); number++) {
            if (only[number] >= 0) {
                store.setBounds(only[number], onlyStarts[number], onlyEnds[number]);
            }
        }
    }

    /** Called while rows are assigned: the rows before must be told that their session is now another. */
    private void forward(int session, int absorbed) {
        for (int i = 0; i < selection.count; i++) {
            if (selection.ids[i] == absorbed) {
                selection.ids[i] = session;
            }
        }
        absorb(session, absorbed);
        clear(absorbed);
    }

    @Override
    public boolean watermark(long micros) {
        return processingTime && micros != Watermark.END || advance(micros);
    }

    @Override
    public boolean wantsClock() {
        return processingTime;
    }

    @Override
    public boolean clock(long nowMicros) {
        return advance(nowMicros);
    }

    private boolean advance(long micros) {
        timer().advance(micros);
        int batchSize = Math.max(1, context().batchSize());
        for (int batch = 0; batch < BATCHES_A_CALL; batch++) {
            int count = 0;
            for (int session; count < batchSize && (session = store.pollEnded(timer())) >= 0; count++) {
                if (count == ended.length) {
                    ended = Arrays.copyOf(ended, Math.max(16, count * 2));
                }
                ended[count] = session;
            }
            if (count > 0) {
                emit(ended, count);
                for (int i = 0; i < count; i++) {
                    clear(ended[i]);
                    store.close(ended[i]);
                }
            }
            if (count < batchSize) {
                return true;
            }
        }
        return false;
    }

    @Override
    public FrozenState freeze() {
        long time = timer().time();
        Contents contents = freezeContents();
        Records sessions = contents.sessions();
        FrozenEntries entries = new FrozenEntries(PART, SESSION, sessions, (id, out) -> {
            store.write(sessions, id, out);
            contents.write(id, out);
        });
        return new KeyedFrozenState(List.of(entries), out -> WindowTimer.write(time, out), List.of(contents::release));
    }

    @Override
    public void restoreGroup(int keyGroup, DataInput in) throws IOException {
        int version = SnapshotFormat.readVersion(in, SESSION, "a session window");
        if (version < SESSION_OF_KEY) {
            keyNumbers.clear();
        }
        for (int count = in.readInt(); count > 0; count--) {
            switch (version) {
                case KEY -> {
                    int number = in.readInt();
                    keyNumbers.put(number, store.keys().readKey(in));
                }
                case SESSION_OF_KEY -> readSession(keyNumbers.get(in.readInt()), in);
                case SESSION -> readContents(store.read(in), in);
                default -> {
                    int key = store.keys().readKey(in);
                    for (int open = in.readInt(); open > 0; open--) {
                        readSession(key, in);
                    }
                }
            }
        }
    }

    private void readSession(int key, DataInput in) throws IOException {
        long start = in.readLong();
        int session = store.open(key, start, in.readLong());
        readContents(session, in);
    }

    @Override
    public void restoreShared(DataInput in) throws IOException {
        timer().read(in);
    }

    private void ensureBuffers(int rows) {
        if (keyIds.length < rows) {
            int room = Math.max(rows, keyIds.length * 2);
            keyIds = new int[room];
            hashes = new long[room];
            times = new long[room];
            only = new int[room];
            onlyStarts = new long[room];
            onlyEnds = new long[room];
            selection.ensureCapacity(room);
        }
    }
}

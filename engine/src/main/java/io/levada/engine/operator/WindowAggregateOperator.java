package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.Watermark;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.engine.aggregate.Aggregates;
import io.levada.engine.aggregate.Selection;
import io.levada.engine.state.Records;
import io.levada.engine.window.Slicing;
import java.io.DataInput;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY keys and a tumbling, hopping or cumulating window, or a window that the rows bring along. Rows go to the
 * groups of their slice; when time passes the end of a window, its slices are merged and its groups emitted, a few
 * batches for each call.
 *
 * <p>A row is late, dropped and counted as {@code late_rows}, when the last of its windows has fired. A row without a
 * time fails the job, as in Flink.
 */
public final class WindowAggregateOperator extends AbstractOperator {
    private static final int BATCHES_A_CALL = 4;

    private final WindowAggregate node;
    /** Null where rows come as they are. */
    private final @Nullable CombinedColumns combined;

    private final int[] keys;
    private final GroupSpec spec;
    private final @Nullable Slicing slicing;
    private final SliceStore store;
    private final WindowSnapshot snapshot;
    private final RowBuckets buckets = new RowBuckets();
    private final Selection selection = new Selection();
    private final BatchKeys batchKeys = new BatchKeys();
    private final EmittedColumns emitted;
    private final Counter lateRows = new Counter();
    private @Nullable WindowTimer timer;
    private @Nullable WindowProperties properties;
    private boolean resuming;
    private int[] emittedIds = new int[0];
    private long[] hashes = new long[0];
    private long[] starts = new long[0];
    private long[] ends = new long[0];

    private WindowAggregateOperator(WindowAggregate node, boolean isCombined) {
        this.node = node;
        boolean retracting = node.input().mode() != ChangelogMode.APPEND;
        spec = new GroupSpec(node.input().rowType(), node.keys(), node.aggregates(), retracting);
        combined = isCombined ? CombinedColumns.of(node) : null;
        keys = isCombined
                ? IntStream.range(0, node.keys().size()).toArray()
                : node.keys().stream().mapToInt(Integer::intValue).toArray();
        slicing = node.window() instanceof WindowSpec.Attached ? null : Slicing.of(node.window());
        emitted = new EmittedColumns(node.rowType());
        store = new SliceStore(slicing, spec);
        snapshot = new WindowSnapshot(spec, store);
    }

    /** The operator for the node's kind of window. */
    public static Operator create(WindowAggregate node) {
        return create(node, false);
    }

    /** The operator that takes what a {@link WindowCombiner} makes. */
    public static Operator ofCombined(WindowAggregate node) {
        return create(node, true);
    }

    private static Operator create(WindowAggregate node, boolean isCombined) {
        return node.window() instanceof WindowSpec.Session session
                ? new SessionAggregateOperator(node, session, isCombined)
                : new WindowAggregateOperator(node, isCombined);
    }

    @Override
    public boolean copiesInput() {
        return true;
    }

    @Override
    void opened() {
        timer = new WindowTimer(
                WindowInput.timeAttribute(node),
                node.processingTime(),
                context().zone());
        properties = new WindowProperties(node.properties(), timer.clock());
        context().figures().counter("late_rows", lateRows::get);
    }

    private WindowTimer timer() {
        return Objects.requireNonNull(timer);
    }

    @Override
    public long changesIn(Batch batch) {
        return combined == null ? batch.rowCount() : Aggregates.rowsCombined(batch, combined.firstValue());
    }

    @Override
    public void process(int input, Batch batch) {
        if (resuming) {
            finishResuming();
        }
        int rows = batch.rowCount();
        ensureBuffers(rows);
        assignSlices(batch, rows);
        KeyHashes.hash(batch, keys, hashes);
        Column[] columns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            columns[k] = batch.column(keys[k]);
        }
        spec.aggregates().beginBatch(rows);
        int bucketCount = buckets.sort(ends, starts, rows);
        for (int bucket = 0; bucket < bucketCount; bucket++) {
            SliceStore.Slice slice = sliceFor(buckets.second(bucket), buckets.first(bucket));
            if (slice == null) {
                lateRows.add(rowsOf(batch, bucket));
            } else {
                addTo(slice, batch, columns, bucket);
            }
        }
    }

    private void addTo(SliceStore.Slice slice, Batch batch, Column[] columns, int bucket) {
        GroupSpec.Table table = slice.table;
        selection.count = buckets.size(bucket);
        selection.kinds = batch.kinds();
        buckets.rows(bucket, selection.rows);
        if (combined == null) {
            batchKeys.lookup(table.keys(), columns, hashes, selection.rows, selection.count, selection.ids);
            table.records().markChanged(selection.ids, selection.count);
            spec.aggregates().countRows(table.state(), selection);
            spec.aggregates().accumulate(table.state(), batch, selection);
        } else {
            table.keys().lookupOrInsert(columns, hashes, selection.rows, selection.count, selection.ids);
            table.records().markChanged(selection.ids, selection.count);
            spec.aggregates().accumulatePartial(table.state(), batch, combined.firstValue(), selection);
        }
        table.state().compact();
    }

    private long rowsOf(Batch batch, int bucket) {
        if (combined == null) {
            return buckets.size(bucket);
        }
        buckets.rows(bucket, selection.rows);
        return combined.rows(batch, selection.rows, buckets.size(bucket));
    }

    /** Fills {@link #ends}, and {@link #starts} where they aren't given by the ends. */
    private void assignSlices(Batch batch, int rows) {
        if (combined != null && combined.times() > 0) {
            System.arraycopy(combined.longs(batch, combined.firstTime()), 0, ends, 0, rows);
            if (combined.times() > 1) {
                System.arraycopy(combined.longs(batch, combined.firstTime() + 1), 0, starts, 0, rows);
            }
            return;
        }
        if (node.window() instanceof WindowSpec.Attached attached) {
            System.arraycopy(WindowInput.times(batch, attached.endColumn()), 0, ends, 0, rows);
            if (attached.startColumn() >= 0) {
                System.arraycopy(WindowInput.times(batch, attached.startColumn()), 0, starts, 0, rows);
            }
            return;
        }
        Slicing windows = Objects.requireNonNull(slicing);
        timer().localTimes(batch, node.time(), context(), ends);
        windows.sliceEnds(ends, rows);
    }

    private boolean isFired(long windowEnd) {
        return timer().isFired(windowEnd);
    }

    /** The slice to add rows to, or null when they are late. */
    private SliceStore.@Nullable Slice sliceFor(long start, long end) {
        if (!isFired(end)) {
            return store.slice(start, end, end);
        }
        if (slicing == null || isFired(slicing.lastWindowEnd(end))) {
            return null;
        }
        long windowEnd = end + slicing.sliceMicros();
        while (isFired(windowEnd)) {
            windowEnd += slicing.sliceMicros();
        }
        long target = slicing.cumulating() ? slicing.windowStart(end) + slicing.sliceMicros() : end;
        return store.slice(start, target, windowEnd);
    }

    @Override
    public boolean watermark(long micros) {
        return node.processingTime() && micros != Watermark.END || advance(micros, BATCHES_A_CALL);
    }

    @Override
    public boolean wantsClock() {
        return node.processingTime();
    }

    @Override
    public boolean clock(long nowMicros) {
        return advance(nowMicros, BATCHES_A_CALL);
    }

    /** Fires what is due and emits up to so many batches; true when nothing is left. */
    private boolean advance(long micros, int batches) {
        timer().advance(micros);
        int budget = batches;
        while (true) {
            SliceStore.Firing firing = store.current();
            if (firing != null) {
                if (budget-- == 0) {
                    return false;
                }
                if (!emitSome(firing)) {
                    continue;
                }
                store.finishCurrent();
            } else if (store.nextEnd() != Long.MAX_VALUE && isFired(store.nextEnd())) {
                store.fire();
            } else {
                resuming = false;
                return true;
            }
        }
    }

    /** What was due when the checkpoint was taken fires before new rows come. */
    private void finishResuming() {
        advance(timer().time(), Integer.MAX_VALUE);
    }

    /** Emits at most a batch of a window; true at its end. */
    private boolean emitSome(SliceStore.Firing firing) {
        Records records = firing.table.records();
        int batchSize = Math.max(1, context().batchSize());
        int most = Math.min(batchSize, Math.max(1, records.limit() - firing.position));
        if (emittedIds.length < most) {
            emittedIds = new int[most];
        }
        int to = Math.min(records.limit(), firing.position + most);
        int count = spec.aggregates().withRows(records, firing.position, to, emittedIds);
        firing.position = to;
        if (count > 0) {
            emit(firing, emittedIds, count);
        }
        return to >= records.limit();
    }

    private void emit(SliceStore.Firing firing, int[] ids, int count) {
        int first = keys.length + node.aggregates().size();
        Column[] columns = emitted.next(first, count);
        spec.emitKeys(firing.table.records(), ids, 0, count, columns);
        spec.emitAggregates(firing.table.state(), ids, 0, count, columns, keys.length);
        Objects.requireNonNull(properties).fill(columns, first, firing.start, firing.end, count);
        output().emit(Batch.inserts(count, columns));
        emitted.emitted(output());
    }

    @Override
    public FrozenState freeze() {
        return snapshot.freeze(timer().time());
    }

    @Override
    public void restoreGroup(int keyGroup, DataInput in) throws IOException {
        snapshot.restoreGroup(in);
        resuming = true;
    }

    @Override
    public void restoreShared(DataInput in) throws IOException {
        timer().read(in);
        resuming = true;
    }

    @Override
    public long stateBytes() {
        return store.memoryBytes();
    }

    private void ensureBuffers(int rows) {
        if (hashes.length < rows) {
            int room = Math.max(rows, hashes.length * 2);
            hashes = new long[room];
            starts = new long[room];
            ends = new long[room];
            selection.ensureCapacity(room);
        }
    }
}

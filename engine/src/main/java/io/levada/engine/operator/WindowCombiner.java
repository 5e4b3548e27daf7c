package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Watermark;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.aggregate.PartialAggregates;
import io.levada.engine.window.Slicing;
import io.levada.engine.window.WallClock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the rows of a batch that have one key and one window before they change workers: of many rows of a few keys few
 * are sent. Holds nothing from one batch to the next, so that nothing waits and nothing has to be in checkpoints. What it
 * makes ({@link CombinedColumns}) the operator of the same node takes.
 *
 * <p>A slice's rows are late together. Those of a session aren't: a row that is late alone must not ride with one that
 * isn't. So rows become one piece of a session only where the watermark that was sent allows none of them to be late.
 */
public final class WindowCombiner implements RowCombiner {
    private final int[] keys;
    private final int timeColumn;
    private final WindowSpec window;
    private final PartialAggregates aggregates;
    private final CombinedColumns places;
    private final RowType rowType;
    private final @Nullable Slicing slicing;
    private final DataType timeType;
    private WallClock clock;
    private final BatchGroups groups = new BatchGroups();
    private long[] hashes = new long[0];
    private long[] times = new long[0];

    private WindowCombiner(WindowAggregate node, PartialAggregates aggregates) {
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        window = node.window();
        timeColumn = node.time();
        this.aggregates = aggregates;
        places = CombinedColumns.of(node);
        rowType = rowType(node);
        slicing = places.times() != 1 || window instanceof WindowSpec.Attached ? null : Slicing.of(window);
        timeType = WindowInput.timeAttribute(node);
        clock = WallClock.of(timeType, ZoneOffset.UTC);
    }

    /** Null where rows must come as they are. @param interpreted whether to do without generated code */
    public static @Nullable WindowCombiner of(WindowAggregate node, boolean interpreted) {
        if (node.input().mode() != ChangelogMode.APPEND) {
            return null;
        }
        PartialAggregates aggregates = PartialAggregates.of(node.input().rowType(), node.aggregates(), interpreted);
        return aggregates == null ? null : new WindowCombiner(node, aggregates);
    }

    @Override
    public void open(ZoneId zone) {
        clock = WallClock.of(timeType, zone);
    }

    private RowType rowType(WindowAggregate node) {
        List<DataType> types = new ArrayList<>();
        node.keys().forEach(key -> types.add(node.input().rowType().type(key)));
        for (int i = 0; i < places.times(); i++) {
            types.add(DataType.BIGINT);
        }
        types.addAll(aggregates.types());
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(new Field("c" + fields.size(), type));
        }
        return new RowType(fields);
    }

    @Override
    public boolean isShared() {
        return groups.isSeparate();
    }

    @Override
    public RowType rowType() {
        return rowType;
    }

    @Override
    public Batch combine(Batch batch) {
        return combine(batch, Watermark.NONE);
    }

    @Override
    public Batch combine(Batch batch, long sentMark) {
        int rows = batch.rowCount();
        ensureBuffers(rows);
        Column[] columns = new Column[rowType.size()];
        int count = window instanceof WindowSpec.Session
                ? sessions(batch, rows, sentMark, columns)
                : slices(batch, rows, columns);
        int[] firsts = groups.firsts(count);
        for (int k = 0; k < keys.length; k++) {
            columns[k] = groups.isSeparate()
                    ? batch.column(keys[k])
                    : first(batch.column(keys[k]), rowType.type(k), firsts, count);
        }
        if (groups.isSeparate()) {
            aggregates.convert(batch, groups.numbers(rows), columns, places.firstValue());
        } else {
            aggregates.combine(batch, groups.numbers(rows), groups.sizes(), count, columns, places.firstValue());
        }
        return Batch.inserts(count, columns);
    }

    private static Column first(Column source, DataType type, int[] firsts, int count) {
        Column column = Column.create(type, count);
        column.appendFrom(source, firsts, count);
        return column;
    }

    private static LongColumn chosen(long[] values, int[] rows, int count) {
        long[] some = new long[count];
        for (int i = 0; i < count; i++) {
            some[i] = values[rows[i]];
        }
        return new LongColumn(some, count);
    }

    /** Numbers the groups of windows that are made of slices, or were brought along, and makes the columns of times. */
    private int slices(Batch batch, int rows, Column[] columns) {
        List<Column> distinct = new ArrayList<>();
        for (int key : keys) {
            distinct.add(batch.column(key));
        }
        Column[] bounds = bounds(batch, rows);
        for (Column bound : bounds) {
            if (!KeyHashes.isUniform(bound, rows)) {
                distinct.add(bound);
            }
        }
        int count = number(distinct.toArray(Column[]::new), rows);
        for (int i = 0; i < bounds.length; i++) {
            columns[places.firstTime() + i] = chosen(((LongColumn) bounds[i]).values(), groups.firsts(count), count);
        }
        return count;
    }

    private Column[] bounds(Batch batch, int rows) {
        if (window instanceof WindowSpec.Attached attached) {
            Column end = new LongColumn(WindowInput.times(batch, attached.endColumn()), rows);
            return attached.startColumn() < 0
                    ? new Column[] {end}
                    : new Column[] {end, new LongColumn(WindowInput.times(batch, attached.startColumn()), rows)};
        }
        if (slicing == null) {
            return new Column[0];
        }
        clock.toLocal(WindowInput.times(batch, timeColumn), times, rows);
        slicing.sliceEnds(times, rows);
        return new Column[] {new LongColumn(times, rows)};
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }

    private int number(Column[] columns, int rows) {
        return groups.number(
                columns,
                () -> {
                    KeyHashes.hash(Batch.inserts(rows, columns), all(columns.length), hashes);
                    return hashes;
                },
                rows);
    }

    /** Numbers pieces of sessions: a key is one piece, or none is more than a row. */
    private int sessions(Batch batch, int rows, long sentMark, Column[] columns) {
        Column[] keyColumns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            keyColumns[k] = batch.column(keys[k]);
        }
        int count = number(keyColumns, rows);
        if (places.times() == 0) {
            return count;
        }
        clock.toLocal(WindowInput.times(batch, timeColumn), times, rows);
        long gap = ((WindowSpec.Session) window).gapMicros();
        long[] starts = new long[count];
        long[] lasts = new long[count];
        if (groups.isSeparate() || !join(starts, lasts, rows, gap) || mayBeLate(starts, gap, sentMark)) {
            groups.separate();
            starts = Arrays.copyOf(times, rows);
            lasts = starts;
            count = rows;
        }
        columns[places.firstTime()] = new LongColumn(starts, count);
        columns[places.firstTime() + 1] = new LongColumn(lasts, count);
        return count;
    }

    /** Fills the bounds of each group; false when a row is no part of the session of its key's rows before. */
    private boolean join(long[] starts, long[] lasts, int rows, long gap) {
        int[] numbers = groups.numbers(rows);
        int[] firsts = groups.firsts(starts.length);
        for (int group = 0; group < starts.length; group++) {
            starts[group] = times[firsts[group]];
            lasts[group] = starts[group];
        }
        if (isOneStretch(rows, gap)) {
            for (int row = 0; row < rows; row++) {
                lasts[numbers[row]] = times[row];
            }
            return true;
        }
        for (int row = 0; row < rows; row++) {
            int group = numbers[row];
            long time = times[row];
            if (time >= lasts[group] && time <= lasts[group] + gap) {
                lasts[group] = time;
            } else if (time < starts[group] - gap || time > lasts[group] + gap) {
                return false;
            } else {
                starts[group] = Math.min(starts[group], time);
            }
        }
        return true;
    }

    /** Whether rows come in the order of time and lie so near that those of each key are one session. */
    private boolean isOneStretch(int rows, long gap) {
        long span = times[rows - 1] - times[0];
        if (span < 0 || span > gap) {
            return false;
        }
        int backwards = 0;
        for (int row = 1; row < rows; row++) {
            backwards += times[row] < times[row - 1] ? 1 : 0;
        }
        return backwards == 0;
    }

    private boolean mayBeLate(long[] starts, long gap, long sentMark) {
        long least = Long.MAX_VALUE;
        for (long start : starts) {
            least = Math.min(least, start);
        }
        return sentMark != Watermark.NONE && clock.closingTime(least + gap) <= sentMark;
    }

    private void ensureBuffers(int rows) {
        if (hashes.length < rows) {
            int room = Math.max(rows, hashes.length * 2);
            hashes = new long[room];
            times = new long[room];
        }
    }
}

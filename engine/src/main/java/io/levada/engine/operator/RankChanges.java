package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Rank;
import io.levada.engine.state.Records;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changes in the places that are shown. Where the place is part of the row, or there is only one, a place
 * with another row is an update; else rows enter and leave.
 */
final class RankChanges {
    private final RankedRows ranked;
    private final long from;
    private final long to;
    private final boolean rowNumber;
    private final boolean byPlace;
    private final boolean tellBefore;
    private int[] touched = new int[64];
    private int[] starts = new int[65];
    private int touchedCount;
    private int[] before = new int[256];
    private int[] after = new int[16];
    private int[] rows = new int[256];
    private long[] places = new long[256];
    private byte[] kinds = new byte[256];
    private int count;
    private int mark;

    RankChanges(Rank node, RankedRows ranked) {
        this.ranked = ranked;
        from = node.from();
        to = node.to();
        rowNumber = node.rowNumber();
        byPlace = rowNumber || from == to;
        tellBefore = node.mode() == ChangelogMode.RETRACT;
    }

    void begin() {
        touchedCount = 0;
        count = 0;
    }

    /** Remembers the rows that are shown of a partition. */
    void touch(int partition) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touchedCount * 2);
            starts = Arrays.copyOf(starts, touchedCount * 2 + 1);
        }
        int end = starts[touchedCount];
        long place = 1;
        for (int id = ranked.first(partition); id >= 0 && place <= to; id = ranked.next(id)) {
            if (place++ >= from) {
                if (end == before.length) {
                    before = Arrays.copyOf(before, end * 2);
                }
                before[end++] = id;
            }
        }
        touched[touchedCount++] = partition;
        starts[touchedCount] = end;
    }

    void forEachTouched(IntConsumer action) {
        for (int i = 0; i < touchedCount; i++) {
            action.accept(touched[i]);
        }
    }

    /** Compares, and tells what differs. */
    void emit(int batchSize, Output output) {
        for (int i = 0; i < touchedCount; i++) {
            int now = shownNow(touched[i]);
            if (byPlace) {
                comparePlaces(starts[i], starts[i + 1], now);
            } else {
                compareSets(starts[i], starts[i + 1], now);
            }
        }
        for (int start = 0; start < count; ) {
            int end = Math.min(count, start + Math.max(batchSize, 1));
            if (end < count && kinds[end - 1] == ChangeKind.UB) {
                end = end - 1 > start ? end - 1 : end + 1;
            }
            emitRange(start, end, output);
            start = end;
        }
    }

    private int shownNow(int partition) {
        int size = 0;
        long place = 1;
        for (int id = ranked.first(partition); id >= 0 && place <= to; id = ranked.next(id)) {
            if (place++ >= from) {
                if (size == after.length) {
                    after = Arrays.copyOf(after, size * 2);
                }
                after[size++] = id;
            }
        }
        return size;
    }

    private void comparePlaces(int start, int end, int now) {
        int was = end - start;
        for (int i = 0; i < Math.max(was, now); i++) {
            long place = from + i;
            if (i >= now) {
                tell(ChangeKind.D, before[start + i], place);
            } else if (i >= was) {
                tell(ChangeKind.I, after[i], place);
            } else if (before[start + i] != after[i]) {
                if (tellBefore) {
                    tell(ChangeKind.UB, before[start + i], place);
                }
                tell(ChangeKind.UA, after[i], place);
            }
        }
    }

    /** Those that leave first: one of them may come back under the same key. */
    private void compareSets(int start, int end, int now) {
        Records records = ranked.rows();
        mark += 2;
        for (int i = start; i < end; i++) {
            setMark(records, before[i], mark);
        }
        for (int i = 0; i < now; i++) {
            if (markOf(records, after[i]) == mark) {
                setMark(records, after[i], mark + 1);
            }
        }
        for (int i = start; i < end; i++) {
            if (markOf(records, before[i]) == mark) {
                tell(ChangeKind.D, before[i], 0);
            }
        }
        for (int i = 0; i < now; i++) {
            if (markOf(records, after[i]) != mark + 1) {
                tell(ChangeKind.I, after[i], 0);
            }
        }
    }

    private static int markOf(Records records, int id) {
        return Records.stampOf(records.word(id, Records.META));
    }

    private static void setMark(Records records, int id, int mark) {
        records.setWordUnnoticed(id, Records.META, Records.withStamp(records.word(id, Records.META), mark));
    }

    private void tell(byte kind, int id, long place) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
            places = Arrays.copyOf(places, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
        }
        rows[count] = id;
        places[count] = place;
        kinds[count++] = kind;
    }

    private void emitRange(int start, int end, Output output) {
        int size = end - start;
        Column[] columns = ranked.load(Arrays.copyOfRange(rows, start, end), size);
        if (rowNumber) {
            columns = Arrays.copyOf(columns, columns.length + 1);
            columns[columns.length - 1] = new LongColumn(Arrays.copyOfRange(places, start, end), size);
        }
        output.emit(new Batch(size, columns, kinds(start, end)));
    }

    private byte @Nullable [] kinds(int start, int end) {
        for (int i = start; i < end; i++) {
            if (kinds[i] != ChangeKind.I) {
                return Arrays.copyOfRange(kinds, start, end);
            }
        }
        return null;
    }
}

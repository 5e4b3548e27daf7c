package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.Join;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the two sides of a window that has all its rows, without remembering any: the rows of one side are put into a
 * table, those of the other look for their partners in it. Keys that are the same in all rows aren't compared.
 *
 * <p>What tells keys apart is a mark for each row: the key itself where one number is left to be compared, else a hash.
 */
final class WindowPairs {
    private static final int LEAST_SLOTS = 64;
    /** 2^64 divided by the golden ratio: neighbours get slots far apart. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final RowType[] types;
    private final int[][] keys;
    private final int leftWidth;
    private final int[] output;
    private final RowType rowType;
    private final RowNumbers rowNumbers = new RowNumbers();

    private JoinWindows.@Nullable Tables window;
    /** The side that is in the table, and its columns that are read, in one piece each. */
    private int side;

    private @Nullable Column[] columns = new Column[0];
    /** Which keys are compared, and whether marks alone tell them apart. */
    private int[] compared = new int[0];

    private boolean isExact;
    /** A row + 1, the last that came with its mark; 0 is an empty slot. */
    private int[] slots = new int[LEAST_SLOTS];

    private int slotCount = LEAST_SLOTS;
    private long[] marks = new long[0];
    /** By row, the one before it with the same mark + 1. */
    private int[] before = new int[0];

    private long[] sought = new long[0];
    private int[] pairRows = new int[0];
    private int[] pairIds = new int[0];

    /** @param node an inner join without a condition */
    WindowPairs(Join node) {
        types = new RowType[] {node.left().rowType(), node.right().rowType()};
        keys = new int[][] {
            node.leftKeys().stream().mapToInt(Integer::intValue).toArray(),
            node.rightKeys().stream().mapToInt(Integer::intValue).toArray()
        };
        leftWidth = types[0].size();
        output = node.output().stream().mapToInt(Integer::intValue).toArray();
        rowType = node.rowType();
    }

    /**
     * Tells the pairs of one batch, which is gone then.
     *
     * @return about how many rows were looked at; 0 when the window has no pairs to be told any more
     */
    int tellSome(JoinWindows.Tables due, int batchSize, Output to) {
        if (due.waiting[0].isEmpty() || due.waiting[1].isEmpty()) {
            forget();
            return 0;
        }
        int work = 0;
        if (window != due) {
            window = due;
            fill(due.waiting);
            work = due.waiting[side].rows();
        }
        Batch batch = due.waiting[1 - side].take();
        return work + batch.rowCount() + find(batch, Math.max(1, batchSize), to);
    }

    /** Drops the table. */
    void forget() {
        window = null;
        columns = new Column[0];
    }

    private void fill(WaitingRows[] sides) {
        side = cost(1, sides[1].rows()) <= cost(0, sides[0].rows()) ? 1 : 0;
        chooseKeys(sides);
        int rows = sides[side].rows();
        if (marks.length < rows) {
            marks = new long[rows];
            before = new int[rows];
        }
        int start = 0;
        for (Batch batch : sides[side].batches()) {
            mark(batch, side);
            System.arraycopy(sought, 0, marks, start, batch.rowCount());
            start += batch.rowCount();
        }
        putIntoSlots(rows);
        columns = new Column[types[side].size()];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = isRead(side, c) ? inOnePiece(sides[side], c, types[side]) : null;
        }
    }

    /** The side that is in the table gives up its batches: fewer rows are better, and fewer columns to be put together. */
    private long cost(int its, int rows) {
        long read = 0;
        for (int column : output) {
            boolean isIts = (column < leftWidth ? 0 : 1) == its;
            read += isIts && keyAt(its, its == 0 ? column : column - leftWidth) < 0 ? 1 : 0;
        }
        return rows * (2 + read);
    }

    private int keyAt(int its, int column) {
        for (int k = 0; k < keys[its].length; k++) {
            if (keys[its][k] == column) {
                return k;
            }
        }
        return -1;
    }

    private boolean isRead(int its, int column) {
        int key = keyAt(its, column);
        if (key >= 0) {
            return !isExact && Arrays.stream(compared).anyMatch(k -> k == key);
        }
        int joined = its == 0 ? column : leftWidth + column;
        return Arrays.stream(output).anyMatch(c -> c == joined);
    }

    private Column inOnePiece(WaitingRows rows, int column, RowType type) {
        Column all = Column.create(type.type(column), rows.rows());
        for (Batch batch : rows.batches()) {
            all.appendFrom(batch.column(column), rowNumbers.upTo(batch.rowCount()), batch.rowCount());
        }
        return all;
    }

    private void chooseKeys(WaitingRows[] sides) {
        List<Integer> different = new ArrayList<>();
        for (int k = 0; k < keys[0].length; k++) {
            if (!isSame(sides, k)) {
                different.add(k);
            }
        }
        compared = different.stream().mapToInt(Integer::intValue).toArray();
        isExact = compared.length == 0 || compared.length == 1 && areNumbers(sides, compared[0]);
    }

    /** Whether all rows of both sides are known to have one value. */
    private boolean isSame(WaitingRows[] sides, int key) {
        Column first = null;
        for (int s = 0; s < sides.length; s++) {
            for (Batch batch : sides[s].batches()) {
                Column column = batch.column(keys[s][key]);
                first = first == null ? column : first;
                if (!KeyHashes.isUniform(column, batch.rowCount()) || !column.equalAt(0, first, 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean areNumbers(WaitingRows[] sides, int key) {
        for (int s = 0; s < sides.length; s++) {
            for (Batch batch : sides[s].batches()) {
                if (!(batch.column(keys[s][key]) instanceof LongColumn)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Fills {@link #sought} with the marks of a batch. */
    private void mark(Batch batch, int its) {
        int rows = batch.rowCount();
        if (sought.length < rows) {
            sought = new long[Math.max(rows, sought.length * 2)];
        }
        if (isExact && compared.length == 1) {
            LongColumn numbers = (LongColumn) batch.column(keys[its][compared[0]]);
            System.arraycopy(numbers.values(), 0, sought, 0, rows);
            return;
        }
        int[] hashed = new int[compared.length];
        for (int i = 0; i < hashed.length; i++) {
            hashed[i] = keys[its][compared[i]];
        }
        KeyHashes.hash(batch, hashed, sought);
    }

    /** At most half of the slots are taken. */
    private void putIntoSlots(int rows) {
        slotCount = Integer.highestOneBit(Math.max(LEAST_SLOTS, rows) * 2 - 1) * 2;
        if (slots.length < slotCount) {
            slots = new int[slotCount];
        } else {
            Arrays.fill(slots, 0, slotCount, 0);
        }
        int[] table = slots;
        int mask = slotCount - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        for (int row = 0; row < rows; row++) {
            long mark = marks[row];
            int slot = (int) (mark * SPREAD >>> shift);
            int found;
            while ((found = table[slot]) != 0 && marks[found - 1] != mark) {
                slot = slot + 1 & mask;
            }
            before[row] = found;
            table[slot] = row + 1;
        }
    }

    /** Looks for the partners of a batch's rows, and tells some pairs at a time; gives how many there were. */
    private int find(Batch batch, int most, Output to) {
        mark(batch, 1 - side);
        if (pairRows.length < most) {
            pairRows = new int[most];
            pairIds = new int[most];
        }
        int rows = batch.rowCount();
        int[] table = slots;
        int mask = slotCount - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        int told = 0;
        int pairs = 0;
        for (int row = 0; row < rows; row++) {
            long mark = sought[row];
            int slot = (int) (mark * SPREAD >>> shift);
            int found;
            while ((found = table[slot]) != 0 && marks[found - 1] != mark) {
                slot = slot + 1 & mask;
            }
            for (; found != 0; found = before[found - 1]) {
                pairRows[pairs] = row;
                pairIds[pairs++] = found - 1;
                if (pairs == most) {
                    told += tell(batch, pairs, to);
                    pairs = 0;
                }
            }
        }
        return told + tell(batch, pairs, to);
    }

    private int tell(Batch batch, int pairs, Output to) {
        int count = isExact ? pairs : keepEqual(batch, pairs);
        if (count > 0) {
            emit(batch, count, to);
        }
        return count;
    }

    private int keepEqual(Batch batch, int pairs) {
        int kept = 0;
        for (int pair = 0; pair < pairs; pair++) {
            if (isEqual(batch, pairRows[pair], pairIds[pair])) {
                pairRows[kept] = pairRows[pair];
                pairIds[kept++] = pairIds[pair];
            }
        }
        return kept;
    }

    private boolean isEqual(Batch batch, int row, int id) {
        for (int key : compared) {
            Column column = columns[keys[side][key]];
            if (column == null || !column.equalAt(id, batch.column(keys[1 - side][key]), row)) {
                return false;
            }
        }
        return true;
    }

    private void emit(Batch batch, int count, Output to) {
        Column[] result = Batch.columnsFor(rowType, count);
        for (int c = 0; c < output.length; c++) {
            int its = output[c] < leftWidth ? 0 : 1;
            int column = its == 0 ? output[c] : output[c] - leftWidth;
            int key = its == side ? keyAt(side, column) : -1;
            Column own = its == side && key < 0 ? columns[column] : null;
            if (own != null) {
                result[c].appendFrom(own, pairIds, count);
            } else {
                result[c].appendFrom(batch.column(key < 0 ? column : keys[1 - side][key]), pairRows, count);
            }
        }
        to.emit(Batch.inserts(count, result));
    }
}

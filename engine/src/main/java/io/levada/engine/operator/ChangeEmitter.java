package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.type.RowType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a changelog from the rows of some keys before and after a batch: notes which of them to tell, then copies them
 * column by column. An update's two rows stay in one batch.
 */
final class ChangeEmitter {
    private final RowType type;
    private int[] rows = new int[0];
    private boolean[] isBefore = new boolean[0];
    private byte[] kinds = new byte[0];
    private int count;
    private boolean direct;

    ChangeEmitter(RowType type) {
        this.type = type;
    }

    void begin(int keys) {
        if (rows.length < keys * 2) {
            rows = new int[keys * 2];
            isBefore = new boolean[keys * 2];
            kinds = new byte[keys * 2];
        }
        count = 0;
        direct = true;
    }

    /** Notes that the row at that index of the columns before, or after, is to be told. */
    void tell(byte kind, int row, boolean before) {
        direct &= !before && row == count;
        rows[count] = row;
        isBefore[count] = before;
        kinds[count++] = kind;
    }

    /**
     * Emits what was noted.
     *
     * @param before those rows that are told, by the index that was noted; null when none is
     * @param keys the number of rows in {@code after}
     */
    void emit(Column @Nullable [] before, Column[] after, int keys, int batchSize, Output output) {
        if (count == 0) {
            return;
        }
        if (direct && count == keys && count <= batchSize) {
            output.emit(new Batch(count, after, kindsOf(0, count)));
            return;
        }
        for (int from = 0; from < count; ) {
            int to = Math.min(count, from + Math.max(batchSize, 1));
            if (to < count && kinds[to - 1] == ChangeKind.UB) {
                to = to - 1 > from ? to - 1 : to + 1;
            }
            emitRange(before, after, from, to, output);
            from = to;
        }
    }

    private void emitRange(Column @Nullable [] before, Column[] after, int from, int to, Output output) {
        Column[] columns = Batch.columnsFor(type, to - from);
        for (int c = 0; c < columns.length; c++) {
            Column column = columns[c];
            if (before == null) {
                column.appendFrom(after[c], Arrays.copyOfRange(rows, from, to), to - from);
                continue;
            }
            if (column instanceof LongColumn longs && before[c].nulls() == null && after[c].nulls() == null) {
                fill(longs, ((LongColumn) before[c]).values(), ((LongColumn) after[c]).values(), from, to);
                continue;
            }
            if (column instanceof BytesColumn texts) {
                texts.appendFrom((BytesColumn) before[c], (BytesColumn) after[c], isBefore, rows, from, to);
                continue;
            }
            for (int i = from; i < to; i++) {
                column.appendFrom(isBefore[i] ? before[c] : after[c], rows[i]);
            }
        }
        output.emit(new Batch(to - from, columns, kindsOf(from, to)));
    }

    private void fill(LongColumn column, long[] before, long[] after, int from, int to) {
        long[] values = column.values();
        for (int i = from; i < to; i++) {
            values[i - from] = isBefore[i] ? before[rows[i]] : after[rows[i]];
        }
        column.setFilled(to - from, null);
    }

    private byte @Nullable [] kindsOf(int from, int to) {
        for (int i = from; i < to; i++) {
            if (kinds[i] != ChangeKind.I) {
                return Arrays.copyOfRange(kinds, from, to);
            }
        }
        return null;
    }
}

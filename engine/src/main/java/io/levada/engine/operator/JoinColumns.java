package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.plan.Join;
import io.levada.core.type.DataType;
import java.util.Arrays;

/**
 * Joined columns of pairs: a row of the batch that is being worked on, and a remembered row of the other side. Row -1 and
 * {@link JoinSide#NONE} give NULLs.
 */
final class JoinColumns {
    private final int leftWidth;
    private final boolean shared;
    private final DataType[] types;
    private Batch batch = Batch.inserts(0);
    private boolean fromLeft;
    private JoinSide own;
    private JoinSide other;

    /** @param shared whether columns of a batch may come out as they are */
    JoinColumns(Join node, JoinSide left, JoinSide right, boolean shared) {
        this.shared = shared;
        leftWidth = node.left().rowType().size();
        types = new DataType[leftWidth + node.right().rowType().size()];
        for (int c = 0; c < types.length; c++) {
            types[c] = c < leftWidth
                    ? node.left().rowType().type(c)
                    : node.right().rowType().type(c - leftWidth);
        }
        own = left;
        other = right;
    }

    int width() {
        return types.length;
    }

    void begin(Batch newBatch, boolean isLeft, JoinSide itsSide, JoinSide otherSide) {
        batch = newBatch;
        fromLeft = isLeft;
        own = itsSide;
        other = otherSide;
    }

    byte kind(int row) {
        return batch.kind(row);
    }

    /**
     * What is known of a range of pairs, so that columns can be shared instead of copied.
     *
     * @param chosen the range's rows from 0 on
     */
    record Pairs(
            int[] rows,
            int[] chosen,
            int[] ids,
            int from,
            int count,
            boolean someWithoutRow,
            boolean someWithoutId,
            boolean whole) {}

    Pairs pairs(int[] rows, int[] ids, int from, int count) {
        boolean withoutRow = false;
        boolean withoutId = false;
        boolean whole = count == batch.rowCount();
        for (int i = 0; i < count; i++) {
            withoutRow |= rows[from + i] < 0;
            withoutId |= ids[from + i] == JoinSide.NONE;
            whole &= rows[from + i] == i;
        }
        int[] chosen = from == 0 ? rows : Arrays.copyOfRange(rows, from, from + count);
        return new Pairs(rows, chosen, ids, from, count, withoutRow, withoutId, whole);
    }

    Column column(int joined, Pairs pairs) {
        boolean isLeft = joined < leftWidth;
        int column = isLeft ? joined : joined - leftWidth;
        if (isLeft == fromLeft) {
            return ofBatch(column, types[joined], pairs);
        }
        int key = other.keyOf(column);
        if (key >= 0 && !pairs.someWithoutRow() && !pairs.someWithoutId()) {
            return ofBatch(own.keyColumns()[key], types[joined], pairs);
        }
        Column result = Column.create(types[joined], pairs.count());
        other.load(column, pairs.ids(), pairs.from(), pairs.count(), result);
        return result;
    }

    private Column ofBatch(int column, DataType type, Pairs pairs) {
        if (pairs.whole() && shared) {
            return batch.column(column);
        }
        Column result = Column.create(type, pairs.count());
        if (!pairs.someWithoutRow()) {
            result.appendFrom(batch.column(column), pairs.chosen(), pairs.count());
            return result;
        }
        for (int i = pairs.from(); i < pairs.from() + pairs.count(); i++) {
            if (pairs.rows()[i] < 0) {
                result.appendNull();
            } else {
                result.appendFrom(batch.column(column), pairs.rows()[i]);
            }
        }
        return result;
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.plan.Join;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects what a join tells, as pairs, and makes batches of it column by column. */
final class JoinOutput {
    private final JoinColumns columns;
    private final int[] output;
    private int[] rows = new int[64];
    private int[] ids = new int[64];
    private byte[] kinds = new byte[64];
    private int count;

    JoinOutput(Join node, JoinColumns columns) {
        this.columns = columns;
        output = node.output().stream().mapToInt(Integer::intValue).toArray();
    }

    /** @param row of the batch or -1; @param id of the other side or {@link JoinSide#NONE} */
    void tell(int row, int id, byte kind, int times) {
        ensure(count + times);
        for (int i = 0; i < times; i++) {
            rows[count] = row;
            ids[count] = id;
            kinds[count++] = kind;
        }
    }

    /** Pairs that are told once, with the kinds of their rows. */
    void tell(int[] pairRows, int[] pairIds, int pairs, Batch batch) {
        ensure(count + pairs);
        System.arraycopy(pairRows, 0, rows, count, pairs);
        System.arraycopy(pairIds, 0, ids, count, pairs);
        byte[] batchKinds = batch.kinds();
        for (int i = 0; i < pairs; i++) {
            kinds[count + i] = batchKinds == null ? ChangeKind.I : batchKinds[pairRows[i]];
        }
        count += pairs;
    }

    private void ensure(int size) {
        if (size > rows.length) {
            int room = Math.max(size, rows.length * 2);
            rows = Arrays.copyOf(rows, room);
            ids = Arrays.copyOf(ids, room);
            kinds = Arrays.copyOf(kinds, room);
        }
    }

    int count() {
        return count;
    }

    void flush(int batchSize, Output to) {
        int most = Math.max(1, batchSize);
        for (int from = 0; from < count; from += most) {
            int size = Math.min(most, count - from);
            JoinColumns.Pairs pairs = columns.pairs(rows, ids, from, size);
            Column[] result = new Column[output.length];
            for (int c = 0; c < result.length; c++) {
                result[c] = columns.column(output[c], pairs);
            }
            to.emit(new Batch(size, result, kindsOf(from, from + size)));
        }
        count = 0;
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

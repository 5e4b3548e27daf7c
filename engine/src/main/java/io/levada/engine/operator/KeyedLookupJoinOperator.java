package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A lookup join that asks the outside table for the keys of each batch, every key once. What is found is an index of that
 * batch's own, with which {@link LookupJoinOperator} joins it.
 */
public final class KeyedLookupJoinOperator extends AbstractOperator implements WaitingOperator {
    private final LookupJoinOperator join;
    private final LookupAsker asker;
    private final int[] keys;
    private final DataType[] keyTypes;
    private final ArrayDeque<Asked> asked = new ArrayDeque<>();
    private long[] hashes = new long[0];

    private record Asked(Batch batch, Future<LookupIndex> answer) {}

    /**
     * @param join joins a batch with an index
     * @param keys the columns of the input to look up by
     * @param keyTypes their types in the table
     */
    public KeyedLookupJoinOperator(
            LookupJoinOperator join, LookupAsker asker, List<Integer> keys, List<DataType> keyTypes) {
        this.join = join;
        this.asker = asker;
        this.keys = keys.stream().mapToInt(Integer::intValue).toArray();
        this.keyTypes = keyTypes.toArray(DataType[]::new);
    }

    @Override
    void opened() {
        join.open(context(), output());
    }

    @Override
    public void process(int input, Batch batch) {
        asked.add(new Asked(batch, asker.ask(distinctKeys(batch))));
    }

    /** Every key of the batch once, without those that have a NULL. */
    private Batch distinctKeys(Batch batch) {
        int rows = batch.rowCount();
        if (hashes.length < rows) {
            hashes = new long[rows];
        }
        KeyHashes.hash(batch, keys, hashes);
        Column[] columns = new Column[keys.length];
        Arrays.setAll(columns, k -> batch.column(keys[k]));
        int[] slots = new int[Integer.highestOneBit(Math.max(8, rows)) * 4];
        int[] chosen = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (!LookupIndex.hasNull(columns, row) && isNew(slots, columns, row)) {
                chosen[count++] = row;
            }
        }
        Column[] distinct = new Column[keys.length];
        for (int k = 0; k < distinct.length; k++) {
            distinct[k] = Column.create(keyTypes[k].notNull(), Math.max(1, count));
            distinct[k].appendFrom(columns[k], chosen, count);
        }
        return new Batch(count, distinct, null);
    }

    private boolean isNew(int[] slots, Column[] columns, int row) {
        int slot = (int) hashes[row] & slots.length - 1;
        for (; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            int other = slots[slot] - 1;
            if (hashes[other] == hashes[row] && areEqual(columns, row, other)) {
                return false;
            }
        }
        slots[slot] = row + 1;
        return true;
    }

    private static boolean areEqual(Column[] columns, int row, int other) {
        for (Column column : columns) {
            if (!column.equalAt(row, column, other)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isWaiting() {
        return !asked.isEmpty();
    }

    @Override
    public boolean resume() {
        boolean any = false;
        for (Asked first = asked.peek(); first != null && first.answer().isDone(); first = asked.peek()) {
            asked.remove();
            join.join(first.batch(), result(first.answer()));
            any = true;
        }
        return any;
    }

    private static LookupIndex result(Future<LookupIndex> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw LevadaException.internal(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("an answer that is there makes nobody wait", e);
        }
    }

    @Override
    public boolean watermark(long micros) {
        return asked.isEmpty();
    }
}

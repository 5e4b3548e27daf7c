package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.IntColumn;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.LookupJoin;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins each row with what an outside table holds now. Keeps nothing itself. Rows whose key has a NULL match nothing; in a
 * LEFT JOIN rows without a match pass with NULLs.
 *
 * <p>The rest of the condition is a kernel over the joined columns and the position of the pair, which gives the
 * positions of the pairs that hold: see {@link #conditionInput} and {@link #conditionOutput}.
 */
public final class LookupJoinOperator extends AbstractOperator {
    private final LookupJoin node;
    private final LookupHolder holder;
    private final @Nullable CalcKernel condition;
    private final int[] keys;
    private final int inputWidth;
    private long[] hashes = new long[0];
    private int[] inputRows = new int[0];
    private int[] tableRows = new int[0];
    private int pairs;

    /** @param condition what {@code Kernels} makes of the node's condition; null when it has none */
    public LookupJoinOperator(LookupJoin node, LookupHolder holder, @Nullable CalcKernel condition) {
        if (condition == null != (node.condition() == null)) {
            throw new IllegalArgumentException("the kernel doesn't fit the condition " + node.condition());
        }
        this.node = node;
        this.holder = holder;
        this.condition = condition;
        keys = node.inputKeys().stream().mapToInt(Integer::intValue).toArray();
        inputWidth = node.input().rowType().size();
    }

    /** The columns that the condition's kernel sees: the joined ones, then the pair's position, INT. */
    public static RowType conditionInput(LookupJoin node) {
        List<Field> fields = new ArrayList<>(node.rowType().fields());
        fields.add(new Field("position", DataType.INTEGER.notNull()));
        return new RowType(fields);
    }

    /** What the condition's kernel projects: the position. Its filter is the condition. */
    public static List<Expr> conditionOutput(LookupJoin node) {
        return List.of(new InputRef(node.rowType().size(), DataType.INTEGER.notNull()));
    }

    @Override
    public void process(int input, Batch batch) {
        join(batch, holder.get());
    }

    /** Joins a batch with rows of the table. */
    void join(Batch batch, LookupIndex index) {
        int rows = batch.rowCount();
        if (hashes.length < rows) {
            hashes = new long[rows];
        }
        KeyHashes.hash(batch, keys, hashes);
        Column[] keyColumns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            keyColumns[k] = batch.column(keys[k]);
        }
        int batchSize = Math.max(1, context().batchSize());
        pairs = 0;
        int firstRow = 0;
        for (int row = 0; row < rows; row++) {
            int before = pairs;
            if (!LookupIndex.hasNull(keyColumns, row)) {
                long hash = hashes[row];
                int match = index.first(hash, keyColumns, row);
                for (; match >= 0; match = index.next(match, hash, keyColumns, row)) {
                    pair(row, match);
                }
            }
            if (pairs == before && node.outer() && condition == null) {
                pair(row, -1);
            }
            if (pairs >= batchSize || row == rows - 1) {
                if (condition != null) {
                    applyCondition(condition, batch, index, firstRow, row);
                }
                emit(batch, index);
                pairs = 0;
                firstRow = row + 1;
            }
        }
    }

    private void pair(int row, int match) {
        if (pairs == inputRows.length) {
            int room = Math.max(64, pairs * 2);
            inputRows = Arrays.copyOf(inputRows, room);
            tableRows = Arrays.copyOf(tableRows, room);
        }
        inputRows[pairs] = row;
        tableRows[pairs++] = match;
    }

    /** Keeps the pairs that hold, of the input rows from {@code first} to {@code last}; in an outer join each row once. */
    private void applyCondition(CalcKernel kernel, Batch batch, LookupIndex index, int first, int last) {
        boolean[] holds = pairs == 0 ? new boolean[0] : evaluate(kernel, batch, index);
        int[] candidateRows = Arrays.copyOf(inputRows, pairs);
        int[] candidates = Arrays.copyOf(tableRows, pairs);
        pairs = 0;
        int i = 0;
        for (int row = first; row <= last; row++) {
            int before = pairs;
            for (; i < holds.length && candidateRows[i] == row; i++) {
                if (holds[i]) {
                    pair(row, candidates[i]);
                }
            }
            if (pairs == before && node.outer()) {
                pair(row, -1);
            }
        }
    }

    private boolean[] evaluate(CalcKernel kernel, Batch batch, LookupIndex index) {
        Column[] joined = columns(batch, index, 0, pairs);
        Column[] columns = Arrays.copyOf(joined, joined.length + 1);
        int[] positions = new int[pairs];
        Arrays.setAll(positions, i -> i);
        columns[joined.length] = new IntColumn(positions, pairs);
        boolean[] holds = new boolean[pairs];
        Batch passed = kernel.apply(Batch.inserts(pairs, columns), context());
        for (int i = 0; passed != null && i < passed.rowCount(); i++) {
            holds[((IntColumn) passed.column(0)).get(i)] = true;
        }
        return holds;
    }

    private void emit(Batch batch, LookupIndex index) {
        int batchSize = Math.max(1, context().batchSize());
        for (int from = 0; from < pairs; from += batchSize) {
            int to = Math.min(pairs, from + batchSize);
            output().emit(new Batch(to - from, columns(batch, index, from, to), kinds(batch, from, to)));
        }
    }

    private byte @Nullable [] kinds(Batch batch, int from, int to) {
        byte[] kinds = batch.kinds();
        if (kinds == null) {
            return null;
        }
        byte[] chosen = new byte[to - from];
        for (int i = from; i < to; i++) {
            chosen[i - from] = kinds[inputRows[i]];
        }
        return chosen;
    }

    private Column[] columns(Batch batch, LookupIndex index, int from, int to) {
        int size = to - from;
        Column[] columns = Arrays.copyOf(batch.columns(), node.rowType().size());
        int[] left = Arrays.copyOfRange(inputRows, from, to);
        boolean whole = size == batch.rowCount();
        for (int i = 0; whole && i < size; i++) {
            whole = left[i] == i;
        }
        for (int c = 0; !whole && c < inputWidth; c++) {
            columns[c] = Column.create(node.rowType().type(c), size);
            columns[c].appendFrom(batch.column(c), left, size);
        }
        int[] right = Arrays.copyOfRange(tableRows, from, to);
        boolean matched = true;
        for (int row : right) {
            matched &= row >= 0;
        }
        for (int c = inputWidth; c < columns.length; c++) {
            Column column = Column.create(node.rowType().type(c), size);
            Column source = index.column(c - inputWidth);
            if (matched) {
                column.appendFrom(source, right, size);
            }
            for (int i = from; !matched && i < to; i++) {
                if (tableRows[i] < 0) {
                    column.appendNull();
                } else {
                    column.appendFrom(source, tableRows[i]);
                }
            }
            columns[c] = column;
        }
        return columns;
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Op;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.Calc;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Leaves rows out on their way to a join with the greatest (or least) of them in their window, when one that came before is
 * better: nothing that isn't the best can have a partner.
 *
 * <pre>
 *   InnerWindowJoin by window where x >= m               InnerWindowJoin by window where x >= m
 *     X                                          =>        X, but for rows less than one before them
 *     WindowAggregate by window: MAX(x) AS m               WindowAggregate by window: MAX(x) AS m
 *       X                                                    X
 * </pre>
 *
 * <p>Whoever finds the greatest is given all rows. What came before is known for the window that the last rows were of, and
 * is forgotten when the job is restored: then more rows pass, and the join is there to judge them.
 */
public final class BestOfWindow implements RowCombiner {
    private final RowType type;
    private final int valueColumn;
    private final int[] windowColumns;
    private final boolean greatest;
    private final long[] window;
    private boolean hasWindow;
    private long best;
    private int[] chosen = new int[0];

    private BestOfWindow(RowType type, int valueColumn, int[] windowColumns, boolean greatest) {
        this.type = type;
        this.valueColumn = valueColumn;
        this.windowColumns = windowColumns;
        this.greatest = greatest;
        window = new long[windowColumns.length];
    }

    /** For the join's left input; null where all of its rows are needed. */
    public static @Nullable BestOfWindow of(Join join) {
        if (join.kind() != JoinKind.INNER
                || !(join.right() instanceof WindowAggregate bests)
                || !(bests.window() instanceof WindowSpec.Attached windows)
                || !bests.keys().isEmpty()) {
            return null;
        }
        Shown left = Shown.of(join.left());
        Shown right = Shown.of(bests.input());
        if (left.node != right.node) {
            return null;
        }
        int[] bounds = windows.startColumn() < 0
                ? new int[] {windows.endColumn()}
                : new int[] {windows.endColumn(), windows.startColumn()};
        int[] columns = new int[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            var property = i == 0 ? WindowAggregate.Property.END : WindowAggregate.Property.START;
            int shown = bests.aggregates().size() + bests.properties().indexOf(property);
            columns[i] = partner(join, shown);
            if (!bests.properties().contains(property)
                    || columns[i] < 0
                    || left.source(columns[i]) < 0
                    || left.source(columns[i]) != right.source(bounds[i])) {
                return null;
            }
        }
        for (int i = 0; i < bests.aggregates().size(); i++) {
            AggregateCall call = bests.aggregates().get(i);
            boolean isMax = call.function().equals("MAX");
            if ((isMax || call.function().equals("MIN")) && call.filter() < 0 && !call.distinct()) {
                int value = compared(join, i, isMax);
                if (value >= 0
                        && left.source(value) >= 0
                        && left.source(value) == right.source(call.args().get(0))) {
                    return new BestOfWindow(join.left().rowType(), value, columns, isMax);
                }
            }
        }
        return null;
    }

    /** Where the columns of a node come from, through projections that leave no row out. */
    private record Shown(PlanNode node, int[] sources) {
        static Shown of(PlanNode top) {
            PlanNode node = top;
            int[] sources = new int[top.rowType().size()];
            java.util.Arrays.setAll(sources, i -> i);
            while (node instanceof Calc calc && calc.filter() == null) {
                for (int i = 0; i < sources.length; i++) {
                    sources[i] = sources[i] >= 0 && calc.projections().get(sources[i]) instanceof InputRef ref
                            ? ref.index()
                            : -1;
                }
                node = calc.input();
            }
            return new Shown(node, sources);
        }

        int source(int column) {
            return sources[column];
        }
    }

    /** The left column that must equal a right one; -1 for none. */
    private static int partner(Join join, int right) {
        int key = join.rightKeys().indexOf(right);
        return key < 0 ? -1 : join.leftKeys().get(key);
    }

    /** The left column that must be as good as a right one; -1 for none. */
    private static int compared(Join join, int right, boolean greatest) {
        int equal = partner(join, right);
        return equal >= 0 || join.condition() == null
                ? equal
                : compared(join.condition(), join.left().rowType().size(), right, greatest);
    }

    private static int compared(Expr condition, int leftWidth, int right, boolean greatest) {
        if (!(condition instanceof Call call)) {
            return -1;
        }
        if (call.function().equals(Op.AND)) {
            for (Expr part : call.args()) {
                int found = compared(part, leftWidth, right, greatest);
                if (found >= 0) {
                    return found;
                }
            }
            return -1;
        }
        if (call.args().size() != 2
                || !(call.arg(0) instanceof InputRef one)
                || !(call.arg(1) instanceof InputRef other)) {
            return -1;
        }
        boolean same = call.function().equals(Op.EQ);
        String better = greatest ? Op.GE : Op.LE;
        String worse = greatest ? Op.LE : Op.GE;
        if ((same || call.function().equals(better)) && one.index() < leftWidth && other.index() == leftWidth + right) {
            return one.index();
        }
        return (same || call.function().equals(worse)) && other.index() < leftWidth && one.index() == leftWidth + right
                ? other.index()
                : -1;
    }

    @Override
    public RowType rowType() {
        return type;
    }

    @Override
    public @Nullable Batch combine(Batch batch) {
        int rows = batch.rowCount();
        if (batch.kinds() != null
                || !(batch.column(valueColumn) instanceof LongColumn values)
                || values.nulls() != null
                || !isOfOneWindow(batch, rows)) {
            return batch;
        }
        best = best(values.values(), rows);
        if (chosen.length < rows) {
            chosen = new int[rows];
        }
        int count = choose(values.values(), rows);
        return count == 0 ? null : count == rows ? batch : batch.chosen(chosen, count, Batch.columnsFor(type, count));
    }

    private boolean isOfOneWindow(Batch batch, int rows) {
        boolean isSame = hasWindow;
        for (int i = 0; i < windowColumns.length; i++) {
            Column column = batch.column(windowColumns[i]);
            if (!KeyHashes.isUniform(column, rows)) {
                return false;
            }
            isSame &= ((LongColumn) column).get(0) == window[i];
        }
        if (!isSame) {
            hasWindow = true;
            best = greatest ? Long.MIN_VALUE : Long.MAX_VALUE;
            for (int i = 0; i < windowColumns.length; i++) {
                window[i] = ((LongColumn) batch.column(windowColumns[i])).get(0);
            }
        }
        return true;
    }

    private long best(long[] values, int rows) {
        long found = best;
        if (greatest) {
            for (int row = 0; row < rows; row++) {
                found = Math.max(found, values[row]);
            }
        } else {
            for (int row = 0; row < rows; row++) {
                found = Math.min(found, values[row]);
            }
        }
        return found;
    }

    /** Fills {@code chosen} with the rows that are the best so far. */
    private int choose(long[] values, int rows) {
        long wanted = best;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (values[row] == wanted) {
                chosen[count++] = row;
            }
        }
        return count;
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.function.EvaluationContext;
import io.levada.core.plan.Join;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * What must hold of partners besides equal keys: a kernel over the joined columns and the pair's position, which gives the
 * positions of the pairs that hold. Only the columns that the condition reads are gathered.
 */
final class JoinCondition {
    private static final Column UNREAD = new LongColumn(1);

    private final CalcKernel kernel;
    private final JoinColumns columns;
    private final int[] read;
    private final RowNumbers positions = new RowNumbers();

    JoinCondition(Join node, CalcKernel kernel, JoinColumns columns) {
        this.kernel = kernel;
        this.columns = columns;
        BitSet found = new BitSet();
        find(Objects.requireNonNull(node.condition()), found);
        read = found.stream().toArray();
    }

    private static void find(Expr expr, BitSet into) {
        if (expr instanceof InputRef ref) {
            into.set(ref.index());
        } else if (expr instanceof Call call) {
            call.args().forEach(arg -> find(arg, into));
        }
    }

    /** The columns that the kernel sees: the joined ones, then the pair's position, INT. */
    static RowType kernelInput(Join node) {
        List<Field> fields = new ArrayList<>(node.left().rowType().fields());
        fields.addAll(node.right().rowType().fields());
        fields.add(new Field("position", DataType.INTEGER.notNull()));
        return new RowType(fields);
    }

    /** What the kernel projects: the position. Its filter is the condition. */
    static List<Expr> kernelOutput(Join node) {
        int width = node.left().rowType().size() + node.right().rowType().size();
        return List.of(new InputRef(width, DataType.INTEGER.notNull()));
    }

    /** Moves the pairs that hold to the front; gives how many. */
    int retain(int[] rows, int[] ids, int count, EvaluationContext context) {
        if (count == 0) {
            return 0;
        }
        JoinColumns.Pairs pairs = columns.pairs(rows, ids, 0, count);
        Column[] input = new Column[columns.width() + 1];
        Arrays.fill(input, UNREAD);
        for (int column : read) {
            input[column] = columns.column(column, pairs);
        }
        input[columns.width()] = new IntColumn(positions.upTo(count), count);
        Batch passed = kernel.apply(Batch.inserts(count, input), context);
        if (passed == null) {
            return 0;
        }
        int[] kept = ((IntColumn) passed.column(0)).values();
        for (int i = 0; i < passed.rowCount(); i++) {
            rows[i] = rows[kept[i]];
            ids[i] = ids[kept[i]];
        }
        return passed.rowCount();
    }
}

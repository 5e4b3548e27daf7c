package io.levada.sql.optimize;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connectors;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.plan.Calc;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.WatermarkAssigner;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has a table make only the rows that a query keeps, where its connector can:
 *
 * <pre>
 *   Calc filter kind = 2          Calc
 *     WatermarkAssigner     =>      WatermarkAssigner
 *       Scan t                        Scan t, only kind = 2
 * </pre>
 *
 * Above the scan the column is a constant, and what depends on it is worked out. Watermarks then follow the rows that
 * are left, as in Flink when a filter is pushed into a source.
 */
final class NarrowedScans {
    private final Connectors connectors;
    private final Map<PlanNode, PlanNode> done = new IdentityHashMap<>();

    NarrowedScans(Connectors connectors) {
        this.connectors = connectors;
    }

    List<Sink> apply(List<Sink> sinks) {
        return sinks.stream()
                .map(s -> new Sink(rewritten(s.input()), s.name(), s.table(), s.upsertKeys()))
                .toList();
    }

    private PlanNode rewritten(PlanNode node) {
        PlanNode before = done.get(node);
        if (before != null) {
            return before;
        }
        PlanNode inner = Nodes.withInputs(
                node, node.inputs().stream().map(this::rewritten).toList());
        PlanNode result = inner instanceof Calc calc && calc.filter() != null ? narrowed(calc) : inner;
        done.put(node, result);
        return result;
    }

    private PlanNode narrowed(Calc calc) {
        if (calc.filter() == null) {
            return calc;
        }
        List<Expr> conditions = Exprs.conjuncts(calc.filter());
        for (Expr condition : conditions) {
            if (condition instanceof Call call
                    && call.function().equals(Op.EQ)
                    && call.arg(0) instanceof InputRef column
                    && call.arg(1) instanceof Literal value) {
                Optional<PlanNode> input = only(calc.input(), column.index(), value);
                if (input.isPresent()) {
                    List<Expr> rest = new ArrayList<>(conditions);
                    rest.remove(condition);
                    Calc left = new Calc(input.get(), Exprs.and(rest), calc.projections(), calc.rowType());
                    return narrowed(withConstant(left, input.get(), column.index(), value));
                }
            }
        }
        return calc;
    }

    /** The node with the same columns, over a scan that only makes rows in which the column has the value. */
    private Optional<PlanNode> only(PlanNode node, int column, Literal value) {
        return switch (node) {
            case Scan scan -> {
                Table table = scan.table();
                yield connectors
                        .of(table)
                        .only(table, table.storedColumns().get(scan.columns().get(column)), value.value())
                        .map(t -> new Scan(t, scan.columns(), scan.mode()));
            }
            case WatermarkAssigner n ->
                only(n.input(), column, value)
                        .map(in -> new WatermarkAssigner(
                                in, n.rowtime(), constant(n.expr(), column, value), n.idleTimeout()));
            case Calc n ->
                n.projections().get(column) instanceof InputRef ref
                        ? only(n.input(), ref.index(), value).map(in -> withConstant(n, in, ref.index(), value))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Calc withConstant(Calc calc, PlanNode input, int column, Literal value) {
        return new Calc(
                input,
                calc.filter() == null ? null : Exprs.and(List.of(constant(calc.filter(), column, value))),
                calc.projections().stream()
                        .map(p -> p instanceof InputRef ? p : constant(p, column, value))
                        .toList(),
                calc.rowType());
    }

    private static Expr constant(Expr expr, int column, Literal value) {
        return Folding.fold(substituted(expr, column, value));
    }

    private static Expr substituted(Expr expr, int column, Literal value) {
        return switch (expr) {
            case InputRef ref -> ref.index() == column ? new Literal(value.value(), value.type()) : ref;
            case Literal literal -> literal;
            case Call call ->
                call.withArgs(call.args().stream()
                        .map(a -> substituted(a, column, value))
                        .toList());
        };
    }
}

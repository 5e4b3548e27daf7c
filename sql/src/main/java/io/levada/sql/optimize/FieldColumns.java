package io.levada.sql.optimize;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.Connector;
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
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fields of a ROW column as columns of their own, where only fields of it are looked at and the connector can:
 *
 * <pre>
 *   Calc bid.price, bid.auction       Calc $1, $0
 *     Scan bid                   =>     Scan bid.auction, bid.price
 * </pre>
 *
 * Runs after the columns that nobody uses are gone, since a ROW that is handed on whole stays whole; fields that nobody
 * reads go with the next pruning.
 */
final class FieldColumns {
    /**
     * A node whose rows have become fields.
     *
     * @param index for each old column its new place, or that of the first of its fields
     * @param rows which of the old columns are replaced by their fields
     */
    private record Flat(PlanNode node, int[] index, BitSet rows) {}

    private final Connectors connectors;
    private final List<Sink> sinks;
    /** Columns that a reader takes whole. */
    private final Map<PlanNode, BitSet> whole = new IdentityHashMap<>();

    private final Map<PlanNode, Flat> done = new IdentityHashMap<>();

    FieldColumns(Connectors connectors, List<Sink> sinks) {
        this.connectors = connectors;
        this.sinks = sinks;
    }

    List<Sink> apply() {
        List<PlanNode> order = Nodes.parentsFirst(sinks);
        order.forEach(n -> whole.put(n, new BitSet()));
        order.forEach(this::tellInputs);
        return sinks.stream()
                .map(s -> new Sink(flat(s.input()).node(), s.name(), s.table(), s.upsertKeys()))
                .toList();
    }

    private BitSet whole(PlanNode node) {
        return java.util.Objects.requireNonNull(whole.get(node));
    }

    private void tellInputs(PlanNode node) {
        switch (node) {
            case Calc n -> {
                BitSet input = whole(n.input());
                for (int i = 0; i < n.projections().size(); i++) {
                    Expr projection = n.projections().get(i);
                    if (!(projection instanceof InputRef) || whole(n).get(i)) {
                        wholeColumns(projection, input);
                    }
                }
                if (n.filter() != null) {
                    wholeColumns(n.filter(), input);
                }
            }
            case WatermarkAssigner n -> {
                whole(n.input()).or(whole(n));
                wholeColumns(n.expr(), whole(n.input()));
            }
            default ->
                node.inputs()
                        .forEach(input -> whole(input).set(0, input.rowType().size()));
        }
    }

    private static void wholeColumns(Expr expr, BitSet into) {
        if (expr instanceof InputRef ref) {
            into.set(ref.index());
        } else if (expr instanceof Call call && !isField(call)) {
            call.args().forEach(a -> wholeColumns(a, into));
        }
    }

    private static boolean isField(Expr expr) {
        return expr instanceof Call call
                && call.function().equals(Op.FIELD)
                && call.arg(0) instanceof InputRef
                && call.arg(1) instanceof Literal;
    }

    private Flat flat(PlanNode node) {
        Flat before = done.get(node);
        if (before != null) {
            return before;
        }
        Flat result = switch (node) {
            case Scan n -> scan(n);
            case Calc n -> calc(n);
            case WatermarkAssigner n -> {
                Flat in = flat(n.input());
                yield new Flat(
                        new WatermarkAssigner(
                                in.node(), in.index()[n.rowtime()], rewritten(n.expr(), in), n.idleTimeout()),
                        in.index(),
                        in.rows());
            }
            default -> {
                List<PlanNode> inputs =
                        node.inputs().stream().map(i -> flat(i).node()).toList();
                yield same(Nodes.withInputs(node, inputs));
            }
        };
        done.put(node, result);
        return result;
    }

    private static Flat same(PlanNode node) {
        int[] index = new int[node.rowType().size()];
        java.util.Arrays.setAll(index, i -> i);
        return new Flat(node, index, new BitSet());
    }

    private Flat scan(Scan scan) {
        Connector connector = connectors.of(scan.table());
        List<TableColumn> stored = scan.table().storedColumns();
        List<TableColumn> all = new ArrayList<>(scan.table().columns());
        int storedCount = stored.size();
        List<Integer> columns = new ArrayList<>();
        int[] index = new int[scan.columns().size()];
        BitSet rows = new BitSet();
        for (int i = 0; i < index.length; i++) {
            index[i] = columns.size();
            TableColumn column = stored.get(scan.columns().get(i));
            Optional<List<TableColumn>> fields =
                    whole(scan).get(i) ? Optional.empty() : fields(connector, scan.table(), column);
            if (fields.isEmpty()) {
                columns.add(scan.columns().get(i));
                continue;
            }
            rows.set(i);
            for (TableColumn field : fields.get()) {
                all.add(field);
                columns.add(storedCount++);
            }
        }
        if (rows.isEmpty()) {
            return same(scan);
        }
        Table t = scan.table();
        Table table =
                new Table(t.name(), all, t.watermark(), t.primaryKey(), t.partitionKeys(), t.options(), t.comment());
        return new Flat(new Scan(table, columns, scan.mode()), index, rows);
    }

    private static Optional<List<TableColumn>> fields(Connector connector, Table table, TableColumn column) {
        if (column.type().kind() != TypeKind.ROW) {
            return Optional.empty();
        }
        List<TableColumn> fields = new ArrayList<>();
        for (Field field : column.type().fields()) {
            Optional<TableColumn> made = connector.fieldColumn(table, column, field);
            if (made.isEmpty()) {
                return Optional.empty();
            }
            fields.add(made.get());
        }
        return Optional.of(fields);
    }

    /** A row that is handed on is handed on as its fields. */
    private Flat calc(Calc calc) {
        Flat in = flat(calc.input());
        List<Expr> projections = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        int[] index = new int[calc.projections().size()];
        BitSet rows = new BitSet();
        for (int i = 0; i < index.length; i++) {
            index[i] = projections.size();
            Field field = calc.rowType().field(i);
            if (calc.projections().get(i) instanceof InputRef ref && in.rows().get(ref.index())) {
                rows.set(i);
                List<Field> parts = field.type().fields();
                for (int f = 0; f < parts.size(); f++) {
                    int at = in.index()[ref.index()] + f;
                    DataType type = in.node().rowType().type(at);
                    projections.add(new InputRef(at, type));
                    fields.add(new Field(field.name() + "." + parts.get(f).name(), type));
                }
            } else {
                projections.add(rewritten(calc.projections().get(i), in));
                fields.add(field);
            }
        }
        Expr filter = calc.filter() == null ? null : rewritten(calc.filter(), in);
        return new Flat(new Calc(in.node(), filter, projections, new RowType(fields)), index, rows);
    }

    private static Expr rewritten(Expr expr, Flat in) {
        return switch (expr) {
            case InputRef ref -> new InputRef(in.index()[ref.index()], ref.type());
            case Literal literal -> literal;
            case Call call -> {
                if (isField(call)
                        && call.arg(0) instanceof InputRef row
                        && call.arg(1) instanceof Literal field
                        && field.value() instanceof Integer at
                        && in.rows().get(row.index())) {
                    yield new InputRef(in.index()[row.index()] + at, call.type());
                }
                yield call.withArgs(
                        call.args().stream().map(a -> rewritten(a, in)).toList());
            }
        };
    }
}

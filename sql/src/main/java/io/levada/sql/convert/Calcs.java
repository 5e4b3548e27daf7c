package io.levada.sql.convert;

import io.levada.core.data.Row;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.plan.Calc;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.ValuesNode;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.sql.optimize.Exprs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a filter and a projection onto a stream, in one node with those that are there already. */
final class Calcs {
    private Calcs() {}

    static Stream filter(Stream input, Expr condition) {
        return calc(input, condition, identity(input), input.names());
    }

    static List<Expr> identity(Stream input) {
        List<Expr> columns = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            columns.add(new InputRef(i, input.type(i)));
        }
        return columns;
    }

    static Stream project(Stream input, List<Expr> projections, List<String> names) {
        return calc(input, null, projections, names);
    }

    static Stream calc(Stream input, @Nullable Expr filter, List<Expr> projections, List<String> names) {
        List<ColumnTrait> traits =
                projections.stream().map(p -> trait(p, input)).toList();
        boolean keepsAll = filter == null || filter instanceof Literal l && Boolean.TRUE.equals(l.value());
        if (keepsAll && Exprs.isIdentity(projections, input.size())) {
            return new Stream(input.node(), names, traits);
        }
        if (keepsAll && input.node() instanceof ValuesNode values) {
            PlanNode constants = constants(values, projections, names);
            if (constants != null) {
                return new Stream(constants, names, traits);
            }
        }
        return new Stream(merged(input.node(), keepsAll ? null : filter, projections, names), names, traits);
    }

    private static PlanNode merged(PlanNode input, @Nullable Expr filter, List<Expr> projections, List<String> names) {
        if (input instanceof Calc below && canInline(below)) {
            List<Expr> conditions = new ArrayList<>();
            if (below.filter() != null) {
                conditions.add(below.filter());
            }
            if (filter != null) {
                conditions.add(inlined(filter, below));
            }
            List<Expr> inlined =
                    projections.stream().map(p -> inlined(p, below)).toList();
            Expr condition = Exprs.and(conditions);
            if (condition == null
                    && Exprs.isIdentity(inlined, below.input().rowType().size())) {
                return below.input();
            }
            return new Calc(below.input(), condition, inlined, rowType(inlined, names));
        }
        return new Calc(input, filter, projections, rowType(projections, names));
    }

    /** An expression that gives something else each time must be evaluated once for each row. */
    private static boolean canInline(Calc below) {
        return below.projections().stream().allMatch(Exprs::isDeterministic);
    }

    private static Expr inlined(Expr expr, Calc below) {
        return switch (expr) {
            case InputRef ref -> below.projections().get(ref.index());
            case Literal literal -> literal;
            case Call call -> {
                List<Expr> args =
                        call.args().stream().map(a -> inlined(a, below)).toList();
                boolean constantCast = call.function().equals(Op.CAST) && args.get(0) instanceof Literal;
                yield constantCast ? Casts.to(args.get(0), call.type()) : call.withArgs(args);
            }
        };
    }

    static RowType rowType(List<Expr> projections, List<String> names) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            fields.add(new Field(names.get(i), projections.get(i).type()));
        }
        return new RowType(fields);
    }

    private static ColumnTrait trait(Expr projection, Stream input) {
        if (projection instanceof InputRef ref) {
            return input.trait(ref.index());
        }
        boolean clock = projection instanceof Call call && call.function().equals(Op.PROCTIME);
        return clock ? ColumnTrait.PROCTIME : ColumnTrait.NONE;
    }

    /** Constant projections of constant rows are constant rows; null where something has to be computed. */
    private static @Nullable PlanNode constants(ValuesNode values, List<Expr> projections, List<String> names) {
        List<Row> rows = new ArrayList<>();
        for (Row row : values.rows()) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (Expr projection : projections) {
                if (!(constant(projection, row) instanceof Literal literal)) {
                    return null;
                }
                cells.add(literal.value());
            }
            rows.add(new Row(row.kind(), cells));
        }
        return new ValuesNode(rowType(projections, names), rows);
    }

    private static Expr constant(Expr expr, Row row) {
        return switch (expr) {
            case InputRef ref -> new Literal(row.get(ref.index()), ref.type());
            case Literal literal -> literal;
            case Call call ->
                call.function().equals(Op.CAST) ? Casts.to(constant(call.arg(0), row), call.type()) : call;
        };
    }
}

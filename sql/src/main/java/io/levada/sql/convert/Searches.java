package io.levada.sql.convert;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.util.Sarg;

/** Calcite's folded sets of ranges, as IN lists and comparisons. */
final class Searches {
    private static final RexBuilder BUILDER = new RexBuilder(new SqlTypeFactoryImpl(RelDataTypeSystem.DEFAULT));

    private Searches() {}

    static Expr expand(RexCall search, ExprConverter converter) {
        RexNode operand = search.getOperands().get(0);
        RexLiteral literal = (RexLiteral) search.getOperands().get(1);
        Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class));
        if (sarg.nullAs == RexUnknownAs.UNKNOWN && sarg.isPoints() && sarg.pointCount > 1) {
            return in(converter.convert(operand), sarg, literal.getType());
        }
        if (sarg.nullAs == RexUnknownAs.UNKNOWN && sarg.isComplementedPoints() && sarg.pointCount > 1) {
            Expr in = in(converter.convert(operand), sarg.negate(), literal.getType());
            return new Call(Op.NOT, List.of(in), in.type());
        }
        return converter.convert(RexUtil.expandSearch(BUILDER, null, search));
    }

    private static Expr in(Expr value, Sarg<?> points, RelDataType type) {
        List<Expr> args = new ArrayList<>();
        args.add(value);
        for (var range : points.rangeSet.asRanges()) {
            RexNode point = BUILDER.makeLiteral(range.lowerEndpoint(), type, true);
            Expr constant = point instanceof RexLiteral literal ? Literals.of(literal) : null;
            if (constant == null) {
                throw ExprConverter.unsupported("IN " + points);
            }
            args.add(constant);
        }
        return inList(args, DataType.BOOLEAN.withNullable(value.type().nullable()));
    }

    /** Constants as the value's type, where all of them are that exactly. */
    private static Expr inList(List<Expr> args, DataType type) {
        Expr value = args.get(0);
        List<Expr> aligned = new ArrayList<>(List.of(value));
        for (Expr constant : args.subList(1, args.size())) {
            Expr cast = Casts.toHeldAs(constant, value.type());
            if (!(cast instanceof Literal)) {
                return anyEqual(args, type);
            }
            aligned.add(cast);
        }
        return new Call(Op.IN, aligned, type);
    }

    private static Expr anyEqual(List<Expr> args, DataType type) {
        List<Expr> equals = new ArrayList<>();
        for (Expr constant : args.subList(1, args.size())) {
            equals.add(new Call(Op.EQ, Comparisons.aligned(args.get(0), constant), type));
        }
        return new Call(Op.OR, equals, type);
    }
}

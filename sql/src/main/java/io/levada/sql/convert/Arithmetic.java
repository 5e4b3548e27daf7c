package io.levada.sql.convert;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Op;
import io.levada.core.function.CommonType;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic on numbers, times and intervals, operands cast to what the result needs. */
final class Arithmetic {
    private Arithmetic() {}

    static Expr of(String op, List<Expr> operands, DataType type) {
        if (type.kind().isNumeric()) {
            DataType wide = wide(operands, type).withNullable(type.nullable());
            return Casts.to(new Call(op, numbers(operands, type), wide), type);
        }
        return switch (type.kind()) {
            case INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH -> interval(op, operands, type);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> time(op, operands, type);
            default -> throw ExprConverter.unsupported(op + " giving " + type.sqlName());
        };
    }

    private static List<Expr> numbers(List<Expr> operands, DataType type) {
        List<Expr> cast = new ArrayList<>();
        boolean exact = operands.stream().anyMatch(o -> o.type().kind() == TypeKind.DECIMAL)
                && operands.stream().noneMatch(o -> isApproximate(o.type()));
        DataType wide = wide(operands, type);
        for (Expr operand : operands) {
            boolean decimal = operand.type().kind() == TypeKind.DECIMAL;
            if (exact) {
                cast.add(decimal ? operand : Casts.to(operand, CommonType.asDecimal(operand.type())));
            } else {
                cast.add(Casts.to(operand, wide));
            }
        }
        return cast;
    }

    /** The remainder of a BIGINT by an INT is an INT, but is taken of BIGINTs. */
    private static DataType wide(List<Expr> operands, DataType type) {
        DataType common = CommonType.of(operands.stream().map(Expr::type).toList());
        boolean wider = common != null
                && common.kind().isInteger()
                && type.kind().isInteger()
                && common.kind().compareTo(type.kind()) > 0;
        return wider && common != null ? common : type;
    }

    private static boolean isApproximate(DataType type) {
        return type.kind() == TypeKind.FLOAT || type.kind() == TypeKind.DOUBLE;
    }

    /** TIMESTAMP - TIMESTAMP, interval ± interval, interval * number. */
    private static Expr interval(String op, List<Expr> operands, DataType type) {
        Expr left = operands.get(0);
        Expr right = operands.get(1);
        if (isInterval(left.type()) && isInterval(right.type())) {
            return new Call(op, operands, type);
        }
        if (isInterval(left.type()) || isInterval(right.type())) {
            boolean number = op.equals(Op.TIMES) || op.equals(Op.DIVIDE);
            if (!number) {
                throw ExprConverter.unsupported(op + " of an interval and a number");
            }
            return isInterval(left.type()) ? new Call(op, operands, type) : new Call(op, List.of(right, left), type);
        }
        return new Call(op, Comparisons.aligned(left, right), type);
    }

    /** A time ± an interval, the time first. */
    private static Expr time(String op, List<Expr> operands, DataType type) {
        Expr left = operands.get(0);
        Expr right = operands.get(1);
        Expr time = isInterval(left.type()) ? right : left;
        Expr interval = isInterval(left.type()) ? left : right;
        return new Call(op, List.of(Casts.toHeldAs(time, type), interval), type);
    }

    private static boolean isInterval(DataType type) {
        return type.kind() == TypeKind.INTERVAL_DAY_TIME || type.kind() == TypeKind.INTERVAL_YEAR_MONTH;
    }
}

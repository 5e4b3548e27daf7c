package io.levada.testkit.expr;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.function.CommonType;
import io.levada.core.function.Functions;
import io.levada.core.function.ResolvedFunction;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Makes typed calls of untyped ones, as the front end would. */
public final class ResultTypes {
    private ResultTypes() {}

    /** A comparison, logic or test: BOOLEAN, nullable as {@code operands} are. */
    static Expr condition(String function, List<Expr> operands) {
        boolean total = function.startsWith("IS ");
        boolean nullable = !total && operands.stream().anyMatch(o -> o.type().nullable());
        return new Call(function, operands, DataType.BOOLEAN.withNullable(nullable));
    }

    /** Both sides cast to their common type, except decimals among themselves. */
    static Expr comparison(String function, Expr a, Expr b) {
        List<Expr> operands = new ArrayList<>(List.of(a, b));
        DataType common = CommonType.of(List.of(a.type(), b.type()));
        if (common == null) {
            throw new IllegalArgumentException(a.type() + " " + function + " " + b.type());
        }
        if (common.kind() != TypeKind.DECIMAL && !common.kind().isText()) {
            operands.replaceAll(o -> cast(o, common));
        }
        return condition(function, operands);
    }

    /** A cast where the kinds differ. */
    public static Expr cast(Expr expr, DataType type) {
        boolean same = expr.type().withNullable(true).equals(type.withNullable(true));
        return same
                ? expr
                : new Call(Op.CAST, List.of(expr), type.withNullable(expr.type().nullable()));
    }

    static Expr arithmetic(String op, Expr a, Expr b) {
        boolean nullable = a.type().nullable() || b.type().nullable();
        DataType type = resultOf(op, a.type(), b.type()).withNullable(nullable);
        boolean approximate = type.kind() == TypeKind.DOUBLE || type.kind() == TypeKind.FLOAT;
        boolean integer = type.kind().isInteger();
        List<Expr> operands = approximate || integer ? List.of(cast(a, type), cast(b, type)) : List.of(a, b);
        return new Call(op, operands, type);
    }

    private static DataType resultOf(String op, DataType a, DataType b) {
        if (!a.kind().isNumeric() || !b.kind().isNumeric()) {
            return temporal(a, b);
        }
        DataType common = CommonType.of(List.of(a, b));
        if (common == null || common.kind() != TypeKind.DECIMAL) {
            return java.util.Objects.requireNonNull(common);
        }
        DataType x = CommonType.asDecimal(a);
        DataType y = CommonType.asDecimal(b);
        int wholeX = x.precision() - x.scale();
        int wholeY = y.precision() - y.scale();
        int scale = Math.max(x.scale(), y.scale());
        return switch (op) {
            case Op.TIMES -> limited(x.precision() + y.precision(), x.scale() + y.scale());
            case Op.DIVIDE -> {
                int digits = Math.max(6, x.scale() + y.precision() + 1);
                yield limited(wholeX + y.scale() + digits, digits);
            }
            case Op.MOD -> limited(Math.min(wholeX, wholeY) + scale, scale);
            default -> limited(Math.max(wholeX, wholeY) + scale + 1, scale);
        };
    }

    private static DataType limited(int precision, int scale) {
        int over = Math.max(0, precision - DataType.MAX_DECIMAL_PRECISION);
        return DataType.decimal(precision - over, Math.max(0, scale - over));
    }

    private static DataType temporal(DataType a, DataType b) {
        boolean intervals = isInterval(a) && isInterval(b);
        if (intervals || isInterval(b) && !a.kind().isNumeric()) {
            return a;
        }
        return isInterval(a) && b.kind().isNumeric()
                ? a
                : isInterval(a) ? b : isInterval(b) ? b : DataType.of(TypeKind.INTERVAL_DAY_TIME);
    }

    private static boolean isInterval(DataType type) {
        return type.kind() == TypeKind.INTERVAL_DAY_TIME || type.kind() == TypeKind.INTERVAL_YEAR_MONTH;
    }

    /** A call of the function library; throws IllegalArgumentException when none fits. */
    static Expr function(String name, List<Expr> args) {
        List<DataType> types = args.stream().map(Expr::type).toList();
        ResolvedFunction resolved =
                Functions.resolve(name, types, i -> args.get(i) instanceof Literal literal ? literal.value() : null);
        if (resolved == null) {
            throw new IllegalArgumentException("no function " + name + types);
        }
        List<Expr> cast = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            cast.add(cast(args.get(i), resolved.parameters().get(i)));
        }
        return new Call(name, cast, resolved.result());
    }

    /** CASE or COALESCE whose branches get a common type. */
    static Expr branches(String function, List<Expr> args) {
        boolean isCase = function.equals(Op.CASE);
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            if (isBranch(isCase, i, args.size())) {
                types.add(args.get(i).type());
            }
        }
        DataType type = java.util.Objects.requireNonNull(CommonType.of(types));
        boolean nullable = isCase
                ? types.stream().anyMatch(DataType::nullable)
                : types.stream().allMatch(DataType::nullable);
        List<Expr> cast = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            cast.add(isBranch(isCase, i, args.size()) ? cast(args.get(i), type) : args.get(i));
        }
        return new Call(function, cast, type.withNullable(nullable));
    }

    private static boolean isBranch(boolean isCase, int index, int size) {
        return !isCase || index % 2 == 1 || index == size - 1;
    }
}

package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Op;
import io.levada.core.function.Decimals;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code + - * / %} and negation. */
final class Arithmetic {
    private Arithmetic() {}

    static Val compile(ExprCompiler compiler, Call call) {
        if (call.function().equals(Op.TIMES) && Wide.isPossible(call)) {
            Val wide = Wide.product(
                    compiler.body(), call, compiler.compileWide(call.arg(0)), compiler.compileWide(call.arg(1)));
            if (wide != null) {
                return wide;
            }
        }
        List<Val> arguments = compiler.compileAll(call.args());
        if (Body.anyNull(arguments).equals("true")) {
            return Val.nullOf(call.type());
        }
        if (call.function().equals(Op.NEGATE)) {
            return negate(compiler, call, arguments.get(0));
        }
        Val a = arguments.get(0);
        Val b = arguments.get(1);
        if (!a.type().kind().isNumeric() || !b.type().kind().isNumeric()) {
            return TemporalArithmetic.compile(compiler, call, a, b);
        }
        return call.type().kind() == TypeKind.DECIMAL
                ? decimal(compiler.body(), call, a, b)
                : primitive(compiler.body(), call.type(), call.function(), a, b);
    }

    private static Val negate(ExprCompiler compiler, Call call, Val a) {
        Body body = compiler.body();
        if (a.as() == JavaType.DECIMAL) {
            return body.strict(call.type(), List.of(a), JavaType.DECIMAL, () -> a.code() + ".negate()");
        }
        if (a.as() == JavaType.BOOLEAN || a.as() == JavaType.BYTES || a.as() == JavaType.OBJECT) {
            throw ExprCompiler.notFor(call, a.type());
        }
        return body.cheap(call.type(), List.of(a), narrow(call.type(), "-" + a.code()));
    }

    private static Val primitive(Body body, DataType type, String op, Val a, Val b) {
        String code = number(a, type) + " " + op + " " + number(b, type);
        boolean exact = type.kind().isInteger();
        if (exact && (op.equals(Op.DIVIDE) || op.equals(Op.MOD))) {
            return body.strict(type, List.of(a, b), JavaType.of(type), () -> narrow(type, code));
        }
        if (a.as() == JavaType.DECIMAL || b.as() == JavaType.DECIMAL) {
            return body.strict(type, List.of(a, b), JavaType.of(type), () -> narrow(type, code));
        }
        return body.cheap(type, List.of(a, b), narrow(type, code));
    }

    /** A number in the Java type of a result type that isn't DECIMAL. */
    static String number(Val value, DataType type) {
        JavaType as = JavaType.of(type);
        return switch (value.as()) {
            case DECIMAL, WIDE -> value.big() + "." + as.source() + "Value()";
            case UNSCALED ->
                "(" + as.source() + ") (" + value.code() + " / 1e"
                        + value.type().scale() + ")";
            default -> value.as() == as ? value.code() : "(" + as.source() + ") " + value.code();
        };
    }

    /** Arithmetic on TINYINT and SMALLINT is done in int and wraps around. */
    private static String narrow(DataType type, String code) {
        return switch (type.kind()) {
            case TINYINT -> "(byte) (" + code + ")";
            case SMALLINT -> "(short) (" + code + ")";
            default -> code;
        };
    }

    private static Val decimal(Body body, Call call, Val a, Val b) {
        DataType type = call.type();
        String fast = unscaled(call, a, b);
        if (fast != null) {
            return body.cheap(type, List.of(a, b), fast);
        }
        String exact = switch (call.function()) {
            case Op.PLUS -> a.big() + ".add(" + b.big() + ")";
            case Op.MINUS -> a.big() + ".subtract(" + b.big() + ")";
            case Op.TIMES -> a.big() + ".multiply(" + b.big() + ")";
            case Op.DIVIDE -> "Decimals.divide(" + a.big() + ", " + b.big() + ")";
            default -> "Decimals.remainder(" + a.big() + ", " + b.big() + ")";
        };
        String fit = "Decimals.fit(" + exact + ", " + type.precision() + ", " + type.scale() + ")";
        return body.nullable(type, List.of(a, b), JavaType.DECIMAL, "BigDecimal", "", false, () -> fit);
    }

    /** In longs, where no digits can be lost; null elsewhere. */
    private static @Nullable String unscaled(Call call, Val a, Val b) {
        DataType type = call.type();
        if (a.as() != JavaType.UNSCALED || b.as() != JavaType.UNSCALED || JavaType.of(type) != JavaType.UNSCALED) {
            return null;
        }
        int whole = type.precision() - type.scale();
        switch (call.function()) {
            case Op.PLUS, Op.MINUS -> {
                boolean fits = type.scale() >= a.type().scale()
                        && type.scale() >= b.type().scale()
                        && whole > a.type().precision() - a.type().scale()
                        && whole > b.type().precision() - b.type().scale();
                return fits ? scaled(a, type.scale()) + " " + call.function() + " " + scaled(b, type.scale()) : null;
            }
            case Op.TIMES -> {
                boolean fits = type.scale() == a.type().scale() + b.type().scale()
                        && type.precision() >= a.type().precision() + b.type().precision();
                return fits ? a.code() + " * " + b.code() : null;
            }
            default -> {
                return null;
            }
        }
    }

    /** An unscaled value brought to a scale that isn't smaller. */
    static String scaled(Val value, int scale) {
        int more = scale - value.type().scale();
        return more == 0 ? value.code() : value.code() + " * " + Decimals.power10(more) + "L";
    }
}

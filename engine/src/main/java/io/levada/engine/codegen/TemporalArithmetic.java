package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.List;

/** {@code + - * /} where an operand is a point in time or an interval. */
final class TemporalArithmetic {
    private TemporalArithmetic() {}

    static Val compile(ExprCompiler compiler, Call call, Val a, Val b) {
        Body body = compiler.body();
        DataType type = call.type();
        boolean minus = call.function().equals(Op.MINUS);
        if (call.function().equals(Op.TIMES) || call.function().equals(Op.DIVIDE)) {
            return scaledInterval(body, call, a, b);
        }
        if (!minus && !call.function().equals(Op.PLUS)) {
            throw ExprCompiler.notFor(call, a.type());
        }
        if (isInterval(a) && !isInterval(b) && !minus) {
            return compile(compiler, call, b, a);
        }
        if (isInterval(a) && a.type().kind() == b.type().kind()) {
            return body.cheap(type, List.of(a, b), a.code() + " " + call.function() + " " + b.code());
        }
        if (isInterval(b) && !isInterval(a)) {
            return body.cheap(type, List.of(a, b), moved(call, a, b, minus));
        }
        if (minus && isInterval(type)) {
            String later = micros(call, a);
            String earlier = micros(call, b);
            return body.cheap(
                    type,
                    List.of(a, b),
                    type.kind() == TypeKind.INTERVAL_YEAR_MONTH
                            ? "Times.monthsBetween(" + later + ", " + earlier + ")"
                            : "Math.floorDiv(" + later + ", 1000L) - Math.floorDiv(" + earlier + ", 1000L)");
        }
        throw ExprCompiler.notFor(call, a.type());
    }

    private static String moved(Call call, Val a, Val b, boolean minus) {
        String sign = minus ? "-" : "";
        String op = minus ? " - " : " + ";
        boolean months = b.type().kind() == TypeKind.INTERVAL_YEAR_MONTH;
        return switch (a.type().kind()) {
            case TIMESTAMP, TIMESTAMP_LTZ ->
                months
                        ? "Times.addMonths(" + a.code() + ", " + sign + b.code() + ")"
                        : a.code() + op + b.code() + " * 1000L";
            case DATE -> {
                if (call.type().kind() != TypeKind.DATE) {
                    String start = a.code() + " * Times.MICROS_PER_DAY";
                    yield months
                            ? "Times.addMonths(" + start + ", " + sign + b.code() + ")"
                            : start + op + b.code() + " * 1000L";
                }
                yield months
                        ? "Times.addMonthsToDate(" + a.code() + ", " + sign + b.code() + ")"
                        : a.code() + op + "(int) (" + b.code() + " / 86400000L)";
            }
            case TIME -> {
                if (months) {
                    throw ExprCompiler.notFor(call, b.type());
                }
                yield "Times.addToTime(" + a.code() + ", " + sign + b.code() + ")";
            }
            default -> throw ExprCompiler.notFor(call, a.type());
        };
    }

    private static String micros(Call call, Val value) {
        return switch (value.type().kind()) {
            case TIMESTAMP, TIMESTAMP_LTZ -> value.code();
            case DATE -> "(" + value.code() + " * Times.MICROS_PER_DAY)";
            case TIME -> "(" + value.code() + " * 1000L)";
            default -> throw ExprCompiler.notFor(call, value.type());
        };
    }

    private static Val scaledInterval(Body body, Call call, Val a, Val b) {
        Val interval = isInterval(a) ? a : b;
        Val factor = isInterval(a) ? b : a;
        boolean divides = call.function().equals(Op.DIVIDE);
        if (!isInterval(interval) || !factor.type().kind().isNumeric() || divides && interval != a) {
            throw ExprCompiler.notFor(call, (isInterval(a) ? b : a).type());
        }
        String target = JavaType.of(call.type()).source();
        String operator = divides ? " / " : " * ";
        boolean exact = factor.type().kind().isInteger();
        String code = exact
                ? "(" + target + ") (" + interval.code() + operator + factor.code() + ")"
                : "(" + target + ") (" + interval.code() + operator + Arithmetic.number(factor, DataType.DOUBLE) + ")";
        return body.strict(call.type(), List.of(a, b), JavaType.of(call.type()), () -> code);
    }

    private static boolean isInterval(Val value) {
        return isInterval(value.type());
    }

    private static boolean isInterval(DataType type) {
        return type.kind() == TypeKind.INTERVAL_YEAR_MONTH || type.kind() == TypeKind.INTERVAL_DAY_TIME;
    }
}

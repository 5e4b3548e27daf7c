package io.levada.engine.codegen;

import io.levada.core.data.Bytes;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code = <> < <= > >=}, IS [NOT] DISTINCT FROM, IN. */
final class Comparisons {
    /** Beyond this many constants IN looks the value up instead of comparing with each. */
    private static final int MOST_COMPARED = 4;

    private Comparisons() {}

    static Val compile(ExprCompiler compiler, Call call) {
        Body body = compiler.body();
        if (call.function().equals(Op.IN)) {
            return in(compiler, call, compiler.compile(call.arg(0)));
        }
        boolean distinct = call.function().equals(Op.IS_DISTINCT_FROM);
        if (distinct || call.function().equals(Op.IS_NOT_DISTINCT_FROM)) {
            return distinct(body, call, compiler.compile(call.arg(0)), compiler.compile(call.arg(1)), distinct);
        }
        Val wideA = compiler.compileWide(call.arg(0));
        Val wideB = compiler.compileWide(call.arg(1));
        boolean wide = wideA.as() == JavaType.WIDE || wideB.as() == JavaType.WIDE;
        Val a = wide ? wideA : compiler.compile(call.arg(0));
        Val b = wide ? wideB : compiler.compile(call.arg(1));
        String op = call.function().equals(Op.EQ) ? "==" : call.function().equals(Op.NE) ? "!=" : call.function();
        if (Body.anyNull(List.of(a, b)).equals("true")) {
            return Val.nullOf(call.type());
        }
        boolean reference = a.as().isReference() || b.as().isReference();
        return reference
                ? body.strict(call.type(), List.of(a, b), JavaType.BOOLEAN, () -> compare(call, a, op, b))
                : body.cheap(call.type(), List.of(a, b), compare(call, a, op, b));
    }

    private static String compare(Call call, Val a, String op, Val b) {
        boolean equality = op.equals("==") || op.equals("!=");
        if (a.as() == JavaType.OBJECT && b.as() == JavaType.OBJECT) {
            if (!equality) {
                throw ExprCompiler.notFor(call, a.type());
            }
            return (op.equals("==") ? "" : "!") + a.code() + ".equals(" + b.code() + ")";
        }
        if (a.as() == JavaType.BYTES && b.as() == JavaType.BYTES) {
            return equality
                    ? (op.equals("==") ? "" : "!") + "Values.equal(" + a.code() + ", " + b.code() + ")"
                    : a.code() + ".compareTo(" + b.code() + ") " + op + " 0";
        }
        if (a.as() == JavaType.BOOLEAN && b.as() == JavaType.BOOLEAN) {
            return equality
                    ? a.code() + " " + op + " " + b.code()
                    : "(" + a.code() + " ? 1 : 0) " + op + " (" + b.code() + " ? 1 : 0)";
        }
        if (isDecimal(a) || isDecimal(b)) {
            return decimals(call, a, op, b);
        }
        if (a.as().isReference()
                || b.as().isReference()
                || (a.as() == JavaType.BOOLEAN) != (b.as() == JavaType.BOOLEAN)) {
            throw ExprCompiler.notFor(call, b.type());
        }
        return a.code() + " " + op + " " + b.code();
    }

    private static String decimals(Call call, Val a, String op, Val b) {
        if (isApproximate(a) || isApproximate(b)) {
            return Arithmetic.number(a, DataType.DOUBLE) + " " + op + " " + Arithmetic.number(b, DataType.DOUBLE);
        }
        if (!a.type().kind().isNumeric() || !b.type().kind().isNumeric()) {
            throw ExprCompiler.notFor(call, b.type());
        }
        if (a.as() == JavaType.UNSCALED && b.as() == JavaType.UNSCALED) {
            int scale = Math.max(a.type().scale(), b.type().scale());
            if (a.type().precision() + scale - a.type().scale() <= JavaType.UNSCALED_DIGITS
                    && b.type().precision() + scale - b.type().scale() <= JavaType.UNSCALED_DIGITS) {
                return Arithmetic.scaled(a, scale) + " " + op + " " + Arithmetic.scaled(b, scale);
            }
        }
        String wide = Wide.compare(a, op, b);
        if (wide != null) {
            return wide;
        }
        return a.big() + ".compareTo(" + b.big() + ") " + op + " 0";
    }

    private static boolean isDecimal(Val value) {
        return switch (value.as()) {
            case UNSCALED, DECIMAL, WIDE -> true;
            default -> false;
        };
    }

    private static boolean isApproximate(Val value) {
        return value.as() == JavaType.FLOAT || value.as() == JavaType.DOUBLE;
    }

    private static Val distinct(Body body, Call call, Val a, Val b, boolean negated) {
        String same = a.alwaysNull() || b.alwaysNull() ? "false" : "(" + compare(call, a, "==", b) + ")";
        String variable = body.fresh("v");
        if (a.neverNull() && b.neverNull()) {
            body.line("boolean " + variable + " = " + (negated ? "!" : "") + same + ";");
        } else {
            String either = Body.anyNull(List.of(a, b));
            String equal = "(" + either + ") ? " + a.isNull() + " == " + b.isNull() + " : " + same;
            body.line("boolean " + variable + " = " + (negated ? "!" : "") + "(" + equal + ");");
        }
        return new Val(variable, "false", JavaType.BOOLEAN, call.type());
    }

    private static Val in(ExprCompiler compiler, Call call, Val a) {
        Body body = compiler.body();
        List<Expr> constants = call.args().subList(1, call.args().size());
        if (a.alwaysNull()) {
            return Val.nullOf(call.type());
        }
        boolean many = constants.size() > MOST_COMPARED && constants.stream().allMatch(Literal.class::isInstance);
        if (many && (a.as() == JavaType.INT || a.as() == JavaType.LONG)) {
            long[] sorted = constants.stream()
                    .mapToLong(c -> Literals.stored((Literal) c))
                    .toArray();
            Arrays.sort(sorted);
            String array = body.unit().constant(sorted, "long[]");
            return body.cheap(call.type(), List.of(a), "Values.in(" + a.code() + ", " + array + ")");
        }
        if (many && a.type().kind().isText()) {
            Set<Bytes> set = constants.stream()
                    .map(c -> Bytes.of((String) Objects.requireNonNull(((Literal) c).value())))
                    .collect(Collectors.toCollection(HashSet::new));
            String field = body.unit().constant(set, "Set");
            return body.strict(call.type(), List.of(a), JavaType.BOOLEAN, () -> field + ".contains(" + a.code() + ")");
        }
        List<Val> values = compiler.compileAll(constants);
        return body.strict(
                call.type(),
                List.of(a),
                JavaType.BOOLEAN,
                () -> values.stream().map(v -> compare(call, a, "==", v)).collect(Collectors.joining(" || ")));
    }
}

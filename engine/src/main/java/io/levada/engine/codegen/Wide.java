package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.function.CommonType;
import io.levada.core.function.Decimals;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DECIMALs of many digits without a BigDecimal: integers and literals as {@code long}s, and their products in two {@code
 * long}s, exact whatever the factors are. Their types say no more digits than they may have. They live until they are
 * compared, multiplied or written to a column; anything else gets a BigDecimal.
 */
final class Wide {
    private Wide() {}

    /** Whether a result may be wide. What isn't deterministic must not be computed a second time when it can't be. */
    static boolean isPossible(Call call) {
        return JavaType.of(call.type()) == JavaType.DECIMAL && Shapes.isDeterministic(call);
    }

    /** The product, or null where the factors or the result's type don't allow it. */
    static @Nullable Val product(Body body, Call call, Val a, Val b) {
        DataType type = call.type();
        if (!call.function().equals(Op.TIMES) || !isLong(a) || !isLong(b)) {
            return null;
        }
        DataType left = CommonType.asDecimal(a.type());
        DataType right = CommonType.asDecimal(b.type());
        int digits = left.precision() + right.precision();
        if (type.scale() != left.scale() + right.scale() || type.precision() < digits) {
            return null;
        }
        String isNull = body.nullVariable(Body.anyNull(List.of(a, b)));
        String variable = body.fresh("v");
        Val product = new Val(
                variable,
                isNull,
                JavaType.WIDE,
                DataType.decimal(digits, type.scale()).withNullable(type.nullable()));
        body.line("long " + variable + " = (long) " + a.code() + " * " + b.code() + ";");
        String high = "Math.multiplyHigh((long) " + a.code() + ", (long) " + b.code() + ")";
        if (body.assumesNarrow()) {
            assumeNarrow(body, a, bits(left), b, bits(right));
            high = variable + " >> 63";
        }
        body.line("long " + product.high() + " = " + high + ";");
        return product;
    }

    /** Assumes of the factors what makes their product a long. */
    private static void assumeNarrow(Body body, Val a, int bitsOfA, Val b, int bitsOfB) {
        if (bitsOfA + bitsOfB < Long.SIZE) {
            return;
        }
        int half = Long.SIZE / 2 - 1;
        int mostOfA = bitsOfB <= half ? Long.SIZE - 1 - bitsOfB : half;
        int mostOfB = bitsOfA <= half ? Long.SIZE - 1 - bitsOfA : half;
        if (bitsOfA > mostOfA) {
            body.assume(a.code(), mostOfA);
        }
        if (bitsOfB > mostOfB) {
            body.assume(b.code(), mostOfB);
        }
    }

    /** @return n for values of less than 2^n */
    private static int bits(DataType type) {
        return BigInteger.TEN.pow(type.precision()).bitLength();
    }

    /** A literal of a type of many digits that has few itself; null for all others. */
    static @Nullable Val literal(Literal literal) {
        if (JavaType.of(literal.type()) != JavaType.DECIMAL || !(literal.value() instanceof BigDecimal value)) {
            return null;
        }
        BigDecimal scaled = value.setScale(literal.type().scale());
        int digits = Math.max(scaled.precision(), Math.max(scaled.scale(), 1));
        if (digits > JavaType.UNSCALED_DIGITS) {
            return null;
        }
        String code = Literals.integer(scaled.unscaledValue().longValueExact());
        return new Val(code, "false", JavaType.UNSCALED, DataType.decimal(digits, scaled.scale()));
    }

    /** A cast that changes no value, of an integer or of what is wide already; null for all others. */
    static @Nullable Val cast(Val from, DataType to) {
        if (JavaType.of(to) != JavaType.DECIMAL || from.as() != JavaType.WIDE && !isLong(from)) {
            return null;
        }
        DataType exact = CommonType.asDecimal(from.type());
        return exact.scale() == to.scale() && exact.precision() <= to.precision() ? from.as(exact) : null;
    }

    /** Whether a value is held in another way than its expression's type asks for. */
    static boolean is(Val value, Expr expr) {
        return JavaType.of(expr.type()) == JavaType.DECIMAL && value.as() != JavaType.DECIMAL;
    }

    /** As a BigDecimal. */
    static Val whole(Body body, Val value, DataType type) {
        return value.alwaysNull() ? Val.nullOf(type) : body.strict(type, List.of(value), JavaType.DECIMAL, value::big);
    }

    /** How two numbers compare, one of them wide, without an object; null where that can't be. */
    static @Nullable String compare(Val a, String op, Val b) {
        if (a.as() != JavaType.WIDE) {
            return b.as() == JavaType.WIDE ? compare(b, mirrored(op), a) : null;
        }
        if (!isLong(b)) {
            return null;
        }
        DataType type = CommonType.asDecimal(b.type());
        int more = a.type().scale() - type.scale();
        if (more < 0 || type.precision() + more > JavaType.UNSCALED_DIGITS) {
            return null;
        }
        String other = more == 0 ? b.code() : b.code() + " * " + Decimals.power10(more) + "L";
        // Beyond a long the sign decides.
        String beyond = switch (op) {
            case "==" -> "false";
            case "!=" -> "true";
            default -> a.high() + (op.startsWith(">") ? " >= 0L" : " < 0L");
        };
        return "(" + a.high() + " == " + a.code() + " >> 63 ? " + a.code() + " " + op + " " + other + " : " + beyond
                + ")";
    }

    private static String mirrored(String op) {
        return switch (op.charAt(0)) {
            case '<' -> ">" + op.substring(1);
            case '>' -> "<" + op.substring(1);
            default -> op;
        };
    }

    private static boolean isLong(Val value) {
        return switch (value.as()) {
            case UNSCALED -> true;
            case INT, LONG -> value.type().kind().isInteger() || value.type().kind() == TypeKind.DECIMAL;
            default -> false;
        };
    }
}

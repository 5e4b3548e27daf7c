package io.levada.sql.convert;

import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes down conversions, and does those of constants at once. */
final class Casts {
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}");

    private Casts() {}

    /** The expression as that type, nullable when it is itself. */
    static Expr to(Expr expr, DataType target) {
        DataType type = target.withNullable(expr.type().nullable());
        if (sameButNullability(expr.type(), type)) {
            return expr;
        }
        if (expr instanceof Literal literal) {
            Literal folded = fold(literal, type);
            if (folded != null) {
                return folded;
            }
        }
        return new Call(Op.CAST, List.of(expr), type);
    }

    /** As {@link #to}, but leaves values alone that are held in the same way whatever the length or precision. */
    static Expr toHeldAs(Expr expr, DataType target) {
        TypeKind from = expr.type().kind();
        TypeKind to = target.kind();
        boolean bytes = (from == TypeKind.BINARY || from == TypeKind.VARBINARY)
                && (to == TypeKind.BINARY || to == TypeKind.VARBINARY);
        boolean sameTime = from == to && (from.isTimestamp() || from == TypeKind.TIME);
        if (from.isText() && to.isText() || bytes || sameTime) {
            return expr;
        }
        return to(expr, target);
    }

    static boolean sameButNullability(DataType a, DataType b) {
        if (a.kind() != b.kind()
                || a.precision() != b.precision()
                || a.scale() != b.scale()
                || a.fields().size() != b.fields().size()) {
            return false;
        }
        for (int i = 0; i < a.fields().size(); i++) {
            if (!sameButNullability(a.fields().get(i).type(), b.fields().get(i).type())) {
                return false;
            }
        }
        return true;
    }

    /** Null when the conversion may fail or lose something, so that it is left to the engine. */
    private static @Nullable Literal fold(Literal literal, DataType type) {
        Object value = literal.value();
        if (value == null) {
            return new Literal(null, type.withNullable(true));
        }
        if (value instanceof String text && literal.type().kind().isText()) {
            Object converted = text(text, type);
            return converted == null ? null : new Literal(converted, type);
        }
        if (value instanceof Number number && literal.type().kind().isNumeric()) {
            Object converted = number(new BigDecimal(number.toString()), type);
            return converted == null ? null : new Literal(converted, type);
        }
        return null;
    }

    private static @Nullable Object text(String text, DataType type) {
        return switch (type.kind()) {
            case VARCHAR -> text.codePointCount(0, text.length()) <= type.precision() ? text : null;
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                INTEGER.matcher(text).matches() ? number(new BigDecimal(text), type) : null;
            case DATE -> DATE.matcher(text).matches() ? parsed(() -> LocalDate.parse(text)) : null;
            case TIMESTAMP ->
                TIMESTAMP.matcher(text).matches() ? parsed(() -> LocalDateTime.parse(text.replace(' ', 'T'))) : null;
            default -> null;
        };
    }

    private static @Nullable Object parsed(Supplier<Object> parser) {
        try {
            return parser.get();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Object number(BigDecimal value, DataType type) {
        try {
            return switch (type.kind()) {
                case TINYINT -> value.byteValueExact();
                case SMALLINT -> value.shortValueExact();
                case INTEGER -> value.intValueExact();
                case BIGINT -> value.longValueExact();
                case FLOAT -> value.floatValue();
                case DOUBLE -> value.doubleValue();
                case DECIMAL -> {
                    BigDecimal scaled = value.setScale(type.scale());
                    yield scaled.precision() <= type.precision() ? scaled : null;
                }
                default -> null;
            };
        } catch (ArithmeticException e) {
            return null;
        }
    }
}

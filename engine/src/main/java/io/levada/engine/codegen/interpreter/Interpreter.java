package io.levada.engine.codegen.interpreter;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.ExprText;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.function.EvaluationContext;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import io.levada.engine.codegen.runtime.BoxedCast;
import io.levada.engine.codegen.runtime.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions over one row at a time, in the boxed forms that {@link Row} lists. */
public final class Interpreter {
    private final RowType input;

    public Interpreter(RowType input) {
        this.input = input;
    }

    /** Throws LevadaException EVALUATION that names the innermost expression that failed. */
    public @Nullable Object evaluate(Expr expr, Batch batch, int row, EvaluationContext context) {
        return switch (expr) {
            case InputRef ref -> Boxed.get(batch.column(ref.index()), ref.type(), row);
            case Literal literal -> literal.value();
            case Call call -> call(call, batch, row, context);
        };
    }

    private @Nullable Object call(Call call, Batch batch, int row, EvaluationContext context) {
        switch (call.function()) {
            case Op.AND -> {
                return connective(call, batch, row, context, false);
            }
            case Op.OR -> {
                return connective(call, batch, row, context, true);
            }
            case Op.CASE, "IF" -> {
                int last = call.args().size() - 1;
                for (int i = 0; i < last; i += 2) {
                    if (Boolean.TRUE.equals(evaluate(call.arg(i), batch, row, context))) {
                        return as(call.type(), call.arg(i + 1), batch, row, context);
                    }
                }
                return as(call.type(), call.arg(last), batch, row, context);
            }
            case Op.COALESCE, "IFNULL" -> {
                for (Expr argument : call.args()) {
                    Object value = as(call.type(), argument, batch, row, context);
                    if (value != null) {
                        return value;
                    }
                }
                return null;
            }
            default -> {
                List<@Nullable Object> arguments = new ArrayList<>();
                for (Expr argument : call.args()) {
                    arguments.add(evaluate(argument, batch, row, context));
                }
                try {
                    return apply(call, arguments, context);
                } catch (RuntimeException e) {
                    if (call.function().equals(Op.TRY_CAST)) {
                        return null;
                    }
                    throw EvaluationFailure.of(e, ExprText.of(call, input));
                }
            }
        }
    }

    /** A branch whose length or precision differs from the result's. */
    private @Nullable Object as(DataType type, Expr expr, Batch batch, int row, EvaluationContext context) {
        Object value = evaluate(expr, batch, row, context);
        boolean same = expr.type().withNullable(true).equals(type.withNullable(true));
        return same ? value : BoxedCast.of(expr.type(), type).apply(value, context.zone());
    }

    private @Nullable Object connective(Call call, Batch batch, int row, EvaluationContext context, boolean decides) {
        boolean sawNull = false;
        for (Expr argument : call.args()) {
            Object value = evaluate(argument, batch, row, context);
            if (value == null) {
                sawNull = true;
            } else if ((Boolean) value == decides) {
                return decides;
            }
        }
        return sawNull ? null : !decides;
    }

    private static @Nullable Object apply(Call call, List<@Nullable Object> arguments, EvaluationContext context) {
        Object a = arguments.isEmpty() ? null : arguments.get(0);
        switch (call.function()) {
            case Op.IS_NULL -> {
                return a == null;
            }
            case Op.IS_NOT_NULL -> {
                return a != null;
            }
            case Op.IS_TRUE -> {
                return Boolean.TRUE.equals(a);
            }
            case Op.IS_NOT_TRUE -> {
                return !Boolean.TRUE.equals(a);
            }
            case Op.IS_FALSE -> {
                return Boolean.FALSE.equals(a);
            }
            case Op.IS_NOT_FALSE -> {
                return !Boolean.FALSE.equals(a);
            }
            case Op.IS_DISTINCT_FROM -> {
                return !notDistinct(a, arguments.get(1));
            }
            case Op.IS_NOT_DISTINCT_FROM -> {
                return notDistinct(a, arguments.get(1));
            }
            case Op.ROW -> {
                return Values.row(arguments.toArray());
            }
            case Op.ARRAY -> {
                return Values.list(arguments.toArray());
            }
            case Op.MAP -> {
                return Values.map(arguments.toArray());
            }
            case Op.PROCTIME, Op.CURRENT_TIMESTAMP -> {
                return Boxed.toInstant(context.nowMicros() / 1000 * 1000);
            }
            case Op.CURRENT_WATERMARK -> {
                long watermark = context.watermarkMicros();
                return watermark == Watermark.NONE
                        ? null
                        : call.type().kind() == TypeKind.TIMESTAMP
                                ? Boxed.toLocalDateTime(watermark)
                                : Boxed.toInstant(watermark);
            }
            default -> {
                return strict(call, arguments, context);
            }
        }
    }

    private static boolean notDistinct(@Nullable Object a, @Nullable Object b) {
        return a == null || b == null ? a == b : Comparison.equal(a, b);
    }

    private static @Nullable Object strict(Call call, List<@Nullable Object> arguments, EvaluationContext context) {
        if (!Op.isOperator(call.function())) {
            return FunctionCall.apply(call, arguments, context);
        }
        if (arguments.contains(null)) {
            return null;
        }
        Object a = Objects.requireNonNull(arguments.get(0));
        Object b = arguments.size() > 1 ? Objects.requireNonNull(arguments.get(1)) : a;
        return switch (call.function()) {
            case Op.PLUS, Op.MINUS, Op.TIMES, Op.DIVIDE, Op.MOD, Op.NEGATE -> ArithmeticOperation.apply(call, a, b);
            case Op.EQ -> Comparison.equal(a, b);
            case Op.NE -> !Comparison.equal(a, b);
            case Op.LT -> Comparison.less(a, b);
            case Op.GT -> Comparison.less(b, a);
            case Op.LE -> Comparison.less(a, b) || Comparison.equal(a, b);
            case Op.GE -> Comparison.less(b, a) || Comparison.equal(a, b);
            case Op.NOT -> !(Boolean) a;
            case Op.IN -> arguments.stream().skip(1).anyMatch(c -> Comparison.equal(a, Objects.requireNonNull(c)));
            case Op.CAST, Op.TRY_CAST ->
                BoxedCast.of(call.arg(0).type(), call.type()).apply(a, context.zone());
            case Op.LIKE ->
                Comparison.like((String) a, (String) b, arguments.size() > 2 ? (String) arguments.get(2) : null);
            case Op.FIELD -> ((Row) a).get((Integer) b);
            case Op.ITEM -> {
                DataType container = call.arg(0).type();
                yield a instanceof Map<?, ?> map
                        ? map.get(BoxedCast.of(call.arg(1).type(), container.keyType())
                                .apply(b, context.zone()))
                        : Values.item(a, ((Number) b).intValue());
            }
            case Op.EXTRACT, Op.FLOOR_TO, Op.CEIL_TO -> TimePart.apply(call, a, b, context.zone());
            default -> throw new IllegalStateException(call.function());
        };
    }
}

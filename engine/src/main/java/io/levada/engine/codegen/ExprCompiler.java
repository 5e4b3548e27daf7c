package io.levada.engine.codegen;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Writes the statements that compute an expression at {@code row} into a {@link Body}. Start at {@link #compile}. */
final class ExprCompiler {
    private final Body body;

    ExprCompiler(Body body) {
        this.body = body;
    }

    Body body() {
        return body;
    }

    /** The value of an expression; one that is already known here is not computed again. */
    Val compile(Expr expr) {
        if (expr instanceof Literal literal) {
            return Literals.compile(body.unit(), literal);
        }
        Val value = compileWide(expr);
        if (!Wide.is(value, expr)) {
            return value;
        }
        Val whole = Wide.whole(body, value, expr.type());
        body.remember(expr, whole);
        return whole;
    }

    /** The same for those who can take a DECIMAL as {@link Wide} gives it. */
    Val compileWide(Expr expr) {
        if (expr instanceof Literal literal) {
            Val wide = Wide.literal(literal);
            return wide != null ? wide : Literals.compile(body.unit(), literal);
        }
        Val known = body.find(expr);
        if (known != null) {
            return known;
        }
        Val value = switch (expr) {
            case InputRef ref -> body.column(ref.index(), ref.type());
            case Call call -> body.unit().splitting().isOwn(call) ? ownMethod(call) : call(call);
            case Literal literal -> throw new IllegalStateException(literal.toString());
        };
        if (Shapes.isDeterministic(expr)) {
            body.remember(expr, value);
        }
        return value;
    }

    List<Val> compileAll(List<Expr> expressions) {
        // No stream: expressions may be thousands of calls deep, and its frames would count for each.
        List<Val> values = new ArrayList<>(expressions.size());
        for (Expr expr : expressions) {
            values.add(compile(expr));
        }
        return values;
    }

    private Val call(Call call) {
        if (call.method() != null) {
            return UserCalls.compile(this, call, call.method());
        }
        return switch (call.function()) {
            case Op.PLUS, Op.MINUS, Op.TIMES, Op.DIVIDE, Op.MOD, Op.NEGATE -> Arithmetic.compile(this, call);
            case Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE, Op.IS_DISTINCT_FROM, Op.IS_NOT_DISTINCT_FROM, Op.IN ->
                Comparisons.compile(this, call);
            case Op.AND,
                    Op.OR,
                    Op.NOT,
                    Op.IS_NULL,
                    Op.IS_NOT_NULL,
                    Op.IS_TRUE,
                    Op.IS_NOT_TRUE,
                    Op.IS_FALSE,
                    Op.IS_NOT_FALSE,
                    Op.CASE,
                    Op.COALESCE -> Logic.compile(this, call);
            case Op.CAST -> cast(call);
            case Op.TRY_CAST -> tryCast(call);
            case Op.LIKE -> like(call);
            case Op.ROW, Op.ARRAY, Op.MAP, Op.FIELD, Op.ITEM -> Structures.compile(this, call);
            case Op.EXTRACT, Op.FLOOR_TO, Op.CEIL_TO -> TimeParts.compile(this, call);
            case Op.PROCTIME, Op.CURRENT_TIMESTAMP ->
                new Val(
                        body.local("now", "final long now = context.nowMicros() / 1000L * 1000L;"),
                        "false",
                        JavaType.LONG,
                        call.type());
            case Op.CURRENT_WATERMARK -> currentWatermark(call);
            default -> FunctionCalls.compile(this, call);
        };
    }

    private Val cast(Call call) {
        Val wide = Wide.isPossible(call) ? Wide.cast(compileWide(call.arg(0)), call.type()) : null;
        return wide != null ? wide : Casts.cast(body, compile(call.arg(0)), call.type(), false);
    }

    private Val tryCast(Call call) {
        Val value = compile(call.arg(0));
        return Casts.cast(body, value, call.type(), true);
    }

    private Val currentWatermark(Call call) {
        body.local("watermark", "final long watermark = context.watermarkMicros();");
        return new Val("watermark", "(watermark == Watermark.NONE)", JavaType.LONG, call.type());
    }

    private Val like(Call call) {
        Val text = compile(call.arg(0));
        boolean constant = call.args().stream().skip(1).allMatch(Literal.class::isInstance);
        Val pattern = compile(call.arg(1));
        List<Val> arguments = new java.util.ArrayList<>(List.of(text, pattern));
        String escape = "null";
        if (call.args().size() > 2) {
            Val value = compile(call.arg(2));
            arguments.add(value);
            escape = value.code();
        }
        String escapeCode = escape;
        if (constant && !pattern.alwaysNull()) {
            String compiled = body.unit().constant(Literals.likePattern(call), "LikePattern");
            return body.strict(
                    call.type(), arguments, JavaType.BOOLEAN, () -> compiled + ".matches(" + text.code() + ")");
        }
        return body.strict(
                call.type(),
                arguments,
                JavaType.BOOLEAN,
                () -> "LikePattern.matches(" + text.code() + ", " + pattern.code() + ", (Bytes) " + escapeCode + ")");
    }

    /** A method of its own for an expression that would make this one too long to be compiled well. */
    private Val ownMethod(Call call) {
        String name = body.fresh("e");
        JavaType as = JavaType.of(call.type());
        Body inner = new Body(body.unit(), 2);
        Val computed = new ExprCompiler(inner).call(call);
        Val value = Wide.is(computed, call) ? Wide.whole(inner, computed, call.type()) : computed;
        String result = as == JavaType.UNSCALED || as == JavaType.DECIMAL ? value.big() : value.code();
        String type = as == JavaType.UNSCALED ? JavaType.DECIMAL.source() : as.source();
        body.unit().field("boolean " + name + "Null");
        inner.line("this." + name + "Null = " + value.isNull() + ";");
        inner.line("return "
                + (type.equals("BigDecimal") && !value.neverNull()
                        ? "this." + name + "Null ? null : " + result
                        : result)
                + ";");
        String header = "  private " + type + " " + name + "(Batch input, EvaluationContext context, int row) {\n";
        body.unit()
                .method("  // " + Shapes.comment(call, body.unit().input()) + "\n" + inner.source(header, "", "  }\n"));

        String variable = body.fresh("v");
        body.line(type + " " + variable + " = " + name + "(input, context, row);");
        String isNull = "false";
        if (!value.neverNull()) {
            isNull = body.fresh("b");
            body.line("boolean " + isNull + " = this." + name + "Null;");
        }
        return new Val(variable, isNull, as == JavaType.UNSCALED ? JavaType.DECIMAL : as, call.type());
    }

    static LevadaException notFor(Call call, DataType type) {
        return new LevadaException(
                ErrorCode.SQL_TYPE_MISMATCH, call.function() + " doesn't take a " + type.sqlName() + " here");
    }
}

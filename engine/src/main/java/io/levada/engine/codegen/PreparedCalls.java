package io.levada.engine.codegen;

import io.levada.core.data.Bytes;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.function.BadValueException;
import io.levada.core.function.Regex;
import io.levada.core.function.ResolvedFunction;
import io.levada.core.function.TimestampPattern;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of functions that read a format or an expression: where it is a literal, it is read once and not for each row. And
 * those that can go on from where a call before stopped.
 */
final class PreparedCalls {
    private PreparedCalls() {}

    /** Null for all other calls, and where the literal is wrong: the function says so when it is called. */
    static @Nullable Val compile(ExprCompiler compiler, Call call, ResolvedFunction resolved) {
        String literal = call.args().size() < 2 ? null : text(call.arg(1));
        if (literal == null) {
            return null;
        }
        DataType first = resolved.parameters().get(0);
        return switch (call.function()) {
            case "DATE_FORMAT" -> first.kind() == TypeKind.TIMESTAMP ? dateFormat(compiler, call, literal) : null;
            case "REGEXP_EXTRACT" -> extract(compiler, call, first, literal);
            case "SPLIT_INDEX" -> split(compiler, call, first, literal);
            default -> null;
        };
    }

    /** A splitter for each separator of one byte, shared by all calls with it. */
    private static @Nullable Val split(ExprCompiler compiler, Call call, DataType first, String separator) {
        if (separator.length() != 1 || separator.charAt(0) >= 128) {
            return null;
        }
        Body body = compiler.body();
        Val text = Casts.cast(body, compiler.compile(call.arg(0)), first, false);
        Val index = Casts.cast(body, compiler.compile(call.arg(2)), DataType.INTEGER, false);
        String splitter = body.unit().splitter(separator.charAt(0));
        return body.nullable(
                call.type(),
                List.of(text, index),
                JavaType.BYTES,
                "Bytes",
                "",
                false,
                () -> splitter + ".part(" + text.code() + ", " + index.code() + ")");
    }

    private static @Nullable String text(Expr expr) {
        return expr instanceof Literal literal && literal.value() instanceof String text ? text : null;
    }

    private static @Nullable Val dateFormat(ExprCompiler compiler, Call call, String format) {
        TimestampPattern pattern;
        try {
            pattern = new TimestampPattern(Bytes.of(format));
        } catch (BadValueException e) {
            return null;
        }
        Val time = compiler.compile(call.arg(0));
        String field = compiler.body().unit().constant(pattern, TimestampPattern.class.getName());
        return compiler.body()
                .strict(call.type(), List.of(time), JavaType.BYTES, () -> field + ".format(" + time.code() + ")");
    }

    private static @Nullable Val extract(ExprCompiler compiler, Call call, DataType first, String expression) {
        Regex regex = Regex.of(Bytes.of(expression));
        int group = 0;
        if (call.args().size() > 2) {
            if (!(call.arg(2) instanceof Literal literal && literal.value() instanceof Integer number)) {
                return null;
            }
            group = number;
        }
        if (regex == null) {
            return null;
        }
        Body body = compiler.body();
        Val text = Casts.cast(body, compiler.compile(call.arg(0)), first, false);
        String code =
                body.unit().constant(regex, Regex.class.getName()) + ".extract(" + text.code() + ", " + group + ")";
        return body.nullable(call.type(), List.of(text), JavaType.BYTES, "Bytes", "", false, () -> code);
    }
}

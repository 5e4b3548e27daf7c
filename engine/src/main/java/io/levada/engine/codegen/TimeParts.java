package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.function.TimeField;
import java.util.List;
import java.util.Objects;

/** EXTRACT, FLOOR and CEIL of points in time. */
final class TimeParts {
    private TimeParts() {}

    static Val compile(ExprCompiler compiler, Call call) {
        boolean extract = call.function().equals(Op.EXTRACT);
        TimeField field = field(call, extract ? 0 : 1);
        Val time = compiler.compile(call.arg(extract ? 1 : 0));
        String unit = "TimeField." + field;
        Body body = compiler.body();
        if (extract) {
            String code = extract(body, call, unit, time);
            return body.strict(call.type(), List.of(time), JavaType.LONG, () -> code);
        }
        String method = call.function().equals(Op.FLOOR_TO) ? ".floor" : ".ceil";
        String code = switch (time.type().kind()) {
            case DATE -> unit + method + "Date(" + time.code() + ")";
            case TIMESTAMP -> unit + method + "(" + time.code() + ")";
            case TIMESTAMP_LTZ ->
                "Times.toInstant(" + unit + method + "(Times.toLocal(" + time.code() + ", " + body.zone() + ")), "
                        + body.zone() + ")";
            case TIME -> "(int) Math.floorMod(" + unit + method + "(" + time.code() + " * 1000L) / 1000L, 86400000L)";
            default -> throw ExprCompiler.notFor(call, time.type());
        };
        return body.strict(call.type(), List.of(time), JavaType.of(call.type()), () -> code);
    }

    private static String extract(Body body, Call call, String unit, Val time) {
        return switch (time.type().kind()) {
            case DATE -> unit + ".ofDate(" + time.code() + ")";
            case TIMESTAMP -> unit + ".of(" + time.code() + ")";
            case TIMESTAMP_LTZ ->
                unit.endsWith(".EPOCH")
                        ? unit + ".of(" + time.code() + ")"
                        : unit + ".of(Times.toLocal(" + time.code() + ", " + body.zone() + "))";
            case TIME -> unit + ".of(" + time.code() + " * 1000L)";
            case INTERVAL_YEAR_MONTH -> unit + ".ofMonths(" + time.code() + ")";
            case INTERVAL_DAY_TIME -> unit + ".ofMillis(" + time.code() + ")";
            default -> throw ExprCompiler.notFor(call, time.type());
        };
    }

    static TimeField field(Call call, int argument) {
        return TimeField.of((String) Objects.requireNonNull(((Literal) call.arg(argument)).value()));
    }
}

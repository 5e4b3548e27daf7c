package io.levada.engine.codegen;

import io.levada.core.expr.Call;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.util.List;
import java.util.stream.Collectors;

/** ROW, ARRAY and MAP values, whose elements are boxed. */
final class Structures {
    private Structures() {}

    static Val compile(ExprCompiler compiler, Call call) {
        List<Val> arguments = compiler.compileAll(call.args());
        Body body = compiler.body();
        return switch (call.function()) {
            case Op.ROW ->
                body.strict(call.type(), List.of(), JavaType.OBJECT, () -> "Values.row(" + objects(arguments) + ")");
            case Op.ARRAY ->
                body.strict(call.type(), List.of(), JavaType.OBJECT, () -> "Values.list(" + objects(arguments) + ")");
            case Op.MAP ->
                body.strict(call.type(), List.of(), JavaType.OBJECT, () -> "Values.map(" + objects(arguments) + ")");
            case Op.FIELD -> field(body, call, arguments.get(0));
            default -> item(body, call, arguments.get(0), arguments.get(1));
        };
    }

    private static String objects(List<Val> values) {
        return values.stream().map(Structures::box).collect(Collectors.joining(", ", "new Object[] {", "}"));
    }

    private static Val field(Body body, Call call, Val row) {
        Object index = ((Literal) call.arg(1)).value();
        return unboxed(body, call.type(), List.of(row), "((Row) " + row.code() + ").get(" + index + ")");
    }

    private static Val item(Body body, Call call, Val container, Val key) {
        return unboxed(
                body,
                call.type(),
                List.of(container, key),
                container.type().kind() == TypeKind.MAP
                        ? "((Map) " + container.code() + ").get("
                                + box(Casts.cast(body, key, container.type().keyType(), false)) + ")"
                        : "Values.item(" + container.code() + ", (int) " + key.code() + ")");
    }

    /** An object in boxed form, null for NULL, as a value of a type. */
    static Val unboxed(Body body, DataType type, List<Val> arguments, String code) {
        JavaType as = JavaType.of(type);
        JavaType held = as == JavaType.UNSCALED ? JavaType.DECIMAL : as;
        String nulls = Body.anyNull(arguments);
        if (nulls.equals("true")) {
            return Val.nullOf(type);
        }
        String variable = body.fresh("v");
        String isNull = body.fresh("b");
        String object = body.fresh("v");
        body.line(held.source() + " " + variable + " = " + held.zero() + ";");
        body.line("boolean " + isNull + " = true;");
        body.open(nulls.equals("false") ? "" : "if (!(" + nulls + "))");
        body.line("final Object " + object + " = " + code + ";");
        body.open("if (" + object + " != null)");
        body.line(variable + " = " + unbox(type, object) + ";");
        body.line(isNull + " = false;");
        body.close();
        body.close();
        return new Val(variable, isNull, held, type);
    }

    private static String unbox(DataType type, String object) {
        return switch (type.kind()) {
            case BOOLEAN -> "((Boolean) " + object + ").booleanValue()";
            case TINYINT, SMALLINT, INTEGER -> "((Number) " + object + ").intValue()";
            case BIGINT -> "((Number) " + object + ").longValue()";
            case FLOAT -> "((Number) " + object + ").floatValue()";
            case DOUBLE -> "((Number) " + object + ").doubleValue()";
            case DECIMAL -> "((BigDecimal) " + object + ").setScale(" + type.scale() + ")";
            case CHAR, VARCHAR -> "Bytes.of((String) " + object + ")";
            case BINARY, VARBINARY -> "(Bytes) " + object;
            case DATE -> "(int) ((java.time.LocalDate) " + object + ").toEpochDay()";
            case TIME -> "Values.millis(" + object + ")";
            case TIMESTAMP -> "Boxed.toMicros((java.time.LocalDateTime) " + object + ")";
            case TIMESTAMP_LTZ -> "Boxed.toMicros((java.time.Instant) " + object + ")";
            case INTERVAL_YEAR_MONTH -> "(int) ((java.time.Period) " + object + ").toTotalMonths()";
            case INTERVAL_DAY_TIME -> "((java.time.Duration) " + object + ").toMillis()";
            case ROW, ARRAY, MAP -> object;
            case NULL -> "0";
        };
    }

    /** A value as an object in boxed form, null for NULL. */
    static String box(Val value) {
        if (value.alwaysNull()) {
            return "null";
        }
        String code = value.code();
        String boxed = switch (value.type().kind()) {
            case BOOLEAN -> "Boolean.valueOf(" + code + ")";
            case TINYINT -> "Byte.valueOf((byte) " + code + ")";
            case SMALLINT -> "Short.valueOf((short) " + code + ")";
            case INTEGER -> "Integer.valueOf(" + code + ")";
            case BIGINT -> "Long.valueOf(" + code + ")";
            case FLOAT -> "Float.valueOf(" + code + ")";
            case DOUBLE -> "Double.valueOf(" + code + ")";
            case DECIMAL -> value.big();
            case CHAR, VARCHAR -> code + ".toString()";
            case BINARY, VARBINARY -> "Bytes.of(" + code + ".toByteArray())";
            case DATE -> "java.time.LocalDate.ofEpochDay((long) " + code + ")";
            case TIME -> "Values.time(" + code + ")";
            case TIMESTAMP -> "Boxed.toLocalDateTime(" + code + ")";
            case TIMESTAMP_LTZ -> "Boxed.toInstant(" + code + ")";
            case INTERVAL_YEAR_MONTH -> "java.time.Period.ofMonths(" + code + ")";
            case INTERVAL_DAY_TIME -> "java.time.Duration.ofMillis(" + code + ")";
            case ROW, ARRAY, MAP -> code;
            case NULL -> "null";
        };
        return value.neverNull()
                ? "(Object) " + boxed
                : "(" + value.isNull() + " ? (Object) null : (Object) " + boxed + ")";
    }
}

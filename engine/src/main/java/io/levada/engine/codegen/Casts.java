package io.levada.engine.codegen;

import io.levada.core.function.Decimals;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import io.levada.engine.codegen.runtime.BoxedCast;
import io.levada.engine.codegen.runtime.CastRules;
import java.util.List;

/** CAST and TRY_CAST as code; Flink's rules (its "non-legacy" ones). */
final class Casts {
    private final Body body;
    private final Val from;
    private final DataType to;
    private final boolean tryCast;

    private Casts(Body body, Val from, DataType to, boolean tryCast) {
        this.body = body;
        this.from = from;
        this.to = to;
        this.tryCast = tryCast;
    }

    static Val cast(Body body, Val from, DataType to, boolean tryCast) {
        if (from.type().kind() == TypeKind.NULL || from.alwaysNull()) {
            return Val.nullOf(to);
        }
        if (CastRules.keepsValues(from.type(), to)) {
            return from.as(to);
        }
        return new Casts(body, from, to, tryCast).cast();
    }

    /** Throws SQL_TYPE_MISMATCH when there is no such cast. */
    private Val cast() {
        CastRules.check(from.type(), to);
        return switch (to.kind()) {
            case BOOLEAN ->
                from.type().kind().isText()
                        ? parse("NumberText.parseBoolean(" + from.code() + ")")
                        : simple(from.code() + " != 0");
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> toInteger();
            case FLOAT, DOUBLE -> toApproximate();
            case DECIMAL -> toDecimal();
            case CHAR, VARCHAR -> toText();
            case BINARY, VARBINARY -> toBinary();
            case DATE -> toDate();
            case TIME -> toTime();
            case TIMESTAMP, TIMESTAMP_LTZ -> toTimestamp();
            case ROW, ARRAY, MAP -> structured();
            case NULL -> Val.nullOf(to);
        };
    }

    /** Can't fail, whatever lies under a NULL. */
    private Val simple(String code) {
        return body.cheap(to, List.of(from), code);
    }

    private Val parse(String code) {
        JavaType as = JavaType.of(to);
        return tryCast
                ? body.nullable(to, List.of(from), as, as.source(), "", true, () -> code)
                : body.strict(to, List.of(from), as, () -> code);
    }

    private Val toInteger() {
        String wide = switch (from.as()) {
            case BOOLEAN -> "(" + from.code() + " ? 1 : 0)";
            case UNSCALED ->
                from.type().scale() == 0
                        ? from.code()
                        : "(" + from.code() + " / "
                                + Decimals.power10(from.type().scale()) + "L)";
            default -> from.code();
        };
        if (from.as() == JavaType.DECIMAL) {
            return body.strict(
                    to, List.of(from), JavaType.of(to), () -> narrow("Decimals.toLong(" + from.code() + ")"));
        }
        if (from.as() == JavaType.BYTES) {
            return switch (to.kind()) {
                case TINYINT -> parse("NumberText.parseInt(" + wide + ", 8)");
                case SMALLINT -> parse("NumberText.parseInt(" + wide + ", 16)");
                case INTEGER -> parse("NumberText.parseInt(" + wide + ", 32)");
                default -> parse("NumberText.parseLong(" + wide + ")");
            };
        }
        return simple(narrow(wide));
    }

    private String narrow(String code) {
        return switch (to.kind()) {
            case TINYINT -> "(byte) " + code;
            case SMALLINT -> "(short) " + code;
            case BIGINT, INTERVAL_DAY_TIME -> "(long) " + code;
            default -> "(int) " + code;
        };
    }

    private Val toApproximate() {
        String type = JavaType.of(to).source();
        return switch (from.as()) {
            case BYTES -> parse("NumberText.parse" + (type.equals("float") ? "Float(" : "Double(") + from.code() + ")");
            case DECIMAL ->
                body.strict(
                        to, List.of(from), JavaType.of(to), () -> "(" + type + ") " + from.code() + ".doubleValue()");
            // As Flink divides, which for more than 53 bits isn't the nearest double.
            case UNSCALED ->
                simple("(" + type + ") (((double) " + from.code() + ") / 1e"
                        + from.type().scale() + ")");
            case BOOLEAN -> simple("(" + from.code() + " ? 1 : 0)");
            default -> simple("(" + type + ") " + from.code());
        };
    }

    private Val toDecimal() {
        int room = to.precision() - to.scale();
        String limits = ", " + to.precision() + ", " + to.scale() + ")";
        if (from.as() == JavaType.BYTES) {
            return big("NumberText.parseDecimal(" + from.code() + limits, tryCast);
        }
        if (from.as() == JavaType.DOUBLE || from.as() == JavaType.FLOAT) {
            return big("Decimals.fit(BigDecimal.valueOf((double) " + from.code() + ")" + limits, tryCast);
        }
        if (from.as() == JavaType.BOOLEAN) {
            return big("Decimals.fit(BigDecimal.valueOf(" + from.code() + " ? 1L : 0L)" + limits, false);
        }
        DataType exact = io.levada.core.function.CommonType.asDecimal(from.type());
        if (from.as() != JavaType.DECIMAL && JavaType.of(to) == JavaType.UNSCALED) {
            return inLongs(exact.scale(), exact.precision() - exact.scale() <= room);
        }
        return big("Decimals.fit(" + from.big() + limits, false);
    }

    /** From a long to a long: no BigDecimal is made. NULL where there are too many digits. */
    private Val inLongs(int scale, boolean wholeFits) {
        String value = "(long) " + from.code();
        int more = to.scale() - scale;
        // More digits than the type has: of the value when its scale grows, else of what it is rounded to.
        long limit = Decimals.power10(more >= 0 ? to.precision() - more : to.precision());
        if (more < 0) {
            value = body.fresh("v");
            String rounded = "Decimals.roundUnscaled(" + from.code() + ", " + Decimals.power10(-more) + "L)";
            body.line("long " + value + " = " + rounded + ";");
        }
        String result = more > 0 ? value + " * " + Decimals.power10(more) + "L" : value;
        if (wholeFits && more >= 0) {
            return simple(result);
        }
        String variable = body.fresh("v");
        String isNull = body.fresh("b");
        String nulls = from.neverNull() ? "" : from.isNull() + " || ";
        body.line("boolean " + isNull + " = " + nulls + value + " <= -" + limit + "L || " + value + " >= " + limit
                + "L;");
        body.line("long " + variable + " = " + result + ";");
        return new Val(variable, isNull, JavaType.UNSCALED, to);
    }

    private Val big(String code, boolean failureIsNull) {
        return body.nullable(to, List.of(from), JavaType.DECIMAL, "BigDecimal", "", failureIsNull, () -> code);
    }

    private Val toText() {
        String text = switch (from.type().kind()) {
            case CHAR, VARCHAR, BINARY, VARBINARY -> from.code();
            case DECIMAL -> "NumberText.format(" + from.big() + ")";
            case DATE -> "TimeText.formatDate(" + from.code() + ")";
            case TIME ->
                "TimeText.formatTime(" + from.code() + ", " + from.type().precision() + ")";
            case TIMESTAMP ->
                "TimeText.formatTimestamp(" + from.code() + ", " + from.type().precision() + ")";
            case TIMESTAMP_LTZ ->
                "TimeText.formatTimestamp(Times.toLocal(" + from.code() + ", " + body.zone() + "), "
                        + from.type().precision() + ")";
            case INTERVAL_YEAR_MONTH -> "TimeText.formatMonths(" + from.code() + ")";
            case INTERVAL_DAY_TIME -> "TimeText.formatDayTime(" + from.code() + ")";
            case ROW, ARRAY, MAP -> "Bytes.of((String) " + boxedCast(DataType.STRING) + ")";
            default -> "NumberText.format(" + from.code() + ")";
        };
        String sized = to.kind() == TypeKind.CHAR
                ? "TextSizes.character(" + text + ", " + to.precision() + ")"
                : to.precision() == DataType.MAX_LENGTH
                        ? text
                        : "TextSizes.varchar(" + text + ", " + to.precision() + ")";
        return body.strict(to, List.of(from), JavaType.BYTES, () -> sized);
    }

    private Val toBinary() {
        String sized = to.kind() == TypeKind.BINARY
                ? "TextSizes.binary(" + from.code() + ", " + to.precision() + ")"
                : "TextSizes.varbinary(" + from.code() + ", " + to.precision() + ")";
        return body.strict(to, List.of(from), JavaType.BYTES, () -> sized);
    }

    private Val toDate() {
        return switch (from.type().kind()) {
            case TIMESTAMP -> simple("Times.toDate(" + from.code() + ")");
            case TIMESTAMP_LTZ -> simple("Times.toDate(Times.toLocal(" + from.code() + ", " + body.zone() + "))");
            default -> parse("TimeText.parseDate(" + from.code() + ")");
        };
    }

    private Val toTime() {
        String precision = ", " + to.precision() + ")";
        return switch (from.type().kind()) {
            case TIMESTAMP -> simple("Times.truncateTime(Times.toTime(" + from.code() + ")" + precision);
            case TIMESTAMP_LTZ ->
                simple("Times.truncateTime(Times.toTime(Times.toLocal(" + from.code() + ", " + body.zone() + "))"
                        + precision);
            case TIME -> simple("Times.truncateTime(" + from.code() + precision);
            default -> parse("Times.truncateTime(TimeText.parseTime(" + from.code() + ")" + precision);
        };
    }

    private Val toTimestamp() {
        boolean toInstant = to.kind() == TypeKind.TIMESTAMP_LTZ;
        boolean fromInstant = from.type().kind() == TypeKind.TIMESTAMP_LTZ;
        String local = switch (from.type().kind()) {
            case DATE -> from.code() + " * Times.MICROS_PER_DAY";
            case TIME -> from.code() + " * 1000L";
            case TIMESTAMP, TIMESTAMP_LTZ -> from.code();
            default -> "TimeText.parseTimestamp(" + from.code() + ", " + to.precision() + ")";
        };
        if (fromInstant && !toInstant) {
            local = "Times.toLocal(" + local + ", " + body.zone() + ")";
        } else if (toInstant && !fromInstant) {
            local = "Times.toInstant(" + local + ", " + body.zone() + ")";
        }
        boolean text = from.type().kind().isText();
        boolean cut = !text && from.type().precision() > to.precision();
        String code = cut ? "Times.truncate(" + local + ", " + to.precision() + ")" : local;
        return text ? parse(code) : simple(code);
    }

    private Val structured() {
        return body.nullable(to, List.of(from), JavaType.OBJECT, "Object", "", tryCast, () -> boxedCast(to));
    }

    private String boxedCast(DataType target) {
        String cast = body.unit().constant(BoxedCast.of(from.type(), target), "BoxedCast");
        return cast + ".apply(" + from.code() + ", " + body.zone() + ")";
    }
}

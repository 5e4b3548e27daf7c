package io.levada.engine.codegen;

import io.levada.core.type.DataType;

/**
 * A value in generated code.
 *
 * @param code a Java expression without effects, cheap enough to be written more than once; undefined under NULL
 * @param isNull a Java expression: {@code false}, {@code true} or a variable
 * @param as how {@code code} holds the value; for a DECIMAL either form
 */
record Val(String code, String isNull, JavaType as, DataType type) {
    static Val notNull(String code, DataType type) {
        return new Val(code, "false", JavaType.of(type), type);
    }

    static Val nullOf(DataType type) {
        return new Val(JavaType.of(type).zero(), "true", JavaType.of(type), type);
    }

    boolean neverNull() {
        return isNull.equals("false");
    }

    boolean alwaysNull() {
        return isNull.equals("true");
    }

    /** For a BOOLEAN: whether it is TRUE, not NULL. */
    String isTrue() {
        return neverNull()
                ? code
                : alwaysNull() || code.equals("false") ? "false" : "(!" + isNull + " && " + code + ")";
    }

    /** For a BOOLEAN: whether it is FALSE, not NULL. */
    String isFalse() {
        if (alwaysNull() || code.equals("true")) {
            return "false";
        }
        String negated = code.equals("false") ? "true" : "!" + code;
        return neverNull() ? negated : "(!" + isNull + " && " + negated + ")";
    }

    Val as(DataType newType) {
        return new Val(code, isNull, as, newType);
    }

    /** A DECIMAL, or an integer, as a BigDecimal. */
    String big() {
        return switch (as) {
            case DECIMAL -> code;
            case WIDE -> "DecimalColumn.toBigDecimal(" + high() + ", " + code + ", " + type.scale() + ")";
            case UNSCALED -> "BigDecimal.valueOf(" + code + ", " + type.scale() + ")";
            default -> "BigDecimal.valueOf((long) " + code + ")";
        };
    }

    /** The variable that holds the high half of a value that is {@link JavaType#WIDE}. */
    String high() {
        return code + "h";
    }

    /** A DECIMAL of at most 18 digits as its unscaled value. */
    String unscaled() {
        return as == JavaType.DECIMAL ? code + ".unscaledValue().longValue()" : code;
    }
}

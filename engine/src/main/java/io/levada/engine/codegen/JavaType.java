package io.levada.engine.codegen;

import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;

/** The Java types in which generated code holds values. */
enum JavaType {
    BOOLEAN("boolean", "false"),
    INT("int", "0"),
    LONG("long", "0L"),
    FLOAT("float", "0f"),
    DOUBLE("double", "0d"),
    /** A DECIMAL of at most 18 digits: its unscaled value, the scale is the type's. */
    UNSCALED("long", "0L"),
    DECIMAL("BigDecimal", "null"),
    /**
     * A DECIMAL of 128 bits between two operations: its low half, the high half in a variable of that name with an
     * {@code h}. No type is held so from the start; see {@link Wide}.
     */
    WIDE("long", "0L"),
    BYTES("Bytes", "null"),
    OBJECT("Object", "null");

    /** The digits of a DECIMAL that a {@code long} holds whatever they are. */
    static final int UNSCALED_DIGITS = 18;

    private final String source;
    private final String zero;

    JavaType(String source, String zero) {
        this.source = source;
        this.zero = zero;
    }

    static JavaType of(DataType type) {
        if (type.kind() == TypeKind.BOOLEAN) {
            return BOOLEAN;
        }
        return switch (type.storage()) {
            case INT -> INT;
            case LONG -> LONG;
            case DOUBLE -> type.kind() == TypeKind.FLOAT ? FLOAT : DOUBLE;
            case DECIMAL -> type.precision() <= UNSCALED_DIGITS ? UNSCALED : DECIMAL;
            case BYTES -> BYTES;
            case OBJECT -> OBJECT;
        };
    }

    String source() {
        return source;
    }

    /** What a variable holds under NULL. */
    String zero() {
        return zero;
    }

    boolean isReference() {
        return zero.equals("null");
    }
}

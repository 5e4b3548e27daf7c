package io.levada.core.expr;

import io.levada.core.type.DataType;
import org.jspecify.annotations.Nullable;

/** A constant in the boxed form that {@link io.levada.core.data.Row} lists; null is NULL. */
public record Literal(@Nullable Object value, DataType type) implements Expr {
    @Override
    public String toString() {
        return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }
}

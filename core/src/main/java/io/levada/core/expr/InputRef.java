package io.levada.core.expr;

import io.levada.core.type.DataType;

/** The value of an input column. */
public record InputRef(int index, DataType type) implements Expr {
    public InputRef {
        if (index < 0) {
            throw new IllegalArgumentException("column " + index);
        }
    }

    @Override
    public String toString() {
        return "$" + index;
    }
}

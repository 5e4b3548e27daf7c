package io.levada.core.expr;

import io.levada.core.type.DataType;

/** A scalar expression: immutable, typed, bound to column indexes. */
public sealed interface Expr permits InputRef, Literal, Call {
    DataType type();
}

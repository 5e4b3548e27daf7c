package io.levada.core.plan;

/** Which rows of a join are told besides, or instead of, the pairs that match. */
public enum JoinKind {
    INNER,
    /** Left rows without a partner too, padded with NULLs. */
    LEFT,
    /** Right rows without a partner too. */
    RIGHT,
    FULL,
    /** Left rows that have a partner, once, without the partner's columns. */
    SEMI,
    /** Left rows that have none. */
    ANTI;

    /** Whether left rows without a partner are told. */
    public boolean keepsLeft() {
        return this == LEFT || this == FULL || this == ANTI;
    }

    /** Whether right rows without a partner are told. */
    public boolean keepsRight() {
        return this == RIGHT || this == FULL;
    }

    /** Whether only left columns come out. */
    public boolean leftOnly() {
        return this == SEMI || this == ANTI;
    }
}

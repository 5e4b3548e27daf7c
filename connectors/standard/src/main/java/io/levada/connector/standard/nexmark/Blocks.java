package io.levada.connector.standard.nexmark;

/**
 * How splits share the stream: of {@code n} splits, split {@code i} has every {@code n}th block from block {@code i} on.
 * The set of events is the same however many splits there are.
 */
public final class Blocks {
    /** Events that lie together: so many that batches are full, so few that splits stay near each other. */
    public static final long SIZE = 5_000;

    private Blocks() {}

    /** The place of a split's first event. */
    public static long first(int split) {
        return split * SIZE;
    }

    /** The end of the block in which a place lies. */
    public static long end(long place) {
        return (place / SIZE + 1) * SIZE;
    }

    /** Where a split of so many goes on that has read up to a place behind its last event. */
    public static long next(long place, int splits) {
        return place % SIZE == 0 ? place + (splits - 1) * SIZE : place;
    }
}

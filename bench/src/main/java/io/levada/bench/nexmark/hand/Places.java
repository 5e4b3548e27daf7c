package io.levada.bench.nexmark.hand;

/** Numbers from 0 for ids, so that a loop can keep what it knows of an id in arrays. */
public interface Places {
    /** The number of an id, which becomes known by it. */
    int of(long id);

    /** The number of an id that may be unknown: then -1, or one that nothing was kept for. */
    int find(long id);

    /** The id of a number that was given out. */
    long id(int place);

    /** One more than the greatest number. */
    int limit();

    /** Finds ids as any program must that knows nothing of them: in a table of its own. */
    static Places hashed(int limit) {
        return new HashedPlaces(limit);
    }

    /** Knows that ids are given out one by one from {@link HandLoop#FIRST_ID} on: no lookup at all. */
    static Places dense(int limit) {
        return new DensePlaces(limit);
    }
}

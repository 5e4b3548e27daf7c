package io.levada.bench.nexmark.hand;

/** An id's number is its distance from the first. */
record DensePlaces(int limit) implements Places {
    @Override
    public int of(long id) {
        return (int) id - HandLoop.FIRST_ID;
    }

    @Override
    public int find(long id) {
        return (int) id - HandLoop.FIRST_ID;
    }

    @Override
    public long id(int place) {
        return place + HandLoop.FIRST_ID;
    }
}

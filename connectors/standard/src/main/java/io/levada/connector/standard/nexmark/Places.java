package io.levada.connector.standard.nexmark;

import org.jspecify.annotations.Nullable;

/**
 * Chosen events, by their places in the stream: the rows of a batch to be made. Number, epoch and place in the epoch are
 * worked out once for all fields, without a division for each event.
 */
final class Places {
    private final EventModel model;
    private final @Nullable EventKind only;
    final long[] numbers;
    final long[] epochs;
    final int[] offsets;
    private int count;

    /** @param only the kind of events to choose; null for all */
    Places(EventModel model, @Nullable EventKind only, int capacity) {
        this.model = model;
        this.only = only;
        numbers = new long[capacity];
        epochs = new long[capacity];
        offsets = new int[capacity];
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** Adds those of the places that fit; returns the first place that was not looked at. */
    long add(long from, long to) {
        return model.groupSize() == 1 ? addInOrder(from, to) : addShuffled(from, to);
    }

    private long addShuffled(long from, long to) {
        int total = model.total();
        long place = from;
        for (; place < to && count < numbers.length; place++) {
            long number = model.numberAt(place);
            int offset = (int) (number % total);
            if (only == null || model.kind(offset) == only) {
                put(number, number / total, offset);
            }
        }
        return place;
    }

    private long addInOrder(long from, long to) {
        int total = model.total();
        int first = first();
        int end = end();
        long epoch = from / total;
        int offset = (int) (from % total);
        while (true) {
            int start = Math.max(offset, first);
            long base = epoch * total;
            int stop = (int) Math.min(end, to - base);
            for (int i = start; i < stop; i++) {
                if (count == numbers.length) {
                    return base + i;
                }
                put(base + i, epoch, i);
            }
            if (base + total >= to) {
                return to;
            }
            epoch++;
            offset = 0;
        }
    }

    private void put(long number, long epoch, int offset) {
        numbers[count] = number;
        epochs[count] = epoch;
        offsets[count++] = offset;
    }

    private int first() {
        return only == null || only == EventKind.PERSON
                ? 0
                : only == EventKind.AUCTION ? model.persons() : model.persons() + model.auctions();
    }

    private int end() {
        return only == EventKind.PERSON
                ? model.persons()
                : only == EventKind.AUCTION ? model.persons() + model.auctions() : model.total();
    }
}

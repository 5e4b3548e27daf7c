package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sum of integers, modulo 2^64: narrower types wrap around when the result is cut to them, as in Flink. */
final class IntegerSumAccumulator extends Accumulator {
    private final Deltas deltas = new Deltas();

    IntegerSumAccumulator(int word) {
        super(word, 1);
    }

    @Override
    void add(AggregateState state, Selection rows, @Nullable Column value) {
        long[] integers = deltas.integers(rows, Objects.requireNonNull(value));
        CountAccumulator.addWords(state.records(), rows.ids, rows.count, integers, word);
    }

    @Override
    void merge(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        CountAccumulator.mergeWords(to, toIds, from, fromIds, count, word, 1);
    }

    @Override
    boolean isInvertible() {
        return true;
    }

    @Override
    void subtract(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        CountAccumulator.mergeWords(to, toIds, from, fromIds, count, word, -1);
    }
}

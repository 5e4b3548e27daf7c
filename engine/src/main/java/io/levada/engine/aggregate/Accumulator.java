package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A running value for each group, kept in words of the group's record; all zeros is the value of no rows. Knows places
 * only: one accumulator serves all tables of an operator. Aggregates are computed from one or more of them, and share
 * them.
 */
abstract class Accumulator {
    /** Words at this offset. */
    final int word;

    final int words;

    Accumulator(int word, int words) {
        this.word = word;
        this.words = words;
    }

    /** Adds rows, or takes them away again. */
    abstract void add(AggregateState state, Selection rows, @Nullable Column value);

    /** Adds rows of {@link PartialAggregates}. */
    void addPartial(AggregateState state, Selection rows, Column value) {
        add(state, rows, value);
    }

    /** Adds what the group {@code fromIds[i]} holds to {@code toIds[i]}. */
    abstract void merge(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count);

    /** Whether {@link #subtract} gives exactly what was there before a {@link #merge}. */
    boolean isInvertible() {
        return false;
    }

    /** Takes what was added by {@link #merge} away again. */
    void subtract(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        throw new UnsupportedOperationException("nothing can be taken away from " + getClass());
    }

    /** Gives back what the group holds beyond its words. */
    void clear(AggregateState state, int id) {}

    /** Sets the group's words back to 0. */
    final void zero(AggregateState state, int id) {
        for (int i = 0; i < words; i++) {
            state.records().setWord(id, word + i, 0);
        }
    }

    void write(Records records, int id, DataOutput out) throws IOException {
        for (int i = 0; i < words; i++) {
            out.writeLong(records.word(id, word + i));
        }
    }

    void read(AggregateState state, int id, DataInput in) throws IOException {
        long[] page = state.records().writable(id);
        int at = state.records().at(id) + word;
        for (int i = 0; i < words; i++) {
            page[at + i] = in.readLong();
        }
    }
}

package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accumulators that keep one of the values that came, where nothing is ever taken away. */
final class FieldAccumulators {
    private FieldAccumulators() {}

    /** Numbers rows as they come, whatever the order in which a batch's rows are taken; greater than 0. */
    static final class Arrivals {
        private long first = 1;
        private long next = 1;

        void beginBatch(int rows) {
            first = next;
            next += rows;
        }

        long number(int row) {
            return first + row;
        }

        void goPast(long number) {
            next = Math.max(next, number + 1);
        }
    }

    abstract static class OfField extends Accumulator {
        final RecordField field;

        OfField(RecordField field, int word, int words) {
            super(word, words);
            this.field = field;
        }

        @Override
        void clear(AggregateState state, int id) {
            field.clear(state.records(), id);
        }

        @Override
        void write(Records records, int id, DataOutput out) throws IOException {
            super.write(records, id, out);
            field.write(records, id, out);
        }

        @Override
        void read(AggregateState state, int id, DataInput in) throws IOException {
            super.read(state, id, in);
            field.read(state.records(), id, in);
        }
    }

    /** MIN or MAX. */
    static final class Extreme extends OfField {
        private final boolean greatest;

        Extreme(RecordField field, boolean greatest) {
            super(field, 0, 0);
            this.greatest = greatest;
        }

        boolean isGreatest() {
            return greatest;
        }

        @Override
        void add(AggregateState state, Selection rows, @Nullable Column value) {
            Column column = Objects.requireNonNull(value);
            field.storeBest(state.records(), rows.ids, rows.rows, rows.count, column, greatest);
        }

        @Override
        void merge(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
            for (int i = 0; i < count; i++) {
                field.copyBest(to.records(), toIds[i], from.records(), fromIds[i], greatest);
            }
        }
    }

    /** FIRST_VALUE or LAST_VALUE: by arrival, NULLs left out. The word is the number under which the value arrived. */
    static final class Edge extends OfField {
        private final boolean last;
        private final Arrivals arrivals;

        Edge(RecordLayout layout, RecordField field, boolean last, Arrivals arrivals) {
            super(field, layout.addWords(1), 1);
            this.last = last;
            this.arrivals = arrivals;
        }

        @Override
        void add(AggregateState state, Selection rows, @Nullable Column value) {
            Column column = Objects.requireNonNull(value);
            Records records = state.records();
            for (int i = 0; i < rows.count; i++) {
                int row = rows.rows[i];
                int id = rows.ids[i];
                if (!column.isNull(row) && (last || field.isNull(records, id))) {
                    field.store(records, id, column, row);
                    records.setWord(id, word, arrivals.number(row));
                }
            }
        }

        @Override
        void merge(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
            for (int i = 0; i < count; i++) {
                if (field.isNull(from.records(), fromIds[i])) {
                    continue;
                }
                long theirs = from.records().word(fromIds[i], word);
                long ours = to.records().word(toIds[i], word);
                if (ours == 0 || theirs > ours == last) {
                    field.copy(to.records(), toIds[i], from.records(), fromIds[i]);
                    to.records().setWord(toIds[i], word, theirs);
                }
            }
        }

        @Override
        void read(AggregateState state, int id, DataInput in) throws IOException {
            super.read(state, id, in);
            arrivals.goPast(state.records().word(id, word));
        }
    }
}

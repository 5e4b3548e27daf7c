package io.levada.engine.aggregate;

import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.type.TypeKind;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.Records;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** From accumulators to result columns. */
final class Results {
    private static final BigInteger DECIMAL_LIMIT = BigInteger.TEN.pow(38);

    private Results() {}

    /** COUNT: a word as it is. */
    record Count(int word) implements Result {
        @Override
        public void emit(AggregateState state, int[] ids, int from, int count, Column target) {
            target.ensureCapacity(target.size() + count);
            long[] values = ((LongColumn) target).values();
            int base = target.size();
            Records records = state.records();
            long[][] pages = records.readable(ids, from, count);
            int width = records.width();
            for (int i = 0; i < count; i++) {
                int id = ids[from + i];
                values[base + i] = pages[id >>> Records.SHIFT][(id & Records.MASK) * width + word];
            }
            target.setFilled(base + count, target.nulls());
        }
    }

    /** SUM and AVG of integers, cut to the result's width; AVG truncates toward zero. */
    record OfIntegers(int sumWord, int countWord, boolean average, boolean nullWhenEmpty, TypeKind kind)
            implements Result {
        @Override
        public void emit(AggregateState state, int[] ids, int from, int count, Column target) {
            Records records = state.records();
            long[][] pages = records.readable(ids, from, count);
            int width = records.width();
            target.ensureCapacity(target.size() + count);
            for (int i = from; i < from + count; i++) {
                long[] page = pages[ids[i] >>> Records.SHIFT];
                int at = (ids[i] & Records.MASK) * width;
                long number = page[at + countWord];
                long sum = page[at + sumWord];
                if (number == 0 && nullWhenEmpty) {
                    target.appendNull();
                    continue;
                }
                long value = average ? sum / number : number == 0 ? 0 : sum;
                switch (kind) {
                    case TINYINT -> ((IntColumn) target).append((byte) value);
                    case SMALLINT -> ((IntColumn) target).append((short) value);
                    case INTEGER -> ((IntColumn) target).append((int) value);
                    default -> ((LongColumn) target).append(value);
                }
            }
        }
    }

    /** SUM and AVG of floating point numbers; the second word of the sum counts. */
    record OfDoubles(int sumWord, boolean average, boolean nullWhenEmpty, TypeKind kind) implements Result {
        @Override
        public void emit(AggregateState state, int[] ids, int from, int count, Column target) {
            Records records = state.records();
            DoubleColumn column = (DoubleColumn) target;
            for (int i = from; i < from + count; i++) {
                long number = records.word(ids[i], sumWord + 1);
                if (number == 0 && nullWhenEmpty) {
                    column.appendNull();
                    continue;
                }
                double sum = Double.longBitsToDouble(records.word(ids[i], sumWord));
                double value = average ? sum / number : sum;
                column.append(kind == TypeKind.FLOAT ? (float) value : value);
            }
        }
    }

    /** SUM and AVG of decimals. Results of more than 38 digits are NULL; averages are rounded half up. */
    record OfDecimals(DecimalSumAccumulator sum, int countWord, boolean average, boolean nullWhenEmpty, int inputScale)
            implements Result {
        @Override
        public void emit(AggregateState state, int[] ids, int from, int count, Column target) {
            Records records = state.records();
            DecimalColumn column = (DecimalColumn) target;
            for (int i = from; i < from + count; i++) {
                int id = ids[i];
                long number = records.word(id, countWord);
                if (number == 0 && nullWhenEmpty) {
                    column.appendNull();
                } else if (!average && column.scale() == inputScale && sum.isSmall(records, id)) {
                    long small = sum.smallSum(records, id);
                    column.appendUnscaled(small >> 63, small);
                } else {
                    append(column, sum.sum(records, id), number);
                }
            }
        }

        private void append(DecimalColumn column, BigInteger unscaled, long number) {
            BigDecimal value = new BigDecimal(unscaled, inputScale);
            value = average
                    ? value.divide(BigDecimal.valueOf(number), column.scale(), RoundingMode.HALF_UP)
                    : value.setScale(column.scale(), RoundingMode.HALF_UP);
            if (unscaled.abs().compareTo(DECIMAL_LIMIT) >= 0
                    || value.unscaledValue().abs().compareTo(DECIMAL_LIMIT) >= 0) {
                column.appendNull();
            } else {
                column.append(value);
            }
        }
    }

    /** A value that the record holds. */
    record OfField(RecordField field) implements Result {
        @Override
        public void emit(AggregateState state, int[] ids, int from, int count, Column target) {
            field.load(state.records(), ids, from, count, target);
        }
    }

    /** MIN or MAX from the values' counts. */
    record OfCounts(ExtremeOfCounts extreme) implements Result {
        @Override
        public void emit(AggregateState state, int[] ids, int from, int count, Column target) {
            Records entries = state.values(extreme.counts().index()).records();
            int[] entry = new int[1];
            for (int i = from; i < from + count; i++) {
                entry[0] = extreme.best(state.records(), ids[i]);
                if (entry[0] < 0) {
                    target.appendNull();
                } else {
                    extreme.counts().valueField().load(entries, entry, 0, 1, target);
                }
            }
        }
    }
}

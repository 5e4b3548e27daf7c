package io.levada.engine.aggregate;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.AggregateCall;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.Storage;
import io.levada.engine.codegen.GroupShape;
import io.levada.engine.codegen.Kernels;
import io.levada.engine.codegen.SumsKernel;
import io.levada.engine.codegen.SumsShape;
import io.levada.engine.state.RecordLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the rows of each group of one batch, so that a group travels as one row however many it had: what each
 * accumulator would hold, as columns in the accumulators' order. {@link Aggregates#accumulatePartial} adds such rows to the
 * state. Keeps nothing from one batch to the next.
 *
 * <p>Only for what comes out the same in any order and grouping of additions: counts, sums of integers, the least and the
 * greatest of integers and times. Sums of floating point numbers don't, nor do extremes where there may be a NaN.
 */
public final class PartialAggregates {
    /** A loop of more would be one that the JVM compiles badly. */
    private static final int MOST_TOGETHER = 24;

    private final List<Part> parts;
    private final List<DataType> types;
    /** Those that one loop adds up where no value is NULL; null for none. */
    private final @Nullable Together together;

    /** Working space of one batch. */
    private long[] widened = new long[0];

    private boolean[] left = new boolean[0];
    private long[] ones = new long[0];

    private enum Kind {
        COUNT,
        SUM,
        LEAST,
        GREATEST
    }

    /** @param column -1 where rows are counted */
    private record Part(Kind kind, int filter, int column) {
        boolean countsAll() {
            return kind == Kind.COUNT && filter < 0 && column < 0;
        }

        boolean isExtreme() {
            return kind == Kind.LEAST || kind == Kind.GREATEST;
        }
    }

    /** The parts of which a group has a value whenever no row's is NULL. */
    private static final class Together {
        /** Of the parts. */
        private final int[] indexes;

        private final List<Integer> columns;
        private final int all;
        private final SumsKernel kernel;
        private long[] sums = new long[0];

        private Together(int[] indexes, List<Integer> columns, int all, SumsKernel kernel) {
            this.indexes = indexes;
            this.columns = columns;
            this.all = all;
            this.kernel = kernel;
        }

        /** Null where one loop gains nothing. */
        static @Nullable Together of(List<Part> parts, RowType input) {
            int[] indexes = IntStream.range(0, parts.size())
                    .filter(i -> !parts.get(i).countsAll())
                    .filter(i -> !parts.get(i).isExtreme() || parts.get(i).filter < 0)
                    .limit(MOST_TOGETHER)
                    .toArray();
            List<Part> some = Arrays.stream(indexes).mapToObj(parts::get).toList();
            List<Integer> columns = some.stream()
                    .flatMap(part -> Stream.of(part.filter, part.column))
                    .filter(column -> column >= 0)
                    .distinct()
                    .toList();
            return indexes.length < 2
                    ? null
                    : new Together(
                            indexes,
                            columns,
                            parts.size(),
                            Kernels.sums(new SumsShape(some.stream()
                                    .map(part -> shape(part, input))
                                    .toList())));
        }

        private static SumsShape.Part shape(Part part, RowType input) {
            GroupShape.Kind kind = part.kind == Kind.LEAST
                    ? GroupShape.Kind.LEAST
                    : part.kind == Kind.GREATEST ? GroupShape.Kind.GREATEST : GroupShape.Kind.SUM;
            return part.kind == Kind.COUNT
                    ? new SumsShape.Part(kind, -1, part.filter, false)
                    : new SumsShape.Part(
                            kind,
                            part.column,
                            part.filter,
                            input.type(part.column).storage() == Storage.INT);
        }

        /** By part, null for those that aren't among them; null when some value is NULL. */
        @Nullable
        Column @Nullable [] add(Batch batch, int[] numbers, int groups) {
            for (int column : columns) {
                if (batch.column(column).nulls() != null) {
                    return null;
                }
            }
            if (sums.length < groups * indexes.length) {
                sums = new long[groups * indexes.length * 2];
            }
            Column[] made = new Column[indexes.length];
            kernel.add(batch, numbers, groups, sums, made);
            @Nullable Column[] byPart = new Column[all];
            for (int i = 0; i < made.length; i++) {
                byPart[indexes[i]] = made[i];
            }
            return byPart;
        }
    }

    private PartialAggregates(List<Part> parts, RowType input, boolean interpreted) {
        this.parts = parts;
        together = interpreted ? null : Together.of(parts, input);
        types = parts.stream().map(part -> type(part, input)).toList();
    }

    /** Null when some of the aggregates don't allow it. @param interpreted whether to do without generated code */
    public static @Nullable PartialAggregates of(RowType input, List<AggregateCall> calls, boolean interpreted) {
        AggregatePlan plan = AggregatePlan.of(new RecordLayout(), input, calls, false);
        @Nullable Part[] byAccumulator = new Part[plan.accumulators().size()];
        byAccumulator[0] = new Part(Kind.COUNT, -1, -1);
        for (AggregatePlan.Stage stage : plan.stages()) {
            for (AggregatePlan.Input each : stage.inputs()) {
                Kind kind = stage.distinct() != null ? null : kind(each, input);
                if (kind != null) {
                    byAccumulator[plan.accumulators().indexOf(each.accumulator())] =
                            new Part(kind, stage.filter(), each.column());
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        for (Part part : byAccumulator) {
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return plan.valueCounts().isEmpty() ? new PartialAggregates(parts, input, interpreted) : null;
    }

    private static @Nullable Kind kind(AggregatePlan.Input input, RowType type) {
        return switch (input.accumulator()) {
            case CountAccumulator count -> Kind.COUNT;
            case IntegerSumAccumulator sum -> Kind.SUM;
            case FieldAccumulators.Extreme extreme -> {
                Storage storage = type.type(input.column()).storage();
                boolean whole = storage == Storage.INT || storage == Storage.LONG;
                yield !whole ? null : extreme.isGreatest() ? Kind.GREATEST : Kind.LEAST;
            }
            default -> null;
        };
    }

    private static DataType type(Part part, RowType input) {
        return part.kind == Kind.COUNT || part.kind == Kind.SUM ? DataType.BIGINT : input.type(part.column);
    }

    /** Of the columns that {@link #combine} makes. */
    public List<DataType> types() {
        return types;
    }

    /**
     * One row for each group.
     *
     * @param batch additions only
     * @param numbers the group of each row
     * @param sizes how many rows each group has
     * @param out receives the columns, from {@code first} on
     */
    public void combine(Batch batch, int[] numbers, long[] sizes, int groups, Column[] out, int first) {
        @Nullable Column[] made = together == null ? null : together.add(batch, numbers, groups);
        for (int i = 0; i < parts.size(); i++) {
            Column known = made == null ? null : made[i];
            if (parts.get(i).countsAll()) {
                known = new LongColumn(Arrays.copyOf(sizes, groups), groups);
            }
            out[first + i] = known != null ? known : combined(parts.get(i), batch, numbers, groups);
        }
    }

    /**
     * As {@link #combine} where each row is a group of its own: what can be is passed on as it is.
     *
     * @param numbers the row's own
     */
    public void convert(Batch batch, int[] numbers, Column[] out, int first) {
        int rows = batch.rowCount();
        if (ones.length < rows) {
            ones = new long[rows];
            Arrays.fill(ones, 1);
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Column column = part.column < 0 ? null : batch.column(part.column);
            if (part.kind == Kind.COUNT && part.filter < 0 && (column == null || column.nulls() == null)) {
                out[first + i] = LongColumn.uniform(ones, rows);
            } else if (part.filter < 0 && column != null && isPartial(part, column)) {
                out[first + i] = column;
            } else {
                out[first + i] = combined(part, batch, numbers, rows);
            }
        }
    }

    /** Whether a column of values is one of the groups that have one value each. */
    private static boolean isPartial(Part part, Column column) {
        return part.isExtreme() || part.kind == Kind.SUM && column instanceof LongColumn && column.nulls() == null;
    }

    private Column combined(Part part, Batch batch, int[] numbers, int groups) {
        int rows = batch.rowCount();
        if (part.kind == Kind.COUNT && part.filter >= 0 && part.column < 0) {
            IntColumn condition = (IntColumn) batch.column(part.filter);
            if (condition.nulls() == null) {
                return new LongColumn(trues(condition.values(), numbers, rows, groups), groups);
            }
        }
        boolean[] out = left(part, batch);
        if (part.kind == Kind.COUNT) {
            return new LongColumn(counts(out, numbers, rows, groups), groups);
        }
        Column column = batch.column(part.column);
        long[] values = longs(column, rows);
        return part.kind == Kind.SUM
                ? new LongColumn(sums(values, out, numbers, rows, groups), groups)
                : extremes(part.kind == Kind.GREATEST, column, values, out, numbers, rows, groups);
    }

    /** The rows that don't count for a part; null when all do. */
    private boolean @Nullable [] left(Part part, Batch batch) {
        boolean[] nulls = part.column < 0 ? null : batch.column(part.column).nulls();
        if (part.filter < 0) {
            return nulls;
        }
        int rows = batch.rowCount();
        if (left.length < rows) {
            left = new boolean[rows];
        }
        boolean[] unknown = batch.column(part.filter).nulls();
        int[] flags = ((IntColumn) batch.column(part.filter)).values();
        for (int i = 0; i < rows; i++) {
            left[i] = flags[i] == 0;
        }
        for (int i = 0; unknown != null && i < rows; i++) {
            left[i] |= unknown[i];
        }
        for (int i = 0; nulls != null && i < rows; i++) {
            left[i] |= nulls[i];
        }
        return left;
    }

    private long[] longs(Column column, int rows) {
        if (column instanceof LongColumn longs) {
            return longs.values();
        }
        if (widened.length < rows) {
            widened = new long[rows];
        }
        int[] values = ((IntColumn) column).values();
        for (int i = 0; i < rows; i++) {
            widened[i] = values[i];
        }
        return widened;
    }

    /** @param flags 0 and 1 */
    private static long[] trues(int[] flags, int[] numbers, int rows, int groups) {
        long[] counts = new long[groups];
        for (int i = 0; i < rows; i++) {
            counts[numbers[i]] += flags[i];
        }
        return counts;
    }

    private static long[] counts(boolean @Nullable [] left, int[] numbers, int rows, int groups) {
        long[] counts = new long[groups];
        if (left == null) {
            for (int i = 0; i < rows; i++) {
                counts[numbers[i]]++;
            }
            return counts;
        }
        for (int i = 0; i < rows; i++) {
            counts[numbers[i]] += left[i] ? 0 : 1;
        }
        return counts;
    }

    private static long[] sums(long[] values, boolean @Nullable [] left, int[] numbers, int rows, int groups) {
        long[] sums = new long[groups];
        if (left == null) {
            for (int i = 0; i < rows; i++) {
                sums[numbers[i]] += values[i];
            }
            return sums;
        }
        for (int i = 0; i < rows; i++) {
            sums[numbers[i]] += left[i] ? 0 : values[i];
        }
        return sums;
    }

    private static Column extremes(
            boolean greatest,
            Column source,
            long[] values,
            boolean @Nullable [] left,
            int[] numbers,
            int rows,
            int groups) {
        long[] best = new long[groups];
        Arrays.fill(best, greatest ? Long.MIN_VALUE : Long.MAX_VALUE);
        boolean[] nulls = null;
        if (left != null) {
            nulls = new boolean[groups];
            Arrays.fill(nulls, true);
            for (int i = 0; i < rows; i++) {
                nulls[numbers[i]] &= left[i];
            }
        }
        if (greatest) {
            for (int i = 0; i < rows; i++) {
                long value = left == null || !left[i] ? values[i] : Long.MIN_VALUE;
                best[numbers[i]] = Math.max(best[numbers[i]], value);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                long value = left == null || !left[i] ? values[i] : Long.MAX_VALUE;
                best[numbers[i]] = Math.min(best[numbers[i]], value);
            }
        }
        Column column = source instanceof LongColumn ? new LongColumn(best, groups) : narrowed(best);
        column.setFilled(groups, nulls);
        return column;
    }

    private static IntColumn narrowed(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) values[i];
        }
        return new IntColumn(ints, ints.length);
    }
}

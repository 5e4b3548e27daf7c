package io.levada.engine.aggregate;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.AggregateCall;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.GroupKernel;
import io.levada.engine.codegen.GroupShape;
import io.levada.engine.codegen.Kernels;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of one grouping: where their values lie in a group's record, how rows change them, how they are shown.
 * One instance for each operator; it serves any number of tables ({@link AggregateState}).
 *
 * <p>The rows of each group are counted apart from all aggregates: a group without rows is none. {@link #countRows} does
 * that first and leaves out what is taken away from groups that have nothing, then {@link #accumulate} does the rest.
 */
public final class Aggregates {
    private final AggregatePlan plan;
    private final Selection filtered = new Selection();

    /**
     * @param layout of the groups' records
     * @param input the columns that the calls refer to
     * @param retracting whether rows may be taken away
     */
    public Aggregates(RecordLayout layout, RowType input, List<AggregateCall> calls, boolean retracting) {
        plan = AggregatePlan.of(layout, input, calls, retracting);
    }

    public AggregateState newState(Records records) {
        KeyTable[] tables = new KeyTable[plan.valueCounts().size()];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = plan.valueCounts().get(i).newTable();
        }
        return new AggregateState(records, tables);
    }

    /** To be called before the rows of each batch, so that FIRST_VALUE and LAST_VALUE know their order. */
    public void beginBatch(int rows) {
        plan.arrivals().beginBatch(rows);
    }

    /** How many rows the group has. */
    public long rowCount(Records records, int id) {
        return records.word(id, plan.rowCount().word);
    }

    /** Fills {@code ids} with those from {@code from} up to {@code to} that have rows; gives how many. */
    public int withRows(Records records, int from, int to, int[] ids) {
        for (int i = 0; i < to - from; i++) {
            ids[i] = from + i;
        }
        long[][] pages = records.readable(ids, 0, to - from);
        int width = records.width();
        int word = plan.rowCount().word;
        int count = 0;
        for (int id = from; id < to; id++) {
            long[] page = pages[id >>> Records.SHIFT];
            int at = (id & Records.MASK) * width;
            ids[count] = id;
            // Not there, or without rows: neither costs a branch.
            count += page[at + Records.META] < 0 && page[at + word] > 0 ? 1 : 0;
        }
        return count;
    }

    /** Counts rows in order; drops those from the selection that would be taken away from a group without rows. */
    public void countRows(AggregateState state, Selection rows) {
        if (rows.kinds == null) {
            plan.rowCount().add(state, rows, null);
            return;
        }
        int word = plan.rowCount().word;
        Records records = state.records();
        int kept = 0;
        for (int i = 0; i < rows.count; i++) {
            int id = rows.ids[i];
            long count = records.word(id, word);
            boolean addition = rows.isAddition(i);
            if (addition || count > 0) {
                records.setWord(id, word, addition ? count + 1 : count - 1);
                rows.ids[kept] = id;
                rows.rows[kept++] = rows.rows[i];
            }
        }
        rows.count = kept;
    }

    /** Adds rows that {@link #countRows} has counted, or takes them away. */
    public void accumulate(AggregateState state, Batch batch, Selection rows) {
        for (DistinctValues values : plan.distinctValues()) {
            values.lookup(state, rows, batch.column(values.column()));
        }
        for (AggregatePlan.Stage stage : plan.stages()) {
            Selection selection = stage.filter() < 0 ? rows : filter(rows, batch.column(stage.filter()));
            if (stage.distinct() != null) {
                selection = stage.distinct().add(state, selection, batch.column(stage.column()));
            }
            for (AggregatePlan.Input input : stage.inputs()) {
                input.accumulator().add(state, selection, input.column() < 0 ? null : batch.column(input.column()));
            }
            for (AggregatePlan.Values values : stage.values()) {
                values.counts().add(state, selection, batch.column(values.column()));
            }
        }
    }

    /** Counts and adds rows of {@link PartialAggregates}, whose columns begin at {@code first}. */
    public void accumulatePartial(AggregateState state, Batch batch, int first, Selection rows) {
        for (int i = 0; i < plan.accumulators().size(); i++) {
            plan.accumulators().get(i).addPartial(state, rows, batch.column(first + i));
        }
    }

    /** The loop that does what {@link #accumulatePartial} and {@link #emit} do; null when some aggregates don't allow it. */
    public @Nullable GroupKernel kernel() {
        GroupShape shape = GroupShapes.of(plan);
        return shape == null ? null : Kernels.groups(shape, Records.SHIFT);
    }

    /** Of how many rows a batch of {@link PartialAggregates} was made. */
    public static long rowsCombined(Batch batch, int first) {
        LongColumn column = (LongColumn) batch.column(first);
        long[] counts = column.values();
        if (column.isUniform()) {
            return counts[0] * batch.rowCount();
        }
        long rows = 0;
        for (int i = 0; i < batch.rowCount(); i++) {
            rows += counts[i];
        }
        return rows;
    }

    private Selection filter(Selection rows, Column condition) {
        filtered.ensureCapacity(rows.count);
        filtered.count = 0;
        filtered.kinds = rows.kinds;
        int[] values = ((io.levada.core.data.IntColumn) condition).values();
        for (int i = 0; i < rows.count; i++) {
            int row = rows.rows[i];
            if (values[row] != 0 && !condition.isNull(row)) {
                filtered.add(rows.ids[i], row);
            }
        }
        return filtered;
    }

    /** Appends the results of aggregate {@code index} for the groups {@code ids[from]...}. */
    public void emit(int index, AggregateState state, int[] ids, int from, int count, Column target) {
        plan.results().get(index).emit(state, ids, from, count, target);
    }

    /** Adds all groups {@code fromIds} of one state to the groups {@code toIds} of another. */
    public void merge(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        plan.rowCount().merge(to, toIds, from, fromIds, count);
        for (AggregatePlan.Stage stage : plan.stages()) {
            if (stage.distinct() == null) {
                for (AggregatePlan.Input input : stage.inputs()) {
                    input.accumulator().merge(to, toIds, from, fromIds, count);
                }
            }
        }
        if (plan.valueCounts().isEmpty()) {
            return;
        }
        int[] toIdOf = new int[from.records().limit()];
        for (int i = 0; i < count; i++) {
            toIdOf[fromIds[i]] = toIds[i];
        }
        for (AggregatePlan.Stage stage : plan.stages()) {
            if (stage.distinct() != null) {
                stage.distinct()
                        .merge(
                                to,
                                toIdOf,
                                from,
                                (arrived, column) -> stage.inputs()
                                        .forEach(input -> input.accumulator().add(to, arrived, column)));
            }
            for (AggregatePlan.Values values : stage.values()) {
                values.counts().merge(to, toIdOf, from, (arrived, column) -> {});
            }
        }
    }

    /** Whether groups that were merged can be taken away again by {@link #subtract}. */
    public boolean isInvertible() {
        return plan.valueCounts().isEmpty() && plan.accumulators().stream().allMatch(Accumulator::isInvertible);
    }

    /** Takes groups away that {@link #merge} has added. */
    public void subtract(AggregateState to, int[] toIds, AggregateState from, int[] fromIds, int count) {
        plan.accumulators().forEach(accumulator -> accumulator.subtract(to, toIds, from, fromIds, count));
    }

    /** Adds one group to another of the same state; what is left of {@code from} is to be freed. */
    public void mergeGroup(AggregateState state, int to, int from) {
        int[] toIds = {to};
        int[] fromIds = {from};
        plan.rowCount().merge(state, toIds, state, fromIds, 1);
        for (AggregatePlan.Stage stage : plan.stages()) {
            if (stage.distinct() == null) {
                stage.inputs().forEach(input -> input.accumulator().merge(state, toIds, state, fromIds, 1));
            } else {
                stage.distinct()
                        .mergeGroup(
                                state,
                                to,
                                from,
                                (arrived, column) -> stage.inputs()
                                        .forEach(input -> input.accumulator().add(state, arrived, column)));
            }
            for (AggregatePlan.Values values : stage.values()) {
                values.counts().mergeGroup(state, to, from, (arrived, column) -> {});
            }
        }
    }

    /** Gives back what the group holds beyond its record, which is then to be freed. */
    public void clear(AggregateState state, int id) {
        plan.accumulators().forEach(accumulator -> accumulator.clear(state, id));
        plan.valueCounts().forEach(counts -> counts.clear(state, id));
    }

    /** Sets a group back to no rows. */
    public void reset(AggregateState state, int id) {
        clear(state, id);
        plan.accumulators().forEach(accumulator -> accumulator.zero(state, id));
    }

    /** Writes a group; from any thread. */
    public void write(AggregateState.Frozen state, int id, DataOutput out) throws IOException {
        for (Accumulator accumulator : plan.accumulators()) {
            accumulator.write(state.records(), id, out);
        }
        for (ValueCounts counts : plan.valueCounts()) {
            counts.write(state, id, out);
        }
    }

    /** Reads what {@link #write} wrote into a new record. */
    public void read(AggregateState state, int id, DataInput in) throws IOException {
        for (Accumulator accumulator : plan.accumulators()) {
            accumulator.read(state, id, in);
        }
        for (ValueCounts counts : plan.valueCounts()) {
            counts.read(state, id, in);
        }
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.aggregate.PartialAggregates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one row of all rows that a group has in a batch, before they go to the worker that keeps the group: its key, then
 * {@link PartialAggregates}. So a hot key costs an exchange and a look into the state once for each batch. Where keys hardly
 * repeat, each row is made a row of that form, and every now and then it is tried again.
 *
 * <p>Keeps nothing from batch to batch, so that a checkpoint needn't know of it. A group's rows change together as they do
 * when the operator is given the batch itself: what it tells stays the same.
 */
public final class GroupCombiner implements RowCombiner {
    /** Batches that go by before keys that didn't repeat are looked at again. */
    private static final int PAUSE = 31;

    private final int[] keys;
    private final PartialAggregates aggregates;
    private final RowType rowType;
    private final RowGroups groups = new RowGroups();
    private final RowNumbers rowNumbers = new RowNumbers();
    private long[] hashes = new long[0];
    private int pause;

    private GroupCombiner(GroupAggregate node, PartialAggregates aggregates) {
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        this.aggregates = aggregates;
        List<Field> fields = new ArrayList<>();
        node.keys().forEach(k -> fields.add(node.input().rowType().fields().get(k)));
        aggregates.types().forEach(type -> fields.add(new Field("partial" + fields.size(), type)));
        rowType = new RowType(fields);
    }

    /** Null where rows must come as they are: something may be taken away, or an aggregate must see each row. */
    public static @Nullable GroupCombiner of(GroupAggregate node) {
        if (node.input().mode() != ChangelogMode.APPEND) {
            return null;
        }
        PartialAggregates aggregates = PartialAggregates.of(node.input().rowType(), node.aggregates());
        return aggregates == null ? null : new GroupCombiner(node, aggregates);
    }

    /** Of the rows that it makes: the keys come first. */
    @Override
    public RowType rowType() {
        return rowType;
    }

    @Override
    public Batch combine(Batch batch) {
        int rows = batch.rowCount();
        int[] numbers = rowNumbers.upTo(rows);
        Column[] keyColumns = new Column[keys.length];
        for (int k = 0; k < keys.length; k++) {
            keyColumns[k] = batch.column(keys[k]);
        }
        Column[] columns = new Column[rowType.size()];
        if (!isWorth(batch, keyColumns, numbers)) {
            System.arraycopy(keyColumns, 0, columns, 0, keys.length);
            aggregates.convert(batch, numbers, columns, keys.length);
            return Batch.inserts(rows, columns);
        }
        int count = groups.count();
        for (int k = 0; k < keys.length; k++) {
            columns[k] = Column.create(rowType.type(k), count);
            columns[k].appendFrom(keyColumns[k], groups.firsts(), count);
        }
        aggregates.combine(batch, groups.numbers(), count, columns, keys.length);
        return Batch.inserts(count, columns);
    }

    /** Numbers the groups, unless they are too many. */
    private boolean isWorth(Batch batch, Column[] keyColumns, int[] rowNumbers) {
        if (pause > 0) {
            pause--;
            return false;
        }
        int rows = batch.rowCount();
        if (hashes.length < rows) {
            hashes = new long[rows];
        }
        KeyHashes.hash(batch, keys, hashes);
        if (!groups.number(keyColumns, hashes, rowNumbers, rows)) {
            return false;
        }
        if (groups.count() <= rows - rows / 4) {
            return true;
        }
        pause = PAUSE;
        return groups.count() < rows;
    }
}

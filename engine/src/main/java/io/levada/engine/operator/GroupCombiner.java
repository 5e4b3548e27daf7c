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
    private final int[] keys;
    private final PartialAggregates aggregates;
    private final RowType rowType;
    private final BatchGroups groups = new BatchGroups();
    private long[] hashes = new long[0];

    private GroupCombiner(GroupAggregate node, PartialAggregates aggregates) {
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        this.aggregates = aggregates;
        List<Field> fields = new ArrayList<>();
        node.keys().forEach(k -> fields.add(node.input().rowType().fields().get(k)));
        aggregates.types().forEach(type -> fields.add(new Field("partial" + fields.size(), type)));
        rowType = new RowType(fields);
    }

    /**
     * Null where rows must come as they are: something may be taken away, or an aggregate must see each row.
     *
     * @param interpreted whether to do without generated code
     */
    public static @Nullable GroupCombiner of(GroupAggregate node, boolean interpreted) {
        if (node.input().mode() != ChangelogMode.APPEND) {
            return null;
        }
        PartialAggregates aggregates = PartialAggregates.of(node.input().rowType(), node.aggregates(), interpreted);
        return aggregates == null ? null : new GroupCombiner(node, aggregates);
    }

    @Override
    public boolean isShared() {
        return groups.isSeparate();
    }

    /** Of the rows that it makes: the keys come first. */
    @Override
    public RowType rowType() {
        return rowType;
    }

    @Override
    public Batch combine(Batch batch) {
        int rows = batch.rowCount();
        List<Column> distinct = new ArrayList<>();
        for (int key : keys) {
            if (!KeyHashes.isUniform(batch.column(key), rows)) {
                distinct.add(batch.column(key));
            }
        }
        Column[] told = distinct.toArray(Column[]::new);
        int count = groups.number(told, () -> hashes(batch, rows), rows);
        Column[] columns = new Column[rowType.size()];
        if (groups.isSeparate()) {
            for (int k = 0; k < keys.length; k++) {
                columns[k] = batch.column(keys[k]);
            }
            aggregates.convert(batch, groups.numbers(rows), columns, keys.length);
            return Batch.inserts(rows, columns);
        }
        for (int k = 0; k < keys.length; k++) {
            columns[k] = Column.create(rowType.type(k), count);
            columns[k].appendFrom(batch.column(keys[k]), groups.firsts(count), count);
        }
        aggregates.combine(batch, groups.numbers(rows), groups.sizes(), count, columns, keys.length);
        return Batch.inserts(count, columns);
    }

    private long[] hashes(Batch batch, int rows) {
        if (hashes.length < rows) {
            hashes = new long[rows];
        }
        KeyHashes.hash(batch, keys, hashes);
        return hashes;
    }
}

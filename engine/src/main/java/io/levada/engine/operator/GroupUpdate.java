package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.engine.codegen.GroupKernel;
import io.levada.engine.state.Records;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Adds the rows of a {@link GroupCombiner} to their groups and tells the changes, in one loop over the groups: what is told
 * is what the operator tells without it, column by column.
 */
final class GroupUpdate {
    private final GroupAggregate node;
    private final GroupSpec spec;
    private final GroupKernel kernel;
    private final int keys;
    private byte[] kinds = new byte[0];
    private int[] sources = new int[0];

    GroupUpdate(GroupAggregate node, GroupSpec spec, GroupKernel kernel) {
        this.node = node;
        this.spec = spec;
        this.kernel = kernel;
        keys = node.keys().size();
    }

    /**
     * @param row the first of those rows of the batch that are added, each to another group
     * @param ids the groups of so many rows, writable
     * @param tellAll whether updates that change nothing are told too
     */
    void update(
            GroupSpec.Table table,
            Batch batch,
            int row,
            int[] ids,
            int count,
            boolean tellAll,
            int batchSize,
            Output output) {
        boolean tellBefore = node.mode() == ChangelogMode.RETRACT;
        int most = Math.max(1, tellBefore ? batchSize / 2 : batchSize);
        if (kinds.length < 2 * Math.min(most, count)) {
            kinds = new byte[2 * Math.min(most, count)];
            sources = new int[kinds.length];
        }
        Records records = table.records();
        Column[] added = Arrays.copyOfRange(batch.columns(), keys, batch.columns().length);
        for (int from = 0; from < count; from += most) {
            Column[] columns = new Column[node.rowType().size()];
            int told = kernel.update(
                    records.writable(ids, count),
                    records.width(),
                    ids,
                    from,
                    Math.min(count, from + most),
                    added,
                    row,
                    tellBefore,
                    tellAll,
                    kinds,
                    sources,
                    columns,
                    keys);
            if (told > 0) {
                for (int k = 0; k < keys; k++) {
                    columns[k] = Column.create(node.rowType().type(k), told);
                    tellKey(k, records, batch.column(k), row, ids, told, columns[k]);
                }
                output.emit(new Batch(told, columns, kindsOf(told)));
            }
        }
    }

    /** From the batch where a value that equals the group's is the same, bit by bit. */
    private void tellKey(int key, Records records, Column given, int row, int[] ids, int told, Column column) {
        if (given instanceof LongColumn || given instanceof IntColumn || given instanceof BytesColumn) {
            column.appendFrom(given, sources, told);
            return;
        }
        int[] groups = new int[told];
        for (int i = 0; i < told; i++) {
            groups[i] = ids[sources[i] - row];
        }
        spec.emitKey(key, records, groups, 0, told, column);
    }

    private byte @Nullable [] kindsOf(int told) {
        for (int i = 0; i < told; i++) {
            if (kinds[i] != ChangeKind.I) {
                return Arrays.copyOf(kinds, told);
            }
        }
        return null;
    }
}

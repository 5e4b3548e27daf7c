package io.levada.engine.operator;

import io.levada.engine.operator.KeyedFrozenState.SharedWriter;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ranked rows in checkpoints. Short sequences are written with their partition, whole; of long ones each row is an entry,
 * so that one row that comes doesn't cost all of its partition.
 */
final class RankSnapshot {
    private static final int PARTITION_WITH_ROWS = 1;
    private static final int PARTITION = 2;
    private static final int ROW = 3;

    private final KeyTable partitions;
    private final RankedRows ranked;
    private final int word;
    private final String what;
    private final @Nullable RowIndex index;
    private final KeyNumbers numbers = new KeyNumbers();
    private final RestoredKeys restoredKeys = new RestoredKeys();

    /**
     * @param word one of a partition's that is kept
     * @param what the operator is, for an error
     * @param index in which restored rows are to be findable
     */
    RankSnapshot(KeyTable partitions, RankedRows ranked, int word, String what, @Nullable RowIndex index) {
        this.partitions = partitions;
        this.ranked = ranked;
        this.word = word;
        this.what = what;
        this.index = index;
        partitions.records().trackChanges();
        if (ranked.isLong()) {
            ranked.rows().trackChanges();
        }
    }

    FrozenState freeze(@Nullable SharedWriter shared) {
        Records keys = partitions.records().freeze();
        Records rows = ranked.rows().freeze();
        List<FrozenEntries> parts = ranked.isLong()
                ? List.of(
                        new FrozenEntries(0, PARTITION, keys, (id, out) -> {
                            out.writeInt(id);
                            write(keys, id, out);
                        }),
                        new FrozenEntries(1, ROW, rows, (id, out) -> ranked.writeRow(rows, id, out))
                                .placedBy(id -> keys.hash(ranked.partition(rows, id))))
                : List.of(new FrozenEntries(0, PARTITION_WITH_ROWS, keys, (id, out) -> {
                    write(keys, id, out);
                    ranked.write(keys, rows, id, out);
                }));
        return new KeyedFrozenState(parts, shared, List.of(keys::release, rows::release));
    }

    private void write(Records keys, int partition, DataOutput out) throws IOException {
        KeyTable.writeKey(keys, partitions.keys(), partition, out);
        out.writeLong(keys.word(partition, word));
    }

    /** @param restored takes each partition, with its word */
    void restoreGroup(DataInput in, IntConsumer restored) throws IOException {
        int version = SnapshotFormat.readVersion(in, ROW, what);
        int count = in.readInt();
        if (version == ROW) {
            ranked.readRows(in, count, numbers, this::findable);
            return;
        }
        numbers.clear();
        for (; count > 0; count--) {
            int number = version == PARTITION ? in.readInt() : 0;
            int partition = partitions.readRecord(in);
            restoredKeys.add(partitions, partition);
            partitions.records().setWord(partition, word, in.readLong());
            restored.accept(partition);
            if (version == PARTITION) {
                numbers.put(number, partition);
            } else {
                ranked.read(partition, in);
                findable(partition);
            }
        }
        restoredKeys.index();
    }

    private void findable(int partition) {
        if (index != null) {
            index.addAll(partition);
        }
    }
}

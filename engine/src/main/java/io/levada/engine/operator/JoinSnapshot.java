package io.levada.engine.operator;

import io.levada.engine.operator.KeyedFrozenState.SharedWriter;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A join in checkpoints: its keys, and each row of either side as an entry that names its key. */
final class JoinSnapshot {
    /** Formats 1 and 2 had keys with their rows, in 2 with the times at which they were touched. */
    private static final int KEY_WITH_AGED_ROWS = 2;

    private static final int KEY = 3;
    private static final int LEFT = 4;
    private static final int RIGHT = 5;
    private static final int AGED_LEFT = 6;
    private static final int AGED_RIGHT = 7;

    private final JoinKeys keys;
    private final JoinSide[] sides;
    private final JoinEnds @Nullable [] ends;
    private final KeyNumbers numbers = new KeyNumbers();
    private final RestoredKeys restored = new RestoredKeys();

    /** @param ends of the sides' rows; null where rows are never over */
    JoinSnapshot(JoinKeys keys, JoinSide[] sides, JoinEnds @Nullable [] ends) {
        this.keys = keys;
        this.sides = sides;
        this.ends = ends;
    }

    FrozenState freeze(@Nullable SharedWriter shared) {
        Records frozenKeys = keys.records().freeze();
        List<FrozenEntries> parts = new ArrayList<>();
        List<Runnable> frozen = new ArrayList<>(List.of(frozenKeys::release));
        parts.add(new FrozenEntries(0, KEY, frozenKeys, (id, out) -> {
            out.writeInt(id);
            KeyTable.writeKey(frozenKeys, keys.fields(), id, out);
        }));
        for (int s = 0; s < sides.length; s++) {
            JoinSide side = sides[s];
            Records rows = side.freeze();
            int version = (side.shape().ageing() ? AGED_LEFT : LEFT) + s;
            parts.add(new FrozenEntries(1 + s, version, rows, (id, out) -> {
                        out.writeInt(side.key(rows, id));
                        side.write(rows, id, out);
                    })
                    .placedBy(id -> frozenKeys.hash(side.key(rows, id))));
            frozen.add(rows::release);
        }
        return new KeyedFrozenState(parts, shared, frozen);
    }

    void restoreGroup(DataInput in) throws IOException {
        int version = SnapshotFormat.readVersion(in, AGED_RIGHT, "a join");
        if (version <= KEY) {
            numbers.clear();
        }
        for (int count = in.readInt(); count > 0; count--) {
            switch (version) {
                case KEY -> {
                    int number = in.readInt();
                    int key = keys.table().readRecord(in);
                    restored.add(keys.table(), key);
                    numbers.put(number, key);
                }
                case LEFT, RIGHT -> readRow(version - LEFT, numbers.get(in.readInt()), in, false);
                case AGED_LEFT, AGED_RIGHT -> readRow(version - AGED_LEFT, numbers.get(in.readInt()), in, true);
                default -> readKeyWithRows(in, version == KEY_WITH_AGED_ROWS);
            }
        }
        restored.index();
    }

    private void readKeyWithRows(DataInput in, boolean aged) throws IOException {
        int key = keys.table().readKey(in);
        for (int side = 0; side < sides.length; side++) {
            for (int rows = in.readInt(); rows > 0; rows--) {
                readRow(side, key, in, aged);
            }
        }
    }

    private void readRow(int side, int key, DataInput in, boolean aged) throws IOException {
        int id = sides[side].read(key, in, aged);
        if (ends != null) {
            ends[side].restore(sides[side], id);
        }
    }
}

package io.levada.engine.operator;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.operator.KeyedFrozenState.SharedWriter;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A window join in checkpoints. Each open window is three parts, which change with its rows and go with it: its keys, and
 * the rows of either side, each of which names its key. In front of each stands the window's end. Whether a window's
 * pairs are told at its end, the formats say.
 */
final class WindowJoinSnapshot {
    /** The formats below are those of {@link JoinSnapshot}, which window joins had too. */
    private static final int KEY = 8;

    private static final int LEFT = 9;
    private static final int RIGHT = 10;
    private static final int PARTS = 3;
    /** Added to the formats of windows that tell no pair before they are over. */
    private static final int AT_END = 3;

    private final JoinWindows windows;
    private final KeyNumbers numbers = new KeyNumbers();
    private final RestoredKeys restored = new RestoredKeys();

    WindowJoinSnapshot(JoinWindows windows) {
        this.windows = windows;
    }

    FrozenState freeze(SharedWriter shared) {
        List<FrozenEntries> parts = new ArrayList<>();
        List<Runnable> frozen = new ArrayList<>();
        for (JoinWindows.Tables window : windows.all()) {
            add(window, parts, frozen);
        }
        return new KeyedFrozenState(parts, shared, frozen);
    }

    /** Of a window of which rows are being told, those that are told already are left out. */
    private static void add(JoinWindows.Tables window, List<FrozenEntries> parts, List<Runnable> frozen) {
        int atEnd = window.tellsAtEnd ? AT_END : 0;
        byte[] head = ByteBuffer.allocate(Long.BYTES).putLong(window.end).array();
        Records keys = window.keys.records().freeze();
        frozen.add(keys::release);
        FrozenEntries keyPart = new FrozenEntries(window.number * PARTS, KEY + atEnd, keys, (id, out) -> {
            out.writeInt(id);
            KeyTable.writeKey(keys, window.keys.fields(), id, out);
        });
        parts.add(keyPart.headed(head));
        for (int s = window.toldSide; s < window.sides.length; s++) {
            JoinSide side = window.sides[s];
            Records rows = side.freeze();
            frozen.add(rows::release);
            FrozenEntries rowPart =
                    new FrozenEntries(window.number * PARTS + 1 + s, LEFT + atEnd + s, rows, (id, out) -> {
                        out.writeInt(side.key(rows, id));
                        side.write(rows, id, out);
                    });
            rowPart = rowPart.placedBy(id -> keys.hash(side.key(rows, id))).headed(head);
            parts.add(s == window.toldSide && window.toldTo > 1 ? rowPart.from(window.toldTo) : rowPart);
        }
    }

    void restoreGroup(DataInput in) throws IOException {
        int written = SnapshotFormat.readVersion(in, RIGHT + AT_END, "a window join");
        boolean atEnd = written >= KEY + AT_END;
        int version = atEnd ? written - AT_END : written;
        if (version < KEY) {
            throw new LevadaException(
                    ErrorCode.STATE_MISMATCH,
                    "the state of a window join has format " + version + ", this version reads formats from " + KEY,
                    "start the job without the old state, or go on with the version of Levada that wrote it");
        }
        JoinWindows.Tables window = windows.open(in.readLong(), atEnd);
        if (version == KEY) {
            numbers.clear();
        }
        for (int count = in.readInt(); count > 0; count--) {
            int number = in.readInt();
            if (version == KEY) {
                int key = window.keys.table().readRecord(in);
                restored.add(window.keys.table(), key);
                numbers.put(number, key);
            } else {
                window.sides[version - LEFT].read(numbers.get(number), in, false);
            }
        }
        restored.index();
    }
}

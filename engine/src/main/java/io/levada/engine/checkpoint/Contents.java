package io.levada.engine.checkpoint;

import io.levada.core.connector.SourceSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a checkpoint holds beside operator state, while it is collected by the coordinator's thread. Once it is handed over
 * to be sealed it doesn't change.
 */
final class Contents {
    private final long id;
    private final Map<Integer, List<SourceSplit>> positions = new TreeMap<>();
    private final Map<Integer, List<byte[]>> committables = new TreeMap<>();
    private volatile long stateBytes;

    Contents(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    void addPositions(int step, List<SourceSplit> splits) {
        positions.computeIfAbsent(step, s -> new ArrayList<>()).addAll(splits);
    }

    void addCommittable(int sink, byte[] committable) {
        committables.computeIfAbsent(sink, s -> new ArrayList<>()).add(committable);
    }

    Map<Integer, List<SourceSplit>> positions() {
        return positions;
    }

    Map<Integer, List<byte[]>> committables() {
        return committables;
    }

    long stateBytes() {
        return stateBytes;
    }

    void setStateBytes(long bytes) {
        stateBytes = bytes;
    }
}

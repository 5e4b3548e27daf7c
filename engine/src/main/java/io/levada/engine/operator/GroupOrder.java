package io.levada.engine.operator;

import io.levada.engine.state.Records;
import java.util.Arrays;

/** The live ids of frozen records, sorted by key group; made by the thread that writes them. */
final class GroupOrder {
    private final int[] ids;
    private final int[] starts;

    private GroupOrder(int[] ids, int[] starts) {
        this.ids = ids;
        this.starts = starts;
    }

    static GroupOrder of(Records records) {
        return of(records, 0);
    }

    /** Of the ids that aren't below {@code firstId}. */
    static GroupOrder of(Records records, int firstId) {
        int[] starts = new int[KeyGroups.COUNT + 1];
        for (int id = firstId; id < records.limit(); id++) {
            if (records.isLive(id)) {
                starts[KeyGroups.ofHash(records.hash(id)) + 1]++;
            }
        }
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            starts[group + 1] += starts[group];
        }
        int[] ids = new int[starts[KeyGroups.COUNT]];
        int[] next = Arrays.copyOf(starts, KeyGroups.COUNT);
        for (int id = firstId; id < records.limit(); id++) {
            if (records.isLive(id)) {
                ids[next[KeyGroups.ofHash(records.hash(id))]++] = id;
            }
        }
        return new GroupOrder(ids, starts);
    }

    int count(int group) {
        return starts[group + 1] - starts[group];
    }

    /** The id at {@code index} of the group. */
    int id(int group, int index) {
        return ids[starts[group] + index];
    }
}

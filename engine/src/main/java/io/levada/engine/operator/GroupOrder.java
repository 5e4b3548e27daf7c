package io.levada.engine.operator;

import io.levada.engine.state.Records;
import java.util.Arrays;

/** Live ids of frozen records, sorted by key group; made by the thread that writes them. */
public final class GroupOrder {
    private final int[] ids;
    private final int[] starts;

    private GroupOrder(int[] ids, int[] starts) {
        this.ids = ids;
        this.starts = starts;
    }

    /** Of the ids that aren't below {@code firstId}. */
    static GroupOrder of(Records records, int firstId, FrozenEntries.Hashes hashes) {
        int count = 0;
        int[] live = new int[Math.max(0, records.limit() - firstId)];
        for (int id = firstId; id < records.limit(); id++) {
            if (records.isLive(id)) {
                live[count++] = id;
            }
        }
        return sorted(hashes, live, count);
    }

    /** Of the ids that have a mark. */
    static GroupOrder of(Records records, long[] marks, FrozenEntries.Hashes hashes) {
        int count = 0;
        int[] live = new int[Marks.count(marks)];
        for (int word = 0; word < marks.length; word++) {
            for (long rest = marks[word]; rest != 0; rest &= rest - 1) {
                int id = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
                if (id < records.limit() && records.isLive(id)) {
                    live[count++] = id;
                }
            }
        }
        return sorted(hashes, live, count);
    }

    private static GroupOrder sorted(FrozenEntries.Hashes hashes, int[] live, int count) {
        byte[] groups = new byte[count];
        int[] starts = new int[KeyGroups.COUNT + 1];
        for (int i = 0; i < count; i++) {
            groups[i] = (byte) KeyGroups.ofHash(hashes.of(live[i]));
            starts[groups[i] + 1]++;
        }
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            starts[group + 1] += starts[group];
        }
        int[] ids = new int[count];
        int[] next = Arrays.copyOf(starts, KeyGroups.COUNT);
        for (int i = 0; i < count; i++) {
            ids[next[groups[i]]++] = live[i];
        }
        return new GroupOrder(ids, starts);
    }

    /** How many there are. */
    public int size() {
        return ids.length;
    }

    /** How many are in the group. */
    public int count(int group) {
        return starts[group + 1] - starts[group];
    }

    /** Has the records at some indexes of the group fetched into the cache, see {@link Records#fetch}. */
    long fetch(Records records, int group, int index, int most) {
        int from = starts[group] + index;
        return records.fetch(ids, from, Math.min(from + most, starts[group + 1]));
    }

    /** The id at {@code index} of the group. */
    public int id(int group, int index) {
        return ids[starts[group] + index];
    }
}

package io.levada.engine.operator;

import io.levada.engine.state.Records;
import java.util.Arrays;

/**
 * Live ids of frozen records, sorted by key group; made by the thread that writes them. Some at a time: records that lie
 * side by side are in the cache together, and a group's are all over the memory.
 */
public final class GroupOrder {
    /** The {@link #end} where nothing follows. */
    public static final int NONE = -1;

    private final int[] ids;
    private final int[] starts;
    private final int end;

    private GroupOrder(int[] ids, int[] starts, int end) {
        this.ids = ids;
        this.starts = starts;
        this.end = end;
    }

    /** The first so many of the ids that aren't below {@code firstId}. */
    static GroupOrder of(Records records, int firstId, int most, FrozenEntries.Hashes hashes) {
        int count = 0;
        int id = firstId;
        int[] live = new int[Math.max(0, Math.min(most, records.limit() - firstId))];
        for (; id < records.limit() && count < most; id++) {
            if (records.isLive(id)) {
                live[count++] = id;
            }
        }
        return sorted(hashes, live, count, id < records.limit() ? id : NONE);
    }

    /** The first so many of the ids that aren't below {@code firstId} and have a mark. */
    static GroupOrder of(Records records, long[] marks, int firstId, int most, FrozenEntries.Hashes hashes) {
        int count = 0;
        int[] live = new int[Math.min(most, records.limit())];
        for (int word = firstId >>> 6; word < marks.length; word++) {
            long rest = marks[word];
            if (word == firstId >>> 6) {
                rest &= -1L << firstId;
            }
            for (; rest != 0; rest &= rest - 1) {
                int id = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
                if (id < records.limit() && records.isLive(id)) {
                    if (count == most) {
                        return sorted(hashes, live, count, id);
                    }
                    live[count++] = id;
                }
            }
        }
        return sorted(hashes, live, count, NONE);
    }

    private static GroupOrder sorted(FrozenEntries.Hashes hashes, int[] live, int count, int end) {
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
        return new GroupOrder(ids, starts, end);
    }

    /** How many there are. */
    public int size() {
        return ids.length;
    }

    /** How many are in the group. */
    public int count(int group) {
        return starts[group + 1] - starts[group];
    }

    /** The id with which the next ones begin, or {@link #NONE}. */
    public int end() {
        return end;
    }

    /** The id at {@code index} of the group. */
    public int id(int group, int index) {
        return ids[starts[group] + index];
    }
}

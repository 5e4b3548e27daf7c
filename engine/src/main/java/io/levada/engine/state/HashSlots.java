package io.levada.engine.state;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The slots of an open-addressing table with linear probing. An entry's high half is the low half of a hash, which says
 * where it belongs; 0 is an empty slot. The slots are an array or, when memory has no room for it, a mapped file; then they
 * stay one. Their number is a power of two.
 */
public final class HashSlots {
    private static final int SEGMENT_SHIFT = 27;
    private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;

    private final @Nullable StateMemory memory;
    private final SpareArrays spare;
    private long @Nullable [] array;
    private LongBuffer[] mapped = {};
    private int length;

    /** @param owner whose memory the slots take too */
    public HashSlots(Records owner, int length) {
        this.memory = owner.memoryOrNull();
        spare = owner.layout().spare();
        this.length = length;
        array = spare.take(length);
        if (memory != null) {
            memory.add(this);
        }
    }

    public int length() {
        return length;
    }

    /** The slots, for loops; null when they are on disk. Valid until the next {@link #resize}. */
    public long @Nullable [] array() {
        return array;
    }

    public long get(int slot) {
        long[] own = array;
        return own != null ? own[slot] : mapped[slot >>> SEGMENT_SHIFT].get(slot & SEGMENT_MASK);
    }

    public void set(int slot, long entry) {
        long[] own = array;
        if (own != null) {
            own[slot] = entry;
        } else {
            mapped[slot >>> SEGMENT_SHIFT].put(slot & SEGMENT_MASK, entry);
        }
    }

    /** Puts an entry into the first empty slot from where it belongs. */
    public void place(long entry) {
        int mask = length - 1;
        int slot = (int) (entry >>> 32) & mask;
        while (get(slot) != 0) {
            slot = slot + 1 & mask;
        }
        set(slot, entry);
    }

    /** Empties a slot; entries behind it move up so that they are found. */
    public void remove(int slot) {
        int mask = length - 1;
        int hole = slot;
        long entry;
        for (int next = hole + 1 & mask; (entry = get(next)) != 0; next = next + 1 & mask) {
            int home = (int) (entry >>> 32) & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                set(hole, entry);
                hole = next;
            }
        }
        set(hole, 0);
    }

    /** Empties all slots. */
    void clear() {
        long[] own = array;
        if (own != null) {
            Arrays.fill(own, 0);
            return;
        }
        for (int slot = 0; slot < length; slot++) {
            set(slot, 0);
        }
    }

    /** Changes the number of slots. */
    public void resize(int newLength) {
        long[] old = array;
        LongBuffer[] oldMapped = mapped;
        int oldLength = length;
        if (old != null) {
            if (memory != null) {
                memory.grew((newLength - oldLength) * (long) Long.BYTES);
            }
            array = spare.take(newLength);
        } else {
            mapped = Objects.requireNonNull(memory).map(newLength, SEGMENT_SHIFT);
        }
        length = newLength;
        for (int i = 0; i < oldLength; i++) {
            long entry = old != null ? old[i] : oldMapped[i >>> SEGMENT_SHIFT].get(i & SEGMENT_MASK);
            if (entry != 0) {
                place(entry);
            }
        }
    }

    /** The slots won't be used again. */
    void recycle() {
        long[] own = array;
        if (own != null) {
            spare.give(own);
            array = new long[0];
            length = 0;
        }
    }

    /** Moves the slots to disk. @return bytes of memory that became free */
    long moveOut() {
        long[] own = array;
        if (own == null || length == 0) {
            return 0;
        }
        mapped = Objects.requireNonNull(memory).map(length, SEGMENT_SHIFT);
        for (int segment = 0; segment < mapped.length; segment++) {
            mapped[segment].put(0, own, segment << SEGMENT_SHIFT, Math.min(length, SEGMENT_MASK + 1));
        }
        array = null;
        return own.length * (long) Long.BYTES;
    }

    /** Bytes that it takes in memory. */
    public long memoryBytes() {
        return array == null ? 0 : length * (long) Long.BYTES;
    }

    long mappedBytes() {
        return array == null ? length * (long) Long.BYTES : 0;
    }
}

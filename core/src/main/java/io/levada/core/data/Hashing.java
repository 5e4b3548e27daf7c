package io.levada.core.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash functions behind key groups and state tables. They are part of the checkpoint format: a key's group is
 * derived from them, so that changing one makes old checkpoints unreadable.
 */
public final class Hashing {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /** The hash of NULL. */
    public static final long NULL = 0x5851F42D4C957F2DL;

    private Hashing() {}

    /** A bijective mix in which every input bit moves every output bit (the finaliser of splitmix64). */
    public static long mix(long value) {
        long h = value + MULTIPLIER;
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 31);
    }

    /** Combines the hash of a key's earlier columns with that of the next one; order matters. */
    public static long combine(long hash, long next) {
        return mix(join(hash, next));
    }

    /** What {@link #combine} mixes: its two halves make two loops over many hashes. */
    public static long join(long hash, long next) {
        return hash * 31 + next;
    }

    /** The hash of up to seven bytes that lie in a word, the first in the lowest place: that of {@link #bytes}. */
    static long fewBytes(long bytes, int length) {
        return mix(length * MULTIPLIER ^ bytes);
    }

    public static long bytes(byte[] array, int offset, int length) {
        long h = length * MULTIPLIER;
        int i = offset;
        int end = offset + length;
        for (; i + 8 <= end; i += 8) {
            h = mix(h ^ (long) LONGS.get(array, i));
        }
        long tail = 0;
        for (int shift = 0; i < end; i++, shift += 8) {
            tail |= (array[i] & 0xFFL) << shift;
        }
        return mix(h ^ tail);
    }
}

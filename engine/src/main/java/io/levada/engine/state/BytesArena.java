package io.levada.engine.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Strings and binary values behind one word each. Up to seven bytes lie in the word itself (negative words); longer ones
 * lie in chunks that are only ever appended to, so that a frozen copy can share them.
 */
final class BytesArena {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_INLINE = 7;
    private static final int FIRST_CHUNK = 256;
    private static final int CHUNK = 1 << 18;
    private static final long WORTH_COMPACTING = 1 << 20;
    private static final long INLINE = 1L << 63;
    private static final int INLINE_LENGTH_SHIFT = 56;

    private byte[][] chunks;
    private int chunkCount;
    private int position;
    private long used;
    private long garbage;

    BytesArena() {
        chunks = new byte[4][];
    }

    private BytesArena(BytesArena source) {
        chunks = source.chunks.clone();
        chunkCount = source.chunkCount;
        position = source.position;
        used = source.used;
        garbage = source.garbage;
    }

    BytesArena freeze() {
        return new BytesArena(this);
    }

    /** Empties this arena and gives what was in it. */
    BytesArena moveOut() {
        BytesArena old = new BytesArena(this);
        chunks = new byte[4][];
        chunkCount = 0;
        position = 0;
        used = 0;
        garbage = 0;
        return old;
    }

    static boolean isInline(int length) {
        return length <= MAX_INLINE;
    }

    static long inline(byte[] source, int offset, int length) {
        long word = INLINE | (long) length << INLINE_LENGTH_SHIFT;
        for (int i = 0; i < length; i++) {
            word |= (source[offset + i] & 0xFFL) << (i * 8);
        }
        return word;
    }

    /** Stores a value and gives its word. */
    long store(byte[] source, int offset, int length) {
        if (isInline(length)) {
            return inline(source, offset, length);
        }
        int needed = length + Integer.BYTES;
        if (chunkCount == 0 || position + needed > chunks[chunkCount - 1].length) {
            addChunk(needed);
        }
        byte[] chunk = chunks[chunkCount - 1];
        INTS.set(chunk, position, length);
        System.arraycopy(source, offset, chunk, position + Integer.BYTES, length);
        long word = (long) (chunkCount - 1) << 32 | position;
        position += needed;
        used += needed;
        return word;
    }

    private void addChunk(int needed) {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        int size = (int) Math.min(CHUNK, Math.max(FIRST_CHUNK, used));
        chunks[chunkCount++] = new byte[Math.max(size, needed)];
        position = 0;
    }

    /** Says that the value behind the word isn't needed any more. */
    void discard(long word) {
        if (word >= 0) {
            garbage += length(word) + Integer.BYTES;
        }
    }

    int length(long word) {
        return word < 0
                ? (int) (word >>> INLINE_LENGTH_SHIFT) & MAX_INLINE
                : (int) INTS.get(chunks[(int) (word >>> 32)], (int) word);
    }

    boolean equalTo(long word, byte[] other, int from, int to) {
        int length = to - from;
        if (isInline(length)) {
            return word == inline(other, from, length);
        }
        if (word < 0) {
            return false;
        }
        byte[] chunk = chunks[(int) (word >>> 32)];
        int start = (int) word + Integer.BYTES;
        return length(word) == length && Arrays.equals(chunk, start, start + length, other, from, to);
    }

    /** The order of unsigned bytes. */
    int compareTo(long word, byte[] other, int from, int to) {
        if (word < 0) {
            byte[] own = inlineBytes(word);
            return Arrays.compareUnsigned(own, 0, own.length, other, from, to);
        }
        int start = (int) word + Integer.BYTES;
        return Arrays.compareUnsigned(chunks[(int) (word >>> 32)], start, start + length(word), other, from, to);
    }

    /** The array that holds the value; it starts at {@link #start}. */
    byte[] array(long word) {
        return word < 0 ? inlineBytes(word) : chunks[(int) (word >>> 32)];
    }

    static int start(long word) {
        return word < 0 ? 0 : (int) word + Integer.BYTES;
    }

    private static byte[] inlineBytes(long word) {
        byte[] bytes = new byte[(int) (word >>> INLINE_LENGTH_SHIFT) & MAX_INLINE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (word >>> (i * 8));
        }
        return bytes;
    }

    /** Writes an inline value's bytes, up to seven, to {@code target}. */
    static void copyInline(long word, byte[] target, int offset, int length) {
        for (int i = 0; i < length; i++) {
            target[offset + i] = (byte) (word >>> (i * 8));
        }
    }

    boolean isMostlyGarbage() {
        return garbage > WORTH_COMPACTING && garbage > used / 2;
    }

    long memoryBytes() {
        return Math.max(used, chunkCount == 0 ? 0 : FIRST_CHUNK);
    }
}

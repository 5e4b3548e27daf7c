package io.levada.engine.state;

import io.levada.core.data.BytesWord;
import java.util.Arrays;

/**
 * Strings and binary values behind one {@linkplain BytesWord word} each. Up to seven bytes lie in the word itself; longer
 * ones lie in chunks that are only ever appended to, so that frozen copies and columns can share them. For the columns'
 * sake what stands in the array of chunks isn't replaced either: another chunk under a used number needs another array.
 */
final class BytesArena {
    private static final int FIRST_CHUNK = 256;
    private static final int CHUNK = 1 << 18;
    private static final long WORTH_COMPACTING = 1 << 20;

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

    /** Stores a value and gives its word. */
    long store(byte[] source, int offset, int length) {
        if (length <= BytesWord.MAX_INLINE) {
            return BytesWord.inline(source, offset, length);
        }
        if (chunkCount == 0 || position + length > chunks[chunkCount - 1].length) {
            addChunk(length);
        }
        int start = position;
        System.arraycopy(source, offset, chunks[chunkCount - 1], start, length);
        position += length;
        used += length;
        return length <= BytesWord.MAX_LENGTH
                ? BytesWord.of(chunkCount - 1, start, length)
                : BytesWord.ofWhole(chunkCount - 1);
    }

    /** Stores a value, which isn't NULL, that lies in other buffers. */
    long store(long word, byte[][] buffers) {
        if (word < 0) {
            return word;
        }
        return store(buffers[BytesWord.buffer(word)], BytesWord.start(word), BytesWord.length(word, buffers));
    }

    private void addChunk(int needed) {
        if (chunkCount == BytesWord.MAX_BUFFERS) {
            throw new IllegalStateException("the strings of one table of state grew past 128 GiB");
        }
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        int size = (int) Math.min(CHUNK, Math.max(FIRST_CHUNK, used));
        chunks[chunkCount++] = new byte[Math.max(size, needed)];
        position = 0;
    }

    /** Says that the value behind the word isn't needed any more; nothing to say of 0. */
    void discard(long word) {
        if (word > 0) {
            garbage += length(word);
        }
    }

    /** What words point into, to be read; stays as it is for the words that there are. */
    byte[][] chunks() {
        return chunks;
    }

    int length(long word) {
        return BytesWord.length(word, chunks);
    }

    boolean equalTo(long word, byte[] other, int from, int to) {
        int length = to - from;
        if (length <= BytesWord.MAX_INLINE) {
            return word == BytesWord.inline(other, from, length);
        }
        if (word < 0 || length(word) != length) {
            return false;
        }
        int start = BytesWord.start(word);
        return Arrays.equals(chunks[BytesWord.buffer(word)], start, start + length, other, from, to);
    }

    /** Whether a value equals one, not NULL, that lies in other buffers. */
    boolean equalTo(long word, long other, byte[][] buffers) {
        if (other < 0) {
            return word == other;
        }
        int start = BytesWord.start(other);
        return equalTo(word, buffers[BytesWord.buffer(other)], start, start + BytesWord.length(other, buffers));
    }

    /** The order of unsigned bytes. */
    int compareTo(long word, byte[] other, int from, int to) {
        int start = BytesWord.start(word);
        return Arrays.compareUnsigned(array(word), start, start + length(word), other, from, to);
    }

    /** An array that holds the value; it starts at {@link BytesWord#start}. */
    byte[] array(long word) {
        return BytesWord.array(word, chunks);
    }

    boolean isMostlyGarbage() {
        return garbage > WORTH_COMPACTING && garbage > used / 2;
    }

    long memoryBytes() {
        return Math.max(used, chunkCount == 0 ? 0 : FIRST_CHUNK);
    }
}

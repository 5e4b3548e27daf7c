package io.levada.engine.state;

import io.levada.core.data.BytesColumn;
import io.levada.core.data.BytesWord;
import io.levada.core.data.Hashing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings and binary values behind one {@linkplain BytesWord word} each. Up to seven bytes lie in the word itself; longer
 * ones lie in chunks that are only ever appended to, so that frozen copies and columns can share them. For the columns'
 * sake what stands in the array of chunks isn't replaced either: another chunk under a used number needs another array.
 *
 * <p>Two ways save copying: an array of which a batch brings a good part becomes a chunk as it is, and a value that was just
 * stored from the same place (what a join repeats for each partner) gets the same word.
 */
final class BytesArena {
    private static final int FIRST_CHUNK = 256;
    private static final int CHUNK = 1 << 18;
    private static final long WORTH_COMPACTING = 1 << 20;
    /** An array becomes a chunk when values take so many bytes of it, and at least one in so many. */
    private static final int WORTH_SHARING = 1 << 13;

    private static final int MOST_SPARSE = 4;
    private static final int RECENT = 1 << 12;

    private byte[][] chunks;
    private int chunkCount;
    /** The chunk that is appended to. */
    private int current = -1;

    private int position;
    /** Bytes of all values, one for each time that it was stored. */
    private long used;
    /** Those of them that were discarded. */
    private long garbage;
    /** Bytes in memory less those of values: more with shared arrays, less with repeated values. */
    private long held;

    private byte @Nullable [] shared;
    private int sharedChunk;
    /** What the words of values point into that were stored of late, or null: those words, and the ones that they got. */
    private byte @Nullable [][] recentBuffers;

    private long[] recentWords = new long[0];
    private long[] recentStored = new long[0];

    BytesArena() {
        chunks = new byte[4][];
    }

    private BytesArena(BytesArena source) {
        chunks = source.chunks.clone();
        chunkCount = source.chunkCount;
        current = source.current;
        position = source.position;
        held = source.held;
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
        current = -1;
        position = 0;
        held = 0;
        shared = null;
        recentBuffers = null;
        used = 0;
        garbage = 0;
        return old;
    }

    /** Stores the values of some rows; gives their words. */
    void store(BytesColumn column, int[] rows, int count, long[] values) {
        if (!column.words(rows, count, values)) {
            for (int i = 0; i < count; i++) {
                values[i] = store(column, rows[i]);
            }
            return;
        }
        byte[][] buffers = column.words() == null ? new byte[][] {column.data()} : column.buffers();
        if (buffers.length == 1 && share(buffers, values, count)) {
            return;
        }
        if (buffers.length > 1 && buffers != recentBuffers && count >= RECENT / 32) {
            recentBuffers = buffers;
            recentStored = new long[RECENT];
            recentWords = new long[RECENT];
        }
        for (int i = 0; i < count; i++) {
            values[i] = values[i] == 0 ? 0 : store(values[i], buffers);
        }
    }

    /** Takes the one buffer as a chunk, if the values are worth it, and makes their words point into it. */
    private boolean share(byte[][] buffers, long[] values, int count) {
        byte[] array = buffers[0];
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += values[i] > 0 ? BytesWord.length(values[i], buffers) : 0;
        }
        if (array != shared) {
            if (bytes < WORTH_SHARING || bytes < array.length / MOST_SPARSE || chunkCount > BytesWord.MAX_BUFFERS / 2) {
                return false;
            }
            shared = array;
            sharedChunk = add(array);
            held += array.length;
        }
        used += bytes;
        held -= bytes;
        for (int i = 0; i < count; i++) {
            long value = values[i];
            if (value > 0) {
                int length = BytesWord.length(value, buffers);
                values[i] = length <= BytesWord.MAX_INLINE
                        ? BytesWord.inline(array, BytesWord.start(value), length)
                        : BytesWord.in(sharedChunk, value);
            }
        }
        return true;
    }

    /** Stores the value of a row, which may be NULL, and gives its word. */
    long store(BytesColumn column, int row) {
        if (column.isNull(row)) {
            return 0;
        }
        long[] words = column.words();
        return words == null
                ? store(column.data(), column.offsets()[row], column.length(row))
                : store(words[row], column.buffers());
    }

    /** Stores a value and gives its word. */
    long store(byte[] source, int offset, int length) {
        if (length <= BytesWord.MAX_INLINE) {
            return BytesWord.inline(source, offset, length);
        }
        if (current < 0 || position + length > chunks[current].length) {
            int size = (int) Math.min(CHUNK, Math.max(FIRST_CHUNK, used));
            current = add(new byte[Math.max(size, length)]);
            position = 0;
        }
        int start = position;
        System.arraycopy(source, offset, chunks[current], start, length);
        position += length;
        used += length;
        return length <= BytesWord.MAX_LENGTH ? BytesWord.of(current, start, length) : BytesWord.ofWhole(current);
    }

    /** Stores a value, which isn't NULL, that lies in other buffers. */
    long store(long word, byte[][] buffers) {
        if (word < 0) {
            return word;
        }
        byte[] source = buffers[BytesWord.buffer(word)];
        int start = BytesWord.start(word);
        int length = BytesWord.length(word, buffers);
        if (length <= BytesWord.MAX_INLINE || buffers != recentBuffers) {
            return store(source, start, length);
        }
        int slot = (int) Hashing.mix(word) & RECENT - 1;
        if (recentWords[slot] == word) {
            used += length;
            held -= length;
            return recentStored[slot];
        }
        recentWords[slot] = word;
        return recentStored[slot] = store(source, start, length);
    }

    private int add(byte[] chunk) {
        if (chunkCount == BytesWord.MAX_BUFFERS) {
            throw new IllegalStateException("the strings of one table of state grew past 128 GiB");
        }
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        chunks[chunkCount] = chunk;
        return chunkCount++;
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
        if (word < 0) {
            return BytesWord.compareInline(word, other, from, to);
        }
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
        return Math.max(used + held, chunkCount == 0 ? 0 : FIRST_CHUNK);
    }
}

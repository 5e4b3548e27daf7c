package io.levada.engine.state;

import io.levada.core.data.BytesColumn;
import io.levada.core.data.BytesWord;
import io.levada.core.data.Hashing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings and binary values behind one {@linkplain BytesWord word} each. Up to seven bytes lie in the word itself; longer
 * ones lie in chunks that are only ever appended to, so that frozen copies and columns can share them. A chunk of which
 * nothing is needed any more is given back, and its number with it; for the columns' sake what stands in an array of chunks
 * that they have isn't replaced then: the next chunk under that number stands in another array.
 *
 * <p>Two ways save copying: an array of which a batch brings a good part becomes a chunk as it is, and a value that was just
 * stored from the same place (what a join repeats for each partner) gets the same word. Neither is done where memory is
 * short ({@link #copyAll}), because pages go to disk and come back with the bytes of each of their values.
 */
final class BytesArena {
    private static final int FIRST_CHUNK = 256;
    private static final int CHUNK = 1 << 18;
    private static final int NONE = -1;
    private static final byte[] EMPTY = {};
    /** An array becomes a chunk when values take so many bytes of it, and at least one in so many. */
    private static final int WORTH_SHARING = 1 << 13;

    private static final int MOST_SPARSE = 4;
    private static final int RECENT = 1 << 12;

    private final @Nullable StateMemory memory;
    private byte[][] chunks;
    /** Whether columns may have the array of chunks. */
    private boolean given;
    /** Bytes of the values that were stored in each chunk, one for each word, and those of them that are still needed. */
    private long[] stored = new long[4];

    private long[] needed = new long[4];
    private int chunkCount;
    private int[] freeChunks = new int[4];
    private int freeCount;
    /** The chunk that is appended to. */
    private int current = NONE;

    private int position;
    /** Of all chunks: what they take, and the sums of stored and needed bytes. */
    private long allocated;

    private long used;
    private long live;
    private long dropped;
    private boolean copyAll;

    private byte @Nullable [] shared;
    private int sharedChunk;
    /** What the words of values point into that were stored of late, or null: those words, and the ones that they got. */
    private byte @Nullable [][] recentBuffers;

    private long[] recentWords = new long[0];
    private long[] recentStored = new long[0];

    /** @param memory told when it grows; null for nobody */
    BytesArena(@Nullable StateMemory memory) {
        this.memory = memory;
        chunks = new byte[4][];
    }

    /** A frozen copy, which may store more in chunks of its own. */
    private BytesArena(BytesArena source) {
        memory = null;
        chunks = source.chunks.clone();
        stored = new long[chunks.length];
        needed = new long[chunks.length];
        chunkCount = source.chunkCount;
        copyAll = true;
    }

    BytesArena freeze() {
        return new BytesArena(this);
    }

    /** From now on each value is copied for each word. */
    void copyAll() {
        copyAll = true;
        shared = null;
        recentBuffers = null;
    }

    /** Stores the values of some rows; gives their words. */
    void store(BytesColumn column, int[] rows, int count, long[] values) {
        if (copyAll || !column.words(rows, count, values)) {
            for (int i = 0; i < count; i++) {
                values[i] = store(column, rows[i]);
            }
            return;
        }
        byte[][] buffers = column.words() == null ? new byte[][] {column.bytes()} : column.buffers();
        if (buffers.length == 1 && !column.isUniform() && share(buffers, values, count)) {
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
        if (array != shared) {
            long bytes = 0;
            for (int i = 0; i < count; i++) {
                bytes += values[i] > 0 ? BytesWord.length(values[i], buffers) : 0;
            }
            if (bytes < WORTH_SHARING || bytes < array.length / MOST_SPARSE || chunkCount > BytesWord.MAX_BUFFERS / 2) {
                return false;
            }
            sharedChunk = add(array);
            shared = array;
        }
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i];
            if (value > 0) {
                int length = BytesWord.length(value, buffers);
                if (length <= BytesWord.MAX_INLINE) {
                    values[i] = BytesWord.inline(array, BytesWord.start(value), length);
                } else {
                    values[i] = BytesWord.in(sharedChunk, value);
                    bytes += length;
                }
            }
        }
        count(sharedChunk, bytes);
        if (needed[sharedChunk] == 0) {
            drop(sharedChunk);
        }
        return true;
    }

    private void count(int chunk, long bytes) {
        stored[chunk] += bytes;
        needed[chunk] += bytes;
        used += bytes;
        live += bytes;
    }

    /** Stores the value of a row, which may be NULL, and gives its word. */
    long store(BytesColumn column, int row) {
        if (column.isNull(row)) {
            return 0;
        }
        long[] words = column.words();
        return words == null
                ? store(column.bytes(), column.start(row), column.length(row))
                : store(words[row], column.buffers());
    }

    /** Stores a value and gives its word. */
    long store(byte[] source, int offset, int length) {
        if (length <= BytesWord.MAX_INLINE) {
            return BytesWord.inline(source, offset, length);
        }
        if (current == NONE || position + length > chunks[current].length) {
            endChunk();
            int size = (int) Math.min(CHUNK, Math.max(FIRST_CHUNK, used));
            current = add(new byte[Math.max(size, length)]);
            position = 0;
        }
        int start = position;
        System.arraycopy(source, offset, chunks[current], start, length);
        position += length;
        count(current, length);
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
            count(BytesWord.buffer(recentStored[slot]), length);
            return recentStored[slot];
        }
        recentWords[slot] = word;
        return recentStored[slot] = store(source, start, length);
    }

    private int add(byte[] chunk) {
        int number;
        if (freeCount > 0) {
            number = freeChunks[--freeCount];
        } else {
            if (chunkCount == BytesWord.MAX_BUFFERS) {
                throw new IllegalStateException("the strings of one table of state grew past 128 GiB");
            }
            if (chunkCount == chunks.length) {
                chunks = Arrays.copyOf(chunks, chunkCount * 2);
                stored = Arrays.copyOf(stored, chunkCount * 2);
                needed = Arrays.copyOf(needed, chunkCount * 2);
                given = false;
            }
            number = chunkCount++;
        }
        if (memory != null) {
            memory.grew(chunk.length);
        }
        chunks[number] = chunk;
        allocated += chunk.length;
        return number;
    }

    /** Gives a chunk back of which nothing is needed. */
    private void drop(int number) {
        int length = chunks[number].length;
        allocated -= length;
        dropped += length;
        used -= stored[number];
        stored[number] = 0;
        if (given) {
            chunks = chunks.clone();
            given = false;
        }
        if (chunks[number] == shared) {
            shared = null;
        }
        chunks[number] = EMPTY;
        recentBuffers = null;
        if (freeCount == freeChunks.length) {
            freeChunks = Arrays.copyOf(freeChunks, freeCount * 2);
        }
        freeChunks[freeCount++] = number;
    }

    /** Says that the value behind the word isn't needed any more; nothing to say of 0. */
    void discard(long word) {
        if (word > 0) {
            int length = length(word);
            int number = BytesWord.buffer(word);
            live -= length;
            needed[number] -= length;
            if (needed[number] == 0 && number != current) {
                drop(number);
            }
        }
    }

    /** Gives back the chunk that is appended to if nothing in it is needed. */
    void dropEmpty() {
        if (current != NONE && needed[current] == 0) {
            endChunk();
        }
    }

    /** Nothing more is appended to the chunk that is appended to. */
    void endChunk() {
        int ended = current;
        current = NONE;
        if (ended != NONE && needed[ended] == 0) {
            drop(ended);
        }
    }

    /** Whether so much of the value's chunk is garbage that it pays to move the rest. */
    boolean isSparse(long word) {
        int number = BytesWord.buffer(word);
        long size = copyAll ? chunks[number].length : stored[number];
        return number != current && needed[number] < size - (size >>> 2);
    }

    /** Stores a value anew. */
    long move(long word) {
        long moved = store(array(word), BytesWord.start(word), length(word));
        discard(word);
        return moved;
    }

    /** What words point into, for columns: stays as it is for the words that there are. */
    byte[][] chunks() {
        given = true;
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

    /** Whether more than so many bytes, and more than half of all, are garbage. */
    boolean isMostlyGarbage(long bytes) {
        long all = copyAll ? allocated : used;
        return all - live > bytes && all - live > all / 2;
    }

    /** Bytes of all chunks that were given back so far; frozen copies may still hold them. */
    long droppedBytes() {
        return dropped;
    }

    long memoryBytes() {
        return Math.max(allocated, chunkCount == 0 ? 0 : FIRST_CHUNK);
    }
}

package io.levada.core.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@link io.levada.core.type.Storage#BYTES} storage, in one of two forms. What writers append is one array of
 * bytes; value {@code i} lies from {@code offsets[i]} to {@code offsets[i + 1]}. What is gathered from other columns, or
 * loaded from state, are {@linkplain BytesWord words} that say where the bytes lie, in buffers that are shared and never
 * change: nothing is copied. {@link #offsets} and {@link #data} make one array of those too, once. As long as all values
 * are one object, such as the day of rows that follow each other, its bytes are there once.
 */
public final class BytesColumn extends Column {
    private static final int ASSUMED_VALUE_BYTES = 16;
    /** Of fewer than one in so many values the bytes are copied, so that they don't hold the others in memory. */
    private static final int FEW = 16;

    private static final byte[] NO_BYTES = {};
    private static final byte[][] NO_BUFFERS = {};
    private static final int[] NO_OFFSETS = {0};

    private final int firstCapacity;
    private int[] offsets = NO_OFFSETS;
    private byte[] data = NO_BYTES;

    /** Not null in the form of words. */
    private long @Nullable [] words;

    private byte[][] buffers = NO_BUFFERS;
    /** Made of words, or of the one value, by whichever thread asked first. */
    private @Nullable Flat flat;

    /** The object as which all values were appended so far; null when they weren't. */
    private @Nullable Bytes only;

    /** Whether the first value stands for all: only it is in {@link #data}, from 0 on. Never with words, or NULLs. */
    private boolean once;

    private record Flat(byte[] data, int[] offsets) {}

    public BytesColumn(int capacity) {
        firstCapacity = capacity;
    }

    public int[] offsets() {
        return words == null && !once ? offsets : flat().offsets;
    }

    public byte[] data() {
        return words == null && !once ? data : flat().data;
    }

    /** The values where they lie as they came, where there are no {@link #words}: one, where all are the same. */
    public byte[] bytes() {
        return data;
    }

    private Flat flat() {
        Flat made = flat;
        if (made == null) {
            made = once ? repeated() : flatten(Objects.requireNonNull(words));
            flat = made;
        }
        return made;
    }

    private Flat repeated() {
        int length = offsets[1];
        int[] ends = new int[size + 1];
        byte[] bytes = new byte[checked((long) size * length)];
        for (int i = 0; i < size; i++) {
            System.arraycopy(data, 0, bytes, i * length, length);
            ends[i + 1] = (i + 1) * length;
        }
        return new Flat(bytes, ends);
    }

    private Flat flatten(long[] places) {
        int[] ends = new int[size + 1];
        long end = 0;
        for (int i = 0; i < size; i++) {
            end += BytesWord.length(places[i], buffers);
            ends[i + 1] = checked(end);
        }
        byte[] bytes = new byte[checked(end)];
        for (int i = 0; i < size; i++) {
            if (ends[i + 1] > ends[i]) {
                copy(places[i], bytes, ends[i], ends[i + 1] - ends[i]);
            }
        }
        return new Flat(bytes, ends);
    }

    private void copy(long place, byte[] to, int at, int length) {
        if (place < 0) {
            BytesWord.copyInline(place, to, at);
        } else {
            System.arraycopy(buffers[BytesWord.buffer(place)], BytesWord.start(place), to, at, length);
        }
    }

    private static int checked(long length) {
        if (length > Integer.MAX_VALUE) {
            throw new IllegalStateException("a batch column grew past 2 GiB");
        }
        return (int) length;
    }

    /**
     * Where the values lie, by row, in {@link #buffers}, 0 for NULL; null when they are one array. Not to be written to.
     */
    public long @Nullable [] words() {
        return words;
    }

    /** What {@link #words} point into. Not to be written to. */
    public byte[][] buffers() {
        return buffers;
    }

    /** A view that stays valid as long as it is referenced. */
    public Bytes get(int row) {
        return isNull(row) ? Bytes.EMPTY : new Bytes(array(row), start(row), length(row));
    }

    /** An array that holds a value, which isn't NULL, from {@link #start} on. */
    private byte[] array(int row) {
        return words == null ? data : BytesWord.array(words[row], buffers);
    }

    /** Where a value begins, in {@link #bytes} or in the buffer of its word. */
    public int start(int row) {
        return words == null ? offsets[once ? 0 : row] : BytesWord.start(words[row]);
    }

    public int length(int row) {
        if (words != null) {
            return BytesWord.length(words[row], buffers);
        }
        return once ? offsets[1] : offsets[row + 1] - offsets[row];
    }

    public void append(Bytes value) {
        boolean same = value == only || size == 0;
        if (same && (once || size <= 1 && words == null && nulls() == null)) {
            appendOnce(value);
            return;
        }
        append(value.array(), value.offset(), value.length());
        only = same ? value : null;
    }

    private void appendOnce(Bytes value) {
        if (size == 0) {
            data = Arrays.copyOfRange(value.array(), value.offset(), value.offset() + value.length());
            offsets = new int[] {0, value.length()};
            only = value;
        }
        once = true;
        if (flat != null) {
            flat = null;
        }
        size++;
    }

    /**
     * Whether all values are known to be one, which isn't NULL: a function that gave the same object for each row, such as
     * the day of rows that follow each other. Then what holds for row 0 holds for all.
     */
    public boolean isUniform() {
        return only != null && size > 0 && nulls() == null;
    }

    public void append(byte[] source, int offset, int length) {
        int start = reserve(length);
        System.arraycopy(source, offset, data, start, length);
        offsets[++size] = start + length;
        only = null;
    }

    /**
     * For writers that produce bytes in place: makes room for {@code length} more bytes and gives the position in
     * {@link #data()} at which they start; {@link #commit} ends the value.
     */
    public int reserve(int length) {
        becomeOneArray();
        ensureCapacity(size + 1);
        ensureData(offsets[size] + length);
        return offsets[size];
    }

    /** Ends the value whose bytes were written at {@link #reserve}. */
    public void commit(int length) {
        int start = offsets[size];
        offsets[++size] = start + length;
        only = null;
    }

    private void becomeOneArray() {
        if (words != null || once) {
            Flat made = flat();
            once = false;
            data = made.data;
            offsets = made.offsets;
            words = null;
            flat = null;
            buffers = NO_BUFFERS;
        }
    }

    private void ensureData(int length) {
        if (length < 0) {
            throw new IllegalStateException("a batch column grew past 2 GiB");
        }
        if (length > data.length) {
            long room = size <= 1 ? (long) capacity() * ASSUMED_VALUE_BYTES : data.length * 2L;
            data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(length, room)));
        }
    }

    /** Makes room for so many more bytes of values, and no more than that in a column that has none yet. */
    public void reserveData(long bytes) {
        becomeOneArray();
        int length = checked(offsets[size] + bytes);
        if (data.length == 0) {
            data = new byte[length];
        } else {
            ensureData(length);
        }
    }

    @Override
    public int capacity() {
        return words != null ? words.length : Math.max(offsets.length - 1, firstCapacity);
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (words != null) {
            if (capacity > words.length) {
                words = Arrays.copyOf(words, Math.max(capacity, words.length * 2));
                growNulls(words.length);
            }
        } else if (capacity >= offsets.length) {
            int room = Math.max(capacity, Math.max(firstCapacity, (offsets.length - 1) * 2));
            offsets = Arrays.copyOf(offsets, room + 1);
            growNulls(room);
        }
    }

    @Override
    public void truncate(int size) {
        super.truncate(size);
        flat = null;
        if (once && size == 0) {
            once = false;
            offsets = NO_OFFSETS;
            data = NO_BYTES;
        }
    }

    @Override
    public void appendNull() {
        if (once) {
            becomeOneArray();
        }
        ensureCapacity(size + 1);
        if (words != null) {
            words[size] = 0;
        } else {
            offsets[size + 1] = offsets[size];
        }
        size++;
        only = null;
        markNull(size - 1);
    }

    @Override
    public void appendFrom(Column source, int row) {
        if (source.isNull(row)) {
            appendNull();
        } else {
            BytesColumn that = (BytesColumn) source;
            append(that.array(row), that.start(row), that.length(row));
        }
    }

    @Override
    public void appendFrom(Column source, int[] rows, int count) {
        BytesColumn that = (BytesColumn) source;
        int start = size;
        only = start == 0 && that.isUniform() ? that.only : null;
        if (start == 0 && that.once && count > 0) {
            repeat(that, count);
            return;
        }
        if (!canShare(that, count) || !(that.words == null ? share(that, rows, count) : gather(that, rows, count))) {
            copy(that, rows, count);
        }
        markNulls(source, rows, count, start);
    }

    /** Whether values of the other column can be passed on as words: all of one column's words have the same buffers. */
    private boolean canShare(BytesColumn that, int count) {
        if (size > 0) {
            return words != null && that.words != null && buffers == that.buffers;
        }
        return (long) count * FEW >= that.size;
    }

    /** Takes over so many of another column's one value. */
    private void repeat(BytesColumn that, int count) {
        words = null;
        buffers = NO_BUFFERS;
        flat = null;
        data = that.data;
        offsets = that.offsets;
        once = true;
        setFilled(count, null);
    }

    /** @param made as words, instead of what there was: nothing */
    private void becomeWords(long[] made, byte[][] itsBuffers) {
        words = made;
        buffers = itsBuffers;
        offsets = NO_OFFSETS;
        data = NO_BYTES;
        flat = null;
    }

    private boolean gather(BytesColumn that, int[] rows, int count) {
        long[] from = Objects.requireNonNull(that.words);
        if (size == 0) {
            becomeWords(new long[Math.max(count, firstCapacity)], that.buffers);
        }
        ensureCapacity(size + count);
        long[] to = Objects.requireNonNull(words);
        int start = size;
        for (int i = 0; i < count; i++) {
            to[start + i] = from[rows[i]];
        }
        size = start + count;
        return true;
    }

    private boolean share(BytesColumn that, int[] rows, int count) {
        long[] made = new long[Math.max(count, firstCapacity)];
        if (!that.words(rows, count, made)) {
            return false;
        }
        becomeWords(made, new byte[][] {that.data});
        size = count;
        return true;
    }

    /**
     * The words of some values, 0 for NULL: they point into {@link #buffers}, or into {@link #bytes} where there are none.
     *
     * @return false, and what was made is worthless, when one array is too large for words
     */
    public boolean words(int[] rows, int count, long[] made) {
        long[] from = words;
        if (from != null) {
            for (int i = 0; i < count; i++) {
                made[i] = from[rows[i]];
            }
            return true;
        }
        if (once) {
            int length = offsets[1];
            Arrays.fill(made, 0, count, length == 0 ? BytesWord.EMPTY : BytesWord.of(0, 0, length));
            return length <= BytesWord.MAX_LENGTH;
        }
        int[] at = offsets;
        int most = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int start = at[row];
            int length = at[row + 1] - start;
            most |= length;
            made[i] = length == 0 ? BytesWord.EMPTY : BytesWord.of(0, start, length);
        }
        boolean[] nulls = nulls();
        if (nulls != null) {
            for (int i = 0; i < count; i++) {
                made[i] = nulls[rows[i]] ? 0 : made[i];
            }
        }
        return data.length < BytesWord.MAX_START && most <= BytesWord.MAX_LENGTH;
    }

    /**
     * Appends values of two columns as they come in turn.
     *
     * @param isFirst whether the value at {@code rows[i]} is the first column's
     * @param from the first index into {@code rows}
     * @param to the index after the last
     */
    public void appendFrom(BytesColumn first, BytesColumn second, boolean[] isFirst, int[] rows, int from, int to) {
        long[] left = first.words;
        long[] right = second.words;
        int count = to - from;
        int bufferCount = first.buffers.length + second.buffers.length;
        boolean isWorth = bufferCount <= 4 * count && bufferCount < BytesWord.MAX_BUFFERS;
        if (size > 0 || left == null || right == null || !isWorth) {
            for (int i = from; i < to; i++) {
                appendFrom(isFirst[i] ? first : second, rows[i]);
            }
            return;
        }
        byte[][] both = Arrays.copyOf(first.buffers, bufferCount);
        System.arraycopy(second.buffers, 0, both, first.buffers.length, second.buffers.length);
        long offset = BytesWord.of(first.buffers.length, 0, 0);
        long[] made = new long[count];
        for (int i = from; i < to; i++) {
            long word = isFirst[i] ? left[rows[i]] : right[rows[i]];
            made[i - from] = word <= 0 || isFirst[i] ? word : word + offset;
        }
        appendWords(made, count, both);
    }

    private void copy(BytesColumn that, int[] rows, int count) {
        becomeOneArray();
        ensureCapacity(size + count);
        long length = 0;
        for (int i = 0; i < count; i++) {
            length += that.length(rows[i]);
        }
        reserveData(length);
        int end = offsets[size];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int bytes = that.length(row);
            if (that.words != null && bytes > 0) {
                that.copy(that.words[row], data, end, bytes);
            } else {
                System.arraycopy(that.data, that.start(row), data, end, bytes);
            }
            end += bytes;
            offsets[++size] = end;
        }
    }

    /**
     * Appends values by their words; 0 gives NULL.
     *
     * @param itsBuffers what the words point into, not to be changed any more
     */
    public void appendWords(long[] source, int count, byte[][] itsBuffers) {
        if (size > 0 && (words == null || buffers != itsBuffers)) {
            BytesColumn more = new BytesColumn(count);
            more.appendWords(source, count, itsBuffers);
            for (int i = 0; i < count; i++) {
                appendFrom(more, i);
            }
            return;
        }
        if (size == 0) {
            becomeWords(new long[Math.max(count, firstCapacity)], itsBuffers);
        }
        ensureCapacity(size + count);
        System.arraycopy(source, 0, Objects.requireNonNull(words), size, count);
        size += count;
        only = null;
        for (int i = 0; i < count; i++) {
            if (source[i] == 0) {
                markNull(size - count + i);
            }
        }
    }

    @Override
    public long hash(int row) {
        if (isNull(row)) {
            return Hashing.NULL;
        }
        if (words == null) {
            return Hashing.bytes(data, start(row), length(row));
        }
        long word = words[row];
        int length = BytesWord.length(word, buffers);
        return word < 0
                ? Hashing.fewBytes(BytesWord.inlineBytes(word), length)
                : Hashing.bytes(buffers[BytesWord.buffer(word)], BytesWord.start(word), length);
    }

    @Override
    public boolean equalAt(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        if (isNull || other.isNull(otherRow)) {
            return isNull == other.isNull(otherRow);
        }
        BytesColumn that = (BytesColumn) other;
        int length = length(row);
        if (length != that.length(otherRow)) {
            return false;
        }
        if (words != null && words[row] < 0 || that.words != null && that.words[otherRow] < 0) {
            return inline(row) == that.inline(otherRow);
        }
        int start = start(row);
        int otherStart = that.start(otherRow);
        return Arrays.equals(array(row), start, start + length, that.array(otherRow), otherStart, otherStart + length);
    }

    /** The word that holds a short value. */
    private long inline(int row) {
        return words != null && words[row] < 0 ? words[row] : BytesWord.inline(array(row), start(row), length(row));
    }

    /** The bytes themselves count where they lie in this column alone. */
    @Override
    public long memoryBytes() {
        return words != null ? (long) words.length * Long.BYTES : data.length + (long) offsets.length * Integer.BYTES;
    }
}

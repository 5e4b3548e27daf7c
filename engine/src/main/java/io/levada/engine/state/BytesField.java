package io.levada.engine.state;

import io.levada.core.data.Bytes;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.BytesWord;
import io.levada.core.data.Column;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A string or binary value: one word, which holds it or says where in the arena it lies. */
final class BytesField extends RecordField {
    /** The word of a NULL. */
    private static final long NULL = 0;

    /** Longer values are read into arrays of their own. */
    private static final int READ = 1 << 12;

    private final int word;
    private long[] buffer = new long[0];
    /** What a value is read into; made when the first is. */
    private byte[] read = new byte[0];

    BytesField(RecordLayout layout) {
        super(layout);
        word = layout.addWords(1);
        layout.addBytesField(this);
    }

    @Override
    public void store(Records records, int[] ids, int[] rows, int count, Column source) {
        long[] values = buffer(count);
        records.arena().store((BytesColumn) source, rows, count, values);
        long[][] pages = records.writable(ids, count);
        int width = records.width();
        for (int i = 0; i < count; i++) {
            put(records.arena(), pages[ids[i] >>> Records.SHIFT], (ids[i] & Records.MASK) * width, values[i]);
        }
    }

    @Override
    public void store(Records records, int id, Column source, int row) {
        set(records, id, records.arena().store((BytesColumn) source, row));
    }

    private void set(Records records, int id, long value) {
        put(records.arena(), records.writable(id), records.at(id), value);
    }

    private void put(BytesArena arena, long[] page, int at, long value) {
        arena.discard(page[at + word]);
        page[at + word] = value;
        setPresent(page, at, value != NULL);
    }

    @Override
    public void compare(Records records, int[] ids, int[] rows, int count, Column source, boolean[] differs) {
        BytesColumn column = (BytesColumn) source;
        long[] words = words(records, ids, 0, count);
        for (int i = 0; i < count; i++) {
            differs[i] |= !isEqual(records.arena(), words[i], column, rows[i]);
        }
    }

    private static boolean isEqual(BytesArena arena, long stored, BytesColumn column, int row) {
        if (stored == NULL || column.isNull(row)) {
            return stored == NULL && column.isNull(row);
        }
        long[] words = column.words();
        if (words == null) {
            int start = column.start(row);
            return arena.equalTo(stored, column.bytes(), start, start + column.length(row));
        }
        return arena.equalTo(stored, words[row], column.buffers());
    }

    @Override
    public boolean equalAt(Records records, int id, Column source, int row) {
        return isEqual(records.arena(), records.word(id, word), (BytesColumn) source, row);
    }

    @Override
    public void load(Records records, int[] ids, int from, int count, Column target) {
        ((BytesColumn) target)
                .appendWords(
                        words(records, ids, from, count), count, records.arena().chunks());
    }

    /** In a pass of its own, so that cache misses overlap. */
    private long[] words(Records records, int[] ids, int from, int count) {
        long[] words = buffer(count);
        long[][] pages = records.readable(ids, from, count);
        int width = records.width();
        for (int i = 0; i < count; i++) {
            int id = ids[from + i];
            words[i] = pages[id >>> Records.SHIFT][(id & Records.MASK) * width + word];
        }
        return words;
    }

    private long[] buffer(int count) {
        if (buffer.length < count) {
            buffer = new long[Math.max(count, buffer.length * 2)];
        }
        return buffer;
    }

    @Override
    public int compareTo(Records records, int id, Column source, int row) {
        Bytes other = ((BytesColumn) source).get(row);
        return records.arena()
                .compareTo(records.word(id, word), other.array(), other.offset(), other.offset() + other.length());
    }

    @Override
    public int compareTo(Records records, int id, Records others, int otherId) {
        long other = others.word(otherId, word);
        int start = BytesWord.start(other);
        return records.arena()
                .compareTo(
                        records.word(id, word),
                        others.arena().array(other),
                        start,
                        start + others.arena().length(other));
    }

    @Override
    public void copy(Records to, int toId, Records from, int fromId) {
        long value = from.word(fromId, word);
        set(
                to,
                toId,
                value == NULL ? NULL : to.arena().store(value, from.arena().chunks()));
    }

    @Override
    public void clear(Records records, int id) {
        if (!isNull(records, id)) {
            records.arena().discard(records.word(id, word));
        }
        super.clear(records, id);
        records.setWord(id, word, 0);
    }

    /** Moves the value out of a chunk of the arena that is mostly garbage. */
    void compact(long[] page, int at, BytesArena arena) {
        if (isInSparseChunk(page, at, arena)) {
            page[at + word] = arena.move(page[at + word]);
        }
    }

    boolean isInSparseChunk(long[] page, int at, BytesArena arena) {
        return isInArena(page, at) && arena.isSparse(page[at + word]);
    }

    boolean isInArena(long[] page, int at) {
        return page[at + word] > 0 && page[at + Records.META] < 0;
    }

    int word() {
        return word;
    }

    @Override
    void writeValue(Records records, int id, DataOutput out) throws IOException {
        long value = records.word(id, word);
        BytesArena arena = records.arena();
        int length = arena.length(value);
        out.writeInt(length);
        out.write(arena.array(value), BytesWord.start(value), length);
    }

    @Override
    void readValue(Records records, int id, DataInput in) throws IOException {
        int length = in.readInt();
        if (read.length == 0) {
            read = new byte[READ];
        }
        byte[] bytes = length <= READ ? read : new byte[length];
        in.readFully(bytes, 0, length);
        set(records, id, records.arena().store(bytes, 0, length));
    }
}

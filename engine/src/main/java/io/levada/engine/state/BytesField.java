package io.levada.engine.state;

import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A string or binary value: one word, which holds it or says where in the arena it lies. */
final class BytesField extends RecordField {
    /** The word of a NULL, and of what the arena stored first. */
    private static final long NULL_OR_FIRST = 0;

    private final int word;
    private long[] buffer = new long[0];

    BytesField(RecordLayout layout) {
        super(layout);
        word = layout.addWords(1);
        layout.addBytesField(this);
    }

    @Override
    public void store(Records records, int[] ids, int[] rows, int count, Column source) {
        for (int i = 0; i < count; i++) {
            store(records, ids[i], source, rows[i]);
        }
    }

    @Override
    public void store(Records records, int id, Column source, int row) {
        BytesColumn column = (BytesColumn) source;
        boolean present = !source.isNull(row);
        int start = column.offsets()[row];
        set(records, id, present, column.data(), start, column.length(row));
    }

    private void set(Records records, int id, boolean present, byte[] bytes, int start, int length) {
        long[] page = records.writable(id);
        int at = records.at(id);
        if (isPresent(page, at)) {
            records.arena().discard(page[at + word]);
        }
        page[at + word] = present ? records.arena().store(bytes, start, length) : 0;
        setPresent(page, at, present);
    }

    @Override
    public void compare(Records records, int[] ids, int[] rows, int count, Column source, boolean[] differs) {
        BytesColumn column = (BytesColumn) source;
        byte[] data = column.data();
        int[] offsets = column.offsets();
        boolean[] nulls = source.nulls();
        long[][] pages = records.pages();
        int width = records.width();
        BytesArena arena = records.arena();
        for (int i = 0; i < count; i++) {
            long[] page = pages[ids[i] >>> Records.SHIFT];
            int at = (ids[i] & Records.MASK) * width;
            int row = rows[i];
            boolean present = nulls == null || !nulls[row];
            differs[i] |= present != isPresent(page, at)
                    || present && !arena.equalTo(page[at + word], data, offsets[row], offsets[row + 1]);
        }
    }

    @Override
    public boolean equalAt(Records records, int id, Column source, int row) {
        boolean isNull = isNull(records, id);
        BytesColumn column = (BytesColumn) source;
        return isNull == source.isNull(row)
                && (isNull
                        || records.arena()
                                .equalTo(
                                        records.word(id, word),
                                        column.data(),
                                        column.offsets()[row],
                                        column.offsets()[row + 1]));
    }

    @Override
    public void load(Records records, int[] ids, int from, int count, Column target) {
        BytesColumn column = (BytesColumn) target;
        BytesArena arena = records.arena();
        long[] words = words(records, ids, from, count);
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += words[i] == NULL_OR_FIRST ? 0 : arena.length(words[i]);
        }
        column.ensureCapacity(column.size() + count);
        column.reserveData(total);
        for (int i = 0; i < count; i++) {
            long value = words[i];
            if (value == NULL_OR_FIRST && isNull(records, ids[from + i])) {
                column.appendNull();
                continue;
            }
            int length = arena.length(value);
            int start = column.reserve(length);
            if (value < 0) {
                BytesArena.copyInline(value, column.data(), start, length);
            } else {
                System.arraycopy(arena.array(value), BytesArena.start(value), column.data(), start, length);
            }
            column.commit(length);
        }
    }

    /** In a pass of its own, so that cache misses overlap. */
    private long[] words(Records records, int[] ids, int from, int count) {
        if (buffer.length < count) {
            buffer = new long[Math.max(count, buffer.length * 2)];
        }
        long[][] pages = records.pages();
        int width = records.width();
        for (int i = 0; i < count; i++) {
            int id = ids[from + i];
            buffer[i] = pages[id >>> Records.SHIFT][(id & Records.MASK) * width + word];
        }
        return buffer;
    }

    @Override
    public int compareTo(Records records, int id, Column source, int row) {
        BytesColumn column = (BytesColumn) source;
        return records.arena()
                .compareTo(records.word(id, word), column.data(), column.offsets()[row], column.offsets()[row + 1]);
    }

    @Override
    public int compareTo(Records records, int id, Records others, int otherId) {
        long other = others.word(otherId, word);
        int start = BytesArena.start(other);
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
        boolean present = !isNull(from, fromId);
        BytesArena arena = from.arena();
        set(
                to,
                toId,
                present,
                present ? arena.array(value) : new byte[0],
                present ? BytesArena.start(value) : 0,
                present ? arena.length(value) : 0);
    }

    @Override
    public void clear(Records records, int id) {
        if (!isNull(records, id)) {
            records.arena().discard(records.word(id, word));
        }
        super.clear(records, id);
        records.setWord(id, word, 0);
    }

    /** Takes the value over from the arena that was compacted away. */
    void move(Records records, int id, BytesArena old) {
        long value = records.word(id, word);
        if (!isNull(records, id) && value >= 0) {
            long moved = records.arena().store(old.array(value), BytesArena.start(value), old.length(value));
            records.setWordUnnoticed(id, word, moved);
        }
    }

    @Override
    void writeValue(Records records, int id, DataOutput out) throws IOException {
        long value = records.word(id, word);
        BytesArena arena = records.arena();
        int length = arena.length(value);
        out.writeInt(length);
        out.write(arena.array(value), BytesArena.start(value), length);
    }

    @Override
    void readValue(Records records, int id, DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        set(records, id, true, bytes, 0, bytes.length);
    }
}

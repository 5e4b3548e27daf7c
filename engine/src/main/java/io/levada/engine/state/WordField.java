package io.levada.engine.state;

import io.levada.core.data.Column;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A value in one word. Values pass through a buffer of words, so that the loops over records are the same, and compiled
 * once, for all types. The word of a NULL is 0.
 */
abstract class WordField extends RecordField {
    private final int word;
    private long[] buffer = new long[0];

    WordField(RecordLayout layout) {
        super(layout);
        word = layout.addWords(1);
    }

    final Place wholeNumber(boolean ints) {
        return placeAt(word, ints);
    }

    /** Fills {@code words[i]} from {@code rows[i]}. */
    abstract void encode(Column source, int[] rows, int count, long[] words);

    abstract long encode(Column source, int row);

    /** Appends words to a column. */
    abstract void decode(long[] words, int count, Column target);

    abstract int compareWords(long left, long right);

    /** Whether the candidate takes the current value's place as the least or greatest. */
    boolean isBetter(long candidate, long current, boolean greatest) {
        return greatest ? candidate > current : candidate < current;
    }

    private long[] buffer(int count) {
        if (buffer.length < count) {
            buffer = new long[Math.max(count, buffer.length * 2)];
        }
        return buffer;
    }

    @Override
    public void store(Records records, int[] ids, int[] rows, int count, Column source) {
        long[] words = buffer(count);
        encode(source, rows, count, words);
        boolean[] nulls = source.nulls();
        long[][] pages = records.writable(ids, count);
        int width = records.width();
        for (int i = 0; i < count; i++) {
            long[] page = pages[ids[i] >>> Records.SHIFT];
            int at = (ids[i] & Records.MASK) * width;
            boolean present = nulls == null || !nulls[rows[i]];
            page[at + word] = present ? words[i] : 0;
            setPresent(page, at, present);
        }
    }

    @Override
    public void store(Records records, int id, Column source, int row) {
        boolean present = !source.isNull(row);
        long[] page = records.writable(id);
        page[records.at(id) + word] = present ? encode(source, row) : 0;
        setPresent(page, records.at(id), present);
    }

    @Override
    public void compare(Records records, int[] ids, int[] rows, int count, Column source, boolean[] differs) {
        long[] words = buffer(count);
        encode(source, rows, count, words);
        boolean[] nulls = source.nulls();
        long[][] pages = records.readable(ids, 0, count);
        int width = records.width();
        for (int i = 0; i < count; i++) {
            long[] page = pages[ids[i] >>> Records.SHIFT];
            int at = (ids[i] & Records.MASK) * width;
            boolean present = nulls == null || !nulls[rows[i]];
            differs[i] |= present != isPresent(page, at) || present && page[at + word] != words[i];
        }
    }

    @Override
    public boolean equalAt(Records records, int id, Column source, int row) {
        boolean isNull = isNull(records, id);
        return isNull == source.isNull(row) && (isNull || records.word(id, word) == encode(source, row));
    }

    @Override
    public void load(Records records, int[] ids, int from, int count, Column target) {
        long[] words = buffer(count);
        long[][] pages = records.readable(ids, from, count);
        int width = records.width();
        boolean allPresent = true;
        for (int i = 0; i < count; i++) {
            int id = ids[from + i];
            long[] page = pages[id >>> Records.SHIFT];
            int at = (id & Records.MASK) * width;
            words[i] = page[at + word];
            allPresent &= isPresent(page, at);
        }
        int base = target.size();
        decode(words, count, target);
        if (!allPresent) {
            boolean[] nulls = marks(target.nulls(), target.capacity());
            for (int i = 0; i < count; i++) {
                nulls[base + i] = isNull(records, ids[from + i]);
            }
            target.setFilled(base + count, nulls);
        }
    }

    @Override
    public int compareTo(Records records, int id, Column source, int row) {
        return compareWords(records.word(id, word), encode(source, row));
    }

    @Override
    public int compareTo(Records records, int id, Records others, int otherId) {
        return compareWords(records.word(id, word), others.word(otherId, word));
    }

    @Override
    public void storeBest(Records records, int[] ids, int[] rows, int count, Column source, boolean greatest) {
        long[] words = buffer(count);
        encode(source, rows, count, words);
        boolean[] nulls = source.nulls();
        long[][] pages = records.writable(ids, count);
        int width = records.width();
        for (int i = 0; i < count; i++) {
            if (nulls != null && nulls[rows[i]]) {
                continue;
            }
            long[] page = pages[ids[i] >>> Records.SHIFT];
            int at = (ids[i] & Records.MASK) * width;
            if (!isPresent(page, at) || isBetter(words[i], page[at + word], greatest)) {
                page[at + word] = words[i];
                setPresent(page, at, true);
            }
        }
    }

    @Override
    public void copyBest(Records to, int toId, Records from, int fromId, boolean greatest) {
        if (!isNull(from, fromId)
                && (isNull(to, toId) || isBetter(from.word(fromId, word), to.word(toId, word), greatest))) {
            copy(to, toId, from, fromId);
        }
    }

    @Override
    public void copy(Records to, int toId, Records from, int fromId) {
        to.setWord(toId, word, from.word(fromId, word));
        setPresent(to.writable(toId), to.at(toId), !isNull(from, fromId));
    }

    @Override
    public void clear(Records records, int id) {
        super.clear(records, id);
        records.setWord(id, word, 0);
    }

    @Override
    void writeValue(Records records, int id, DataOutput out) throws IOException {
        out.writeLong(records.word(id, word));
    }

    @Override
    void readValue(Records records, int id, DataInput in) throws IOException {
        records.setWord(id, word, in.readLong());
    }

    /** INT storage, widened. */
    static final class OfInt extends WordField {
        OfInt(RecordLayout layout) {
            super(layout);
        }

        @Override
        public Place place() {
            return wholeNumber(true);
        }

        @Override
        void encode(Column source, int[] rows, int count, long[] words) {
            int[] values = ((IntColumn) source).values();
            for (int i = 0; i < count; i++) {
                words[i] = values[rows[i]];
            }
        }

        @Override
        long encode(Column source, int row) {
            return ((IntColumn) source).get(row);
        }

        @Override
        void decode(long[] words, int count, Column target) {
            target.ensureCapacity(target.size() + count);
            int[] values = ((IntColumn) target).values();
            int base = target.size();
            for (int i = 0; i < count; i++) {
                values[base + i] = (int) words[i];
            }
            target.setFilled(base + count, target.nulls());
        }

        @Override
        int compareWords(long left, long right) {
            return Long.compare(left, right);
        }
    }

    /** LONG storage. */
    static final class OfLong extends WordField {
        OfLong(RecordLayout layout) {
            super(layout);
        }

        @Override
        public Place place() {
            return wholeNumber(false);
        }

        @Override
        void encode(Column source, int[] rows, int count, long[] words) {
            long[] values = ((LongColumn) source).values();
            for (int i = 0; i < count; i++) {
                words[i] = values[rows[i]];
            }
        }

        @Override
        long encode(Column source, int row) {
            return ((LongColumn) source).get(row);
        }

        @Override
        void decode(long[] words, int count, Column target) {
            target.ensureCapacity(target.size() + count);
            int base = target.size();
            System.arraycopy(words, 0, ((LongColumn) target).values(), base, count);
            target.setFilled(base + count, target.nulls());
        }

        @Override
        int compareWords(long left, long right) {
            return Long.compare(left, right);
        }
    }

    /** DOUBLE storage, as bits; all NaNs are one value and -0.0 isn't 0.0, as for grouping keys. */
    static final class OfDouble extends WordField {
        OfDouble(RecordLayout layout) {
            super(layout);
        }

        @Override
        void encode(Column source, int[] rows, int count, long[] words) {
            double[] values = ((DoubleColumn) source).values();
            for (int i = 0; i < count; i++) {
                words[i] = Double.doubleToLongBits(values[rows[i]]);
            }
        }

        @Override
        long encode(Column source, int row) {
            return Double.doubleToLongBits(((DoubleColumn) source).get(row));
        }

        @Override
        void decode(long[] words, int count, Column target) {
            target.ensureCapacity(target.size() + count);
            double[] values = ((DoubleColumn) target).values();
            int base = target.size();
            for (int i = 0; i < count; i++) {
                values[base + i] = Double.longBitsToDouble(words[i]);
            }
            target.setFilled(base + count, target.nulls());
        }

        @Override
        boolean isBetter(long candidate, long current, boolean greatest) {
            double left = Double.longBitsToDouble(candidate);
            double right = Double.longBitsToDouble(current);
            return greatest ? left > right : left < right;
        }

        @Override
        int compareWords(long left, long right) {
            return Double.compare(Double.longBitsToDouble(left), Double.longBitsToDouble(right));
        }
    }
}

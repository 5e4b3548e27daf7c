package io.levada.engine.state;

import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An unscaled 128-bit decimal in two words, high half first; records of one layout have one scale. */
final class DecimalField extends RecordField {
    private final int word;

    DecimalField(RecordLayout layout) {
        super(layout);
        word = layout.addWords(2);
    }

    @Override
    public void store(Records records, int[] ids, int[] rows, int count, Column source) {
        for (int i = 0; i < count; i++) {
            store(records, ids[i], source, rows[i]);
        }
    }

    @Override
    public void store(Records records, int id, Column source, int row) {
        DecimalColumn column = (DecimalColumn) source;
        boolean present = !source.isNull(row);
        long[] page = records.writable(id);
        int at = records.at(id);
        page[at + word] = present ? column.high(row) : 0;
        page[at + word + 1] = present ? column.low()[row] : 0;
        setPresent(page, at, present);
    }

    @Override
    public void compare(Records records, int[] ids, int[] rows, int count, Column source, boolean[] differs) {
        for (int i = 0; i < count; i++) {
            differs[i] |= !equalAt(records, ids[i], source, rows[i]);
        }
    }

    @Override
    public boolean equalAt(Records records, int id, Column source, int row) {
        boolean isNull = isNull(records, id);
        DecimalColumn column = (DecimalColumn) source;
        return isNull == source.isNull(row)
                && (isNull
                        || records.word(id, word) == column.high(row)
                                && records.word(id, word + 1) == column.low()[row]);
    }

    @Override
    public void load(Records records, int[] ids, int from, int count, Column target) {
        DecimalColumn column = (DecimalColumn) target;
        for (int i = from; i < from + count; i++) {
            if (isNull(records, ids[i])) {
                column.appendNull();
            } else {
                column.appendUnscaled(records.word(ids[i], word), records.word(ids[i], word + 1));
            }
        }
    }

    @Override
    public int compareTo(Records records, int id, Column source, int row) {
        DecimalColumn column = (DecimalColumn) source;
        return compare(records, id, column.high(row), column.low()[row]);
    }

    @Override
    public int compareTo(Records records, int id, Records others, int otherId) {
        return compare(records, id, others.word(otherId, word), others.word(otherId, word + 1));
    }

    private int compare(Records records, int id, long high, long low) {
        int byHigh = Long.compare(records.word(id, word), high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(records.word(id, word + 1), low);
    }

    @Override
    public void copy(Records to, int toId, Records from, int fromId) {
        to.setWord(toId, word, from.word(fromId, word));
        to.setWord(toId, word + 1, from.word(fromId, word + 1));
        setPresent(to.writable(toId), to.at(toId), !isNull(from, fromId));
    }

    @Override
    void writeValue(Records records, int id, DataOutput out) throws IOException {
        out.writeLong(records.word(id, word));
        out.writeLong(records.word(id, word + 1));
    }

    @Override
    void readValue(Records records, int id, DataInput in) throws IOException {
        records.setWord(id, word, in.readLong());
        records.setWord(id, word + 1, in.readLong());
    }
}

package io.levada.engine.state;

import io.levada.core.data.Column;
import io.levada.core.data.ObjectColumn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/** A ROW, ARRAY or MAP, by reference: such values never change. */
final class ObjectField extends RecordField {
    private final int place;

    ObjectField(RecordLayout layout) {
        super(layout);
        place = layout.addObject();
    }

    @Override
    public void store(Records records, int[] ids, int[] rows, int count, Column source) {
        for (int i = 0; i < count; i++) {
            store(records, ids[i], source, rows[i]);
        }
    }

    @Override
    public void store(Records records, int id, Column source, int row) {
        boolean present = !source.isNull(row);
        records.setObject(id, place, present ? ((ObjectColumn) source).get(row) : null);
        setPresent(records.writable(id), records.at(id), present);
    }

    @Override
    public void compare(Records records, int[] ids, int[] rows, int count, Column source, boolean[] differs) {
        for (int i = 0; i < count; i++) {
            differs[i] |= !equalAt(records, ids[i], source, rows[i]);
        }
    }

    @Override
    public boolean equalAt(Records records, int id, Column source, int row) {
        Object other = source.isNull(row) ? null : ((ObjectColumn) source).get(row);
        return Objects.equals(records.object(id, place), other);
    }

    @Override
    public void load(Records records, int[] ids, int from, int count, Column target) {
        for (int i = from; i < from + count; i++) {
            ((ObjectColumn) target).append(records.object(ids[i], place));
        }
    }

    @Override
    public int compareTo(Records records, int id, Column source, int row) {
        throw new UnsupportedOperationException("rows, arrays and maps have no order");
    }

    @Override
    public int compareTo(Records records, int id, Records others, int otherId) {
        throw new UnsupportedOperationException("rows, arrays and maps have no order");
    }

    @Override
    public void copy(Records to, int toId, Records from, int fromId) {
        to.setObject(toId, place, from.object(fromId, place));
        setPresent(to.writable(toId), to.at(toId), !isNull(from, fromId));
    }

    @Override
    public void clear(Records records, int id) {
        super.clear(records, id);
        records.setObject(id, place, null);
    }

    @Override
    void writeValue(Records records, int id, DataOutput out) throws IOException {
        ValueSerializer.write(records.object(id, place), out);
    }

    @Override
    void readValue(Records records, int id, DataInput in) throws IOException {
        records.setObject(id, place, ValueSerializer.read(in));
    }
}

package io.levada.engine.state;

import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One SQL value in a record, NULL unless its presence bit is set. Holds only its place, so that one field serves all
 * records of a layout; but the methods over several records use buffers of the field and belong to the owner's thread.
 */
public abstract class RecordField {
    private final int presenceWord;
    private final long presenceMask;

    RecordField(RecordLayout layout) {
        RecordLayout.Presence presence = layout.addPresence();
        presenceWord = presence.word();
        presenceMask = presence.mask();
    }

    /** Adds a field for values of that type to the layout. */
    public static RecordField create(RecordLayout layout, DataType type) {
        return switch (type.storage()) {
            case INT -> new WordField.OfInt(layout);
            case LONG -> new WordField.OfLong(layout);
            case DOUBLE -> new WordField.OfDouble(layout);
            case DECIMAL -> new DecimalField(layout);
            case BYTES -> new BytesField(layout);
            case OBJECT -> new ObjectField(layout);
        };
    }

    /** Where it lies, for loops over pages; null where it isn't a number in one word. */
    public @Nullable Place place() {
        return null;
    }

    /**
     * A number in the word {@code word} that is there when the word {@code presenceWord} has the bit {@code presence}.
     *
     * @param ints whether its columns are of INT storage, not LONG
     */
    public record Place(int word, int presenceWord, long presence, boolean ints) {}

    final Place placeAt(int word, boolean ints) {
        return new Place(word, presenceWord, presenceMask, ints);
    }

    final boolean isPresent(long[] page, int at) {
        return (page[at + presenceWord] & presenceMask) != 0;
    }

    final void setPresent(long[] page, int at, boolean present) {
        if (present) {
            page[at + presenceWord] |= presenceMask;
        } else {
            page[at + presenceWord] &= ~presenceMask;
        }
    }

    public final boolean isNull(Records records, int id) {
        return (records.word(id, presenceWord) & presenceMask) == 0;
    }

    /** Sets record {@code ids[i]} to the value at {@code rows[i]} of the column; later ones win. */
    public abstract void store(Records records, int[] ids, int[] rows, int count, Column source);

    /** Sets one record. */
    public abstract void store(Records records, int id, Column source, int row);

    /** Marks in {@code differs} where record {@code ids[i]} doesn't hold the value at {@code rows[i]}; NULL equals NULL. */
    public abstract void compare(Records records, int[] ids, int[] rows, int count, Column source, boolean[] differs);

    /** Whether one record holds the value at that row; NULL equals NULL. */
    public abstract boolean equalAt(Records records, int id, Column source, int row);

    /** Appends the values of {@code ids[from]} to {@code ids[from + count - 1]} to a column. */
    public abstract void load(Records records, int[] ids, int from, int count, Column target);

    /** How a record's value, which isn't NULL, compares with the one at that row: negative, 0, positive. */
    public abstract int compareTo(Records records, int id, Column source, int row);

    /** How the values of two records, not NULL, compare. */
    public abstract int compareTo(Records records, int id, Records others, int otherId);

    /**
     * Keeps the least (or greatest) of what the records hold and the values at {@code rows[i]}; NULLs don't count. Doubles
     * are compared as {@code <} compares them, so that a NaN stays only where it came first.
     */
    public void storeBest(Records records, int[] ids, int[] rows, int count, Column source, boolean greatest) {
        for (int i = 0; i < count; i++) {
            if (source.isNull(rows[i])) {
                continue;
            }
            int id = ids[i];
            if (isNull(records, id) || (compareTo(records, id, source, rows[i]) < 0) == greatest) {
                store(records, id, source, rows[i]);
            }
        }
    }

    /** The same for a value of another record. */
    public void copyBest(Records to, int toId, Records from, int fromId, boolean greatest) {
        if (!isNull(from, fromId) && (isNull(to, toId) || (compareTo(to, toId, from, fromId) < 0) == greatest)) {
            copy(to, toId, from, fromId);
        }
    }

    /** Copies a value between records of one layout. */
    public abstract void copy(Records to, int toId, Records from, int fromId);

    /** Makes it NULL and gives back what it held. */
    public void clear(Records records, int id) {
        setPresent(records.writable(id), records.at(id), false);
    }

    /** Writes the value, NULL or not. Works on a frozen copy from any thread. */
    public final void write(Records records, int id, DataOutput out) throws IOException {
        boolean isNull = isNull(records, id);
        out.writeBoolean(isNull);
        if (!isNull) {
            writeValue(records, id, out);
        }
    }

    public final void read(Records records, int id, DataInput in) throws IOException {
        if (in.readBoolean()) {
            clear(records, id);
        } else {
            readValue(records, id, in);
            setPresent(records.writable(id), records.at(id), true);
        }
    }

    abstract void writeValue(Records records, int id, DataOutput out) throws IOException;

    abstract void readValue(Records records, int id, DataInput in) throws IOException;

    /** Appends NULLs' marks: the marks of a column that grows by {@code count}, made when there are none. */
    static boolean[] marks(boolean @Nullable [] nulls, int capacity) {
        if (nulls == null) {
            return new boolean[capacity];
        }
        return nulls.length >= capacity ? nulls : java.util.Arrays.copyOf(nulls, capacity);
    }
}

package io.levada.engine.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where things lie in a record: made once for an operator, then shared by all its {@link Records}. A record of zeros is
 * the initial state of everything: presence bits say what isn't NULL.
 */
public final class RecordLayout {
    private static final int BITS_IN_META = 31;
    private static final int FIRST_META_BIT = 32;

    private int words = Records.HEADER_WORDS;
    private int objects;
    private int bits;
    private int bitWord;
    private boolean sealed;
    private final @Nullable StateMemory memory = StateMemory.current();
    private final SpareArrays spare = new SpareArrays();
    private final List<BytesField> bytesFields = new ArrayList<>();

    /** The offset of so many new words. */
    public int addWords(int count) {
        if (sealed) {
            throw new IllegalStateException("records of this layout exist already");
        }
        int offset = words;
        words += count;
        return offset;
    }

    /** A new presence bit: one of the meta word's, later ones in words of their own. */
    Presence addPresence() {
        int bit = bits++;
        if (bit < BITS_IN_META) {
            return new Presence(Records.META, 1L << (FIRST_META_BIT + bit));
        }
        int place = (bit - BITS_IN_META) % Long.SIZE;
        if (place == 0) {
            bitWord = addWords(1);
        }
        return new Presence(bitWord, 1L << place);
    }

    /** The place of a new object reference. */
    int addObject() {
        return objects++;
    }

    void addBytesField(BytesField field) {
        bytesFields.add(field);
    }

    int words() {
        sealed = true;
        return words;
    }

    int objects() {
        return objects;
    }

    /** Whose memory records of this layout take; null where it has no limit. */
    @Nullable
    StateMemory memory() {
        return memory;
    }

    /** Arrays of records of this layout that are gone. */
    SpareArrays spare() {
        return spare;
    }

    List<BytesField> bytesFields() {
        return bytesFields;
    }

    /** A bit in a record: the word's offset and the bit's mask. */
    record Presence(int word, long mask) {}
}

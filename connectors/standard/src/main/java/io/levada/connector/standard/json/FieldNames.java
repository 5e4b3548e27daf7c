package io.levada.connector.standard.json;

import io.levada.core.data.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field names of one kind of object, and which of them are wanted. It learns: the field that followed another one
 * the last time is expected to follow it again, so that of most names only eight bytes at a time are compared, and
 * nothing is searched or hashed. Names that aren't wanted are learned too, up to a bound.
 */
final class FieldNames {
    /** The index of a field that nobody wants. */
    static final int SKIP = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_LEARNED = 512;
    private static final int MAX_LEARNED_LENGTH = 64;

    private final Name start = new Name(new byte[0], SKIP);
    private final Name unknown = new Name(new byte[0], SKIP);
    private @Nullable Name[] table = new Name[16];
    private int count;
    private Name last = start;

    FieldNames(List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            add(new Name(wanted.get(i).getBytes(StandardCharsets.UTF_8), i));
        }
    }

    /** To be called when an object begins. */
    void begin() {
        last = start;
    }

    /** Reads a name and its colon and gives the wanted index or {@link #SKIP}. */
    int next(JsonCursor in) {
        Name expected = last.next;
        if (expected != null) {
            if (in.pos < in.end && in.bytes[in.pos] <= ' ') {
                in.peek();
            }
            if (expected.isAt(in.bytes, in.pos, in.end)) {
                in.pos += expected.patternLength;
                last = expected;
                return expected.index;
            }
        }
        return search(in);
    }

    private int search(JsonCursor in) {
        in.readString();
        byte[] text = in.plainText();
        Name name = find(text, in.textStart, in.textEnd);
        in.expect(':');
        if (name != unknown) {
            last.next = name;
        }
        last = name;
        return name.index;
    }

    private Name find(byte[] text, int from, int to) {
        int mask = table.length - 1;
        int slot = (int) Hashing.bytes(text, from, to - from) & mask;
        Name name;
        while ((name = table[slot]) != null) {
            if (Arrays.equals(name.name, 0, name.name.length, text, from, to)) {
                return name;
            }
            slot = slot + 1 & mask;
        }
        if (count >= MAX_LEARNED || to - from > MAX_LEARNED_LENGTH) {
            unknown.next = null;
            return unknown;
        }
        Name learned = new Name(Arrays.copyOfRange(text, from, to), SKIP);
        add(learned);
        return learned;
    }

    private void add(Name name) {
        if (++count * 2 > table.length) {
            @Nullable Name[] old = table;
            table = new Name[old.length * 2];
            for (Name moved : old) {
                if (moved != null) {
                    put(moved);
                }
            }
        }
        put(name);
    }

    private void put(Name name) {
        int mask = table.length - 1;
        int slot = (int) Hashing.bytes(name.name, 0, name.name.length) & mask;
        while (table[slot] != null) {
            slot = slot + 1 & mask;
        }
        table[slot] = name;
    }

    /** A name, and how it looks in a text: in quotes and with the colon after it. */
    static final class Name {
        private final byte[] name;
        private final int index;
        private final byte[] pattern;
        private final int patternLength;
        private final long[] words;
        private final long lastMask;
        private @Nullable Name next;

        private Name(byte[] name, int index) {
            this.name = name;
            this.index = index;
            patternLength = name.length + 3;
            words = new long[patternLength + 7 >>> 3];
            pattern = new byte[words.length * 8];
            pattern[0] = '"';
            System.arraycopy(name, 0, pattern, 1, name.length);
            pattern[name.length + 1] = '"';
            pattern[name.length + 2] = ':';
            for (int i = 0; i < words.length; i++) {
                words[i] = (long) LONGS.get(pattern, i * 8);
            }
            int rest = patternLength & 7;
            lastMask = isPlain(name) ? (rest == 0 ? -1 : (1L << rest * 8) - 1) : 0;
        }

        /** A name with quotes or backslashes never stands in a text as it is. */
        private static boolean isPlain(byte[] name) {
            for (byte c : name) {
                if (c == '"' || c == '\\') {
                    return false;
                }
            }
            return true;
        }

        private boolean isAt(byte[] b, int at, int end) {
            int full = words.length - 1;
            if (lastMask == 0) {
                return false;
            }
            if (at + words.length * 8 > end) {
                return at + patternLength <= end && Arrays.equals(b, at, at + patternLength, pattern, 0, patternLength);
            }
            for (int i = 0; i < full; i++) {
                if ((long) LONGS.get(b, at + i * 8) != words[i]) {
                    return false;
                }
            }
            return (((long) LONGS.get(b, at + full * 8) ^ words[full]) & lastMask) == 0;
        }
    }
}

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

    /** Instead of an index: the object has no more fields. */
    static final int END = -2;

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

    /** Reads the first name of an object, and its colon, and gives the wanted index or {@link #SKIP}. */
    int first(JsonCursor in) {
        last = start;
        return next(in);
    }

    /** After a value: reads the comma and the next name, or the closing brace, then gives {@link #END}. */
    int following(JsonCursor in) {
        Name expected = last.next;
        if (expected != null && expected.afterComma.isAt(in.bytes, in.pos, in.end)) {
            in.pos += expected.afterComma.length;
            last = expected;
            return expected.index;
        }
        return in.another('}') ? next(in) : END;
    }

    private int next(JsonCursor in) {
        Name expected = last.next;
        if (expected != null) {
            if (in.pos < in.end && in.bytes[in.pos] <= ' ') {
                in.peek();
            }
            if (expected.alone.isAt(in.bytes, in.pos, in.end)) {
                in.pos += expected.alone.length;
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

    /** A name, and the one that followed it last. */
    private static final class Name {
        final byte[] name;
        final int index;
        final Pattern alone;
        final Pattern afterComma;

        @Nullable
        Name next;

        Name(byte[] name, int index) {
            this.name = name;
            this.index = index;
            alone = new Pattern("\"", name);
            afterComma = new Pattern(",\"", name);
        }
    }

    /** How a name looks in a text: in quotes and with the colon after it. */
    private static final class Pattern {
        final int length;
        private final byte[] bytes;
        private final long[] words;
        private final long lastMask;

        Pattern(String before, byte[] name) {
            length = before.length() + name.length + 2;
            words = new long[length + 7 >>> 3];
            bytes = new byte[words.length * 8];
            for (int i = 0; i < before.length(); i++) {
                bytes[i] = (byte) before.charAt(i);
            }
            System.arraycopy(name, 0, bytes, before.length(), name.length);
            bytes[length - 2] = '"';
            bytes[length - 1] = ':';
            for (int i = 0; i < words.length; i++) {
                words[i] = (long) LONGS.get(bytes, i * 8);
            }
            int rest = length & 7;
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

        boolean isAt(byte[] b, int at, int end) {
            int full = words.length - 1;
            if (lastMask == 0) {
                return false;
            }
            if (at + words.length * 8 > end) {
                return at + length <= end && Arrays.equals(b, at, at + length, bytes, 0, length);
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

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
    private static final int SKIP = -1;

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

    /**
     * At the first name of an object: passes what nobody wants and gives the index of the first wanted field, whose value
     * is next then, or {@link #END} behind the closing brace.
     */
    int first(JsonCursor in) {
        last = start;
        next(in);
        if (last.index >= 0) {
            return last.index;
        }
        in.pos = skip(in, in.pos);
        return following(in);
    }

    private static int skip(JsonCursor in, int pos) {
        int after = PlainSkip.value(in.bytes, pos, in.end);
        if (after == PlainSkip.NOT_PLAIN) {
            in.pos = pos;
            in.skipValue();
            after = in.pos;
        }
        return after;
    }

    /** As {@link #first}, after a value. */
    int following(JsonCursor in) {
        byte[] b = in.bytes;
        int end = in.end;
        int pos = in.pos;
        Name name = last;
        while (true) {
            Name expected = name.next;
            if (expected != null && expected.afterComma.isAt(b, pos, end)) {
                pos += expected.afterComma.length;
                name = expected;
            } else {
                in.pos = pos;
                last = name;
                if (!in.another('}')) {
                    return END;
                }
                next(in);
                pos = in.pos;
                name = last;
            }
            if (name.index >= 0) {
                in.pos = pos;
                last = name;
                return name.index;
            }
            pos = skip(in, pos);
        }
    }

    /** Reads a name and its colon into {@link #last}. */
    private void next(JsonCursor in) {
        Name expected = last.next;
        if (expected != null) {
            if (in.pos < in.end && in.bytes[in.pos] <= ' ') {
                in.peek();
            }
            if (expected.alone.isAt(in.bytes, in.pos, in.end)) {
                in.pos += expected.alone.length;
                last = expected;
                return;
            }
        }
        search(in);
    }

    private void search(JsonCursor in) {
        in.readString();
        byte[] text = in.plainText();
        Name name = find(text, in.textStart, in.textEnd);
        in.expect(':');
        if (name != unknown) {
            last.next = name;
        }
        last = name;
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
        /** The first eight bytes, and which of them count. */
        private final long head;

        private final long headMask;
        /** The last eight bytes; of patterns longer than that. */
        private final long tail;
        /** A name with quotes or backslashes never stands in a text as it is. */
        private final boolean possible;

        Pattern(String before, byte[] name) {
            length = before.length() + name.length + 2;
            bytes = new byte[Math.max(8, length)];
            for (int i = 0; i < before.length(); i++) {
                bytes[i] = (byte) before.charAt(i);
            }
            System.arraycopy(name, 0, bytes, before.length(), name.length);
            bytes[length - 2] = '"';
            bytes[length - 1] = ':';
            head = (long) LONGS.get(bytes, 0);
            headMask = length >= 8 ? -1 : (1L << length * 8) - 1;
            tail = (long) LONGS.get(bytes, Math.max(0, length - 8));
            possible = isPlain(name);
        }

        private static boolean isPlain(byte[] name) {
            for (byte c : name) {
                if (c == '"' || c == '\\') {
                    return false;
                }
            }
            return true;
        }

        /** Most names are compared by two words that overlap: a loop of so few steps costs more than its work. */
        boolean isAt(byte[] b, int at, int end) {
            if (at + Math.max(8, length) > end) {
                return possible && at + length <= end && Arrays.equals(b, at, at + length, bytes, 0, length);
            }
            if ((((long) LONGS.get(b, at) ^ head) & headMask) != 0 || !possible) {
                return false;
            }
            return length <= 8
                    || (long) LONGS.get(b, at + length - 8) == tail
                            && (length <= 16 || Arrays.equals(b, at + 8, at + length - 8, bytes, 8, length - 8));
        }
    }
}

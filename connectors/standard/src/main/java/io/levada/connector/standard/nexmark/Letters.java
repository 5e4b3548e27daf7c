package io.levada.connector.standard.nexmark;

import io.levada.core.data.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Random texts as the public generator makes them, byte by byte in place. */
final class Letters {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SHORTEST = 3;
    private static final int ALPHABET = 26;
    private static final int TRIPLES = ALPHABET * ALPHABET * ALPHABET;
    /** Of 65,536 draws for a letter so many are the special one: 1 in 13. */
    private static final int SPECIAL = 65_536 / 13;

    private static final int LETTER = 65_536 - SPECIAL;
    /** Three letters for three digits of base 26: up from 'a' for a positive number, down for a negative one. */
    private static final int[] UP = triples(1);

    private static final int[] DOWN = triples(-1);

    private Letters() {}

    private static int[] triples(int sign) {
        int[] table = new int[TRIPLES];
        for (int i = 0; i < TRIPLES; i++) {
            int first = 'a' + sign * (i % ALPHABET);
            int second = 'a' + sign * (i / ALPHABET % ALPHABET);
            int third = 'a' + sign * (i / ALPHABET / ALPHABET);
            table[i] = first | second << 8 | third << 16;
        }
        return table;
    }

    /** Bytes to have free behind a text of that length: letters are written by the dozen. */
    static int room(int length) {
        return length + 16;
    }

    /**
     * A text of exactly that length. Its letters are the digits, base 26, of random ints, which may be negative: then
     * they lie before 'a'.
     */
    static int exact(long bits, int length, byte[] to, int at) {
        long state = bits;
        for (int done = 0; done < length; ) {
            state = Hashing.mix(state);
            done = six((int) state, to, at, done);
            if (done < length) {
                done = six((int) (state >>> 32), to, at, done);
            }
        }
        return length;
    }

    private static int six(int random, byte[] to, int at, int done) {
        int[] table = random < 0 ? DOWN : UP;
        long digits = Math.abs((long) random);
        int rest = (int) (digits / TRIPLES);
        INTS.set(to, at + done, table[(int) (digits - (long) rest * TRIPLES)]);
        INTS.set(to, at + done + 3, table[rest % TRIPLES]);
        return done + 6;
    }

    /** A text of 3 to {@code longest} - 1 letters, 1 in 13 of them special; blanks at its ends are cut off. */
    static int upTo(long bits, int longest, char special, byte[] to, int at) {
        int length = SHORTEST + EventModel.high(bits, longest - SHORTEST);
        long state = bits;
        int first = length;
        int end = 0;
        long draws = 0;
        for (int i = 0; i < length; i++) {
            if ((i & 3) == 0) {
                state = Hashing.mix(state);
                draws = state;
            }
            int draw = (int) (draws & 0xFFFF);
            draws >>>= 16;
            boolean isSpecial = draw < SPECIAL;
            to[at + i] = (byte) (isSpecial ? special : 'a' + (draw - SPECIAL) * ALPHABET / LETTER);
            if (!isSpecial || special != ' ') {
                first = Math.min(first, i);
                end = i + 1;
            }
        }
        if (end == 0) {
            return 0;
        }
        if (first > 0) {
            System.arraycopy(to, at + first, to, at, end - first);
        }
        return end - first;
    }
}

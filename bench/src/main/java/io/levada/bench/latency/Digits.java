package io.levada.bench.latency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers of a fixed width within JSON, written and found again without parsing all of it. */
final class Digits {
    private Digits() {}

    /** Writes a number of that many digits; the first one is never 0, because numbers must start at a power of ten. */
    static void put(byte[] to, int at, int width, long number) {
        long rest = number;
        for (int i = at + width - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** The number that follows this text; throws when there is none. */
    static long after(byte[] text, byte[] name) {
        for (int i = 0; i + name.length < text.length; i++) {
            if (text[i] == name[0] && Arrays.equals(text, i, i + name.length, name, 0, name.length)) {
                return number(text, i + name.length);
            }
        }
        throw new IllegalStateException(
                "no " + new String(name, StandardCharsets.UTF_8) + " in " + new String(text, StandardCharsets.UTF_8));
    }

    private static long number(byte[] text, int from) {
        long number = 0;
        for (int i = from; i < text.length && text[i] >= '0' && text[i] <= '9'; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }
}

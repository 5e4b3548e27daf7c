package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plain part of Java's regular expressions over ASCII text, byte by byte: characters, classes, {@code ^} at the
 * start, alternatives, groups, and {@code * + ?} behind one character or class. Nodes try what follows them and come back
 * when it doesn't match, in the order in which Java's do, so the first match is Java's.
 */
final class AsciiRegex {
    private final Node first;
    private final int groups;
    /** Characters with which a match can begin behind the start of the text; null when it can be empty. */
    private final @Nullable CharSet begins;

    private final @Nullable CharSet beginsAtStart;

    private AsciiRegex(Node first, int groups) {
        this.first = first;
        this.groups = groups;
        begins = first.begins(false);
        beginsAtStart = first.begins(true);
    }

    /** Null for an expression that has more. */
    static @Nullable AsciiRegex of(String expression) {
        AsciiRegexParser parser = new AsciiRegexParser(expression);
        Node first = parser.parse();
        return first == null ? null : new AsciiRegex(first, parser.groups());
    }

    /** A group of the first match; null without one. */
    @Nullable
    Bytes extract(Bytes text, int group) {
        if (group < 0 || group > groups) {
            return null;
        }
        byte[] bytes = text.array();
        int start = text.offset();
        int end = start + text.length();
        Run run = null;
        for (int at = start; at <= end; at++) {
            CharSet possible = at == start ? beginsAtStart : begins;
            if (possible != null) {
                if (at == start && (at == end || !possible.has(bytes[at]))) {
                    continue;
                }
                at = possible.next(bytes, at, end);
                if (at == end) {
                    return null;
                }
            }
            if (run == null) {
                run = new Run(bytes, start, end, groups);
            }
            if (first.matches(run, at)) {
                run.from[0] = at;
                int from = run.from[group];
                return from < 0 ? null : new Bytes(bytes, from, run.to[group] - from);
            }
        }
        return null;
    }

    /** One search: the text, and where the groups lie, -1 for those that took no part. */
    static final class Run {
        final byte[] bytes;
        final int start;
        final int end;
        final int[] from;
        final int[] to;
        final int[] opened;

        Run(byte[] bytes, int start, int end, int groups) {
            this.bytes = bytes;
            this.start = start;
            this.end = end;
            from = new int[groups + 1];
            to = new int[groups + 1];
            opened = new int[groups + 1];
            Arrays.fill(from, -1);
        }
    }

    /** Some of the 128 characters. */
    record CharSet(long low, long high) {
        static final CharSet NONE = new CharSet(0, 0);
        static final CharSet ALL = new CharSet(-1, -1);

        static CharSet of(char c) {
            return c < 64 ? new CharSet(1L << c, 0) : new CharSet(0, 1L << c);
        }

        static CharSet range(char from, char to) {
            CharSet set = NONE;
            for (char c = from; c <= to; c++) {
                set = set.with(of(c));
            }
            return set;
        }

        CharSet with(CharSet other) {
            return new CharSet(low | other.low, high | other.high);
        }

        CharSet negated() {
            return new CharSet(~low, ~high);
        }

        boolean has(byte b) {
            return ((b < 64 ? low : high) >>> b & 1) != 0;
        }

        /** The first place from {@code at} on with one of them, or {@code end}. */
        int next(byte[] bytes, int at, int end) {
            if (Long.bitCount(low) + Long.bitCount(high) == 1) {
                int only = low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
                int found = Utf8.indexOf(bytes, at, end, (byte) only);
                return found < 0 ? end : found;
            }
            int i = at;
            while (i < end && !has(bytes[i])) {
                i++;
            }
            return i;
        }
    }

    /** A step of the expression together with all that follows it. */
    sealed interface Node {
        boolean matches(Run run, int at);

        /** With what it can begin, at the start of the text or behind it; null when it can be empty. */
        @Nullable
        CharSet begins(boolean atStart);
    }

    record Accept() implements Node {
        @Override
        public boolean matches(Run run, int at) {
            run.to[0] = at;
            return true;
        }

        @Override
        public @Nullable CharSet begins(boolean atStart) {
            return null;
        }
    }

    record Text(byte[] text, Node next) implements Node {
        @Override
        public boolean matches(Run run, int at) {
            int n = text.length;
            return run.end - at >= n
                    && run.bytes[at] == text[0]
                    && Arrays.equals(run.bytes, at, at + n, text, 0, n)
                    && next.matches(run, at + n);
        }

        @Override
        public CharSet begins(boolean atStart) {
            return CharSet.of((char) text[0]);
        }
    }

    record Repeat(CharSet set, int least, int most, Node next) implements Node {
        @Override
        public boolean matches(Run run, int at) {
            int limit = most > run.end - at ? run.end : at + most;
            int i = at;
            while (i < limit && set.has(run.bytes[i])) {
                i++;
            }
            for (; i >= at + least; i--) {
                if (next.matches(run, i)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public @Nullable CharSet begins(boolean atStart) {
            CharSet after = next.begins(atStart);
            return least > 0 ? set : after == null ? null : set.with(after);
        }
    }

    record TextStart(Node next) implements Node {
        @Override
        public boolean matches(Run run, int at) {
            return at == run.start && next.matches(run, at);
        }

        @Override
        public @Nullable CharSet begins(boolean atStart) {
            return atStart ? next.begins(true) : CharSet.NONE;
        }
    }

    record Open(int group, Node next) implements Node {
        @Override
        public boolean matches(Run run, int at) {
            int before = run.opened[group];
            run.opened[group] = at;
            if (next.matches(run, at)) {
                return true;
            }
            run.opened[group] = before;
            return false;
        }

        @Override
        public @Nullable CharSet begins(boolean atStart) {
            return next.begins(atStart);
        }
    }

    record Close(int group, Node next) implements Node {
        @Override
        public boolean matches(Run run, int at) {
            int from = run.from[group];
            int to = run.to[group];
            run.from[group] = run.opened[group];
            run.to[group] = at;
            if (next.matches(run, at)) {
                return true;
            }
            run.from[group] = from;
            run.to[group] = to;
            return false;
        }

        @Override
        public @Nullable CharSet begins(boolean atStart) {
            return next.begins(atStart);
        }
    }

    record Either(Node[] branches) implements Node {
        @Override
        public boolean matches(Run run, int at) {
            for (Node branch : branches) {
                if (branch.matches(run, at)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public @Nullable CharSet begins(boolean atStart) {
            CharSet all = CharSet.NONE;
            for (Node branch : branches) {
                CharSet some = branch.begins(atStart);
                if (some == null) {
                    return null;
                }
                all = all.with(some);
            }
            return all;
        }
    }
}

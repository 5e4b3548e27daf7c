package io.levada.engine.codegen.runtime;

import io.levada.core.data.Bytes;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A LIKE pattern over UTF-8 bytes: {@code %} any text, {@code _} one code point, an escape character before either.
 * The pattern is cut at its {@code %}s into pieces that are searched for from left to right.
 */
public final class LikePattern {
    /** Stands for {@code _} in a piece; no UTF-8 text contains the byte. */
    private static final byte ANY = (byte) 0xFF;

    private static @Nullable LikePattern last;

    private final Bytes pattern;
    private final @Nullable Bytes escape;
    /** Without the empty ones between two {@code %}. */
    private final byte[][] pieces;

    private final boolean anchoredStart;
    private final boolean anchoredEnd;

    private LikePattern(Bytes pattern, @Nullable Bytes escape) {
        this.pattern = pattern;
        this.escape = escape;
        byte[] p = pattern.toByteArray();
        int escapeByte = escapeByte(escape);
        List<byte[]> found = new ArrayList<>();
        byte[] piece = new byte[p.length];
        int length = 0;
        boolean percentFirst = false;
        boolean percentLast = false;
        for (int i = 0; i < p.length; i++) {
            percentLast = false;
            if (p[i] == escapeByte) {
                if (++i == p.length || p[i] != '%' && p[i] != '_' && p[i] != escapeByte) {
                    throw new LevadaException(
                            ErrorCode.EVALUATION,
                            "the escape character of LIKE '" + pattern + "' stands before nothing");
                }
                piece[length++] = p[i];
            } else if (p[i] == '%') {
                percentFirst |= found.isEmpty() && length == 0;
                percentLast = true;
                if (length > 0) {
                    found.add(Arrays.copyOf(piece, length));
                    length = 0;
                }
            } else {
                piece[length++] = p[i] == '_' ? ANY : p[i];
            }
        }
        if (length > 0) {
            found.add(Arrays.copyOf(piece, length));
        }
        pieces = found.toArray(new byte[0][]);
        anchoredStart = !percentFirst;
        anchoredEnd = !percentLast;
    }

    private static int escapeByte(@Nullable Bytes escape) {
        if (escape == null) {
            return -1000;
        }
        if (escape.length() != 1) {
            throw new LevadaException(
                    ErrorCode.EVALUATION, "the escape of LIKE must be one ASCII character, not '" + escape + "'");
        }
        return escape.byteAt(0);
    }

    public static LikePattern of(Bytes pattern, @Nullable Bytes escape) {
        return new LikePattern(pattern, escape);
    }

    /** For a pattern that isn't a literal: the last one is remembered. */
    public static boolean matches(Bytes text, Bytes pattern, @Nullable Bytes escape) {
        LikePattern compiled = last;
        if (compiled == null
                || !compiled.pattern.equals(pattern)
                || !java.util.Objects.equals(compiled.escape, escape)) {
            // Copies: the views may lie in a batch that is used again.
            compiled = new LikePattern(
                    Bytes.of(pattern.toByteArray()), escape == null ? null : Bytes.of(escape.toByteArray()));
            last = compiled;
        }
        return compiled.matches(text);
    }

    public boolean matches(Bytes text) {
        byte[] a = text.array();
        int at = text.offset();
        int end = at + text.length();
        int first = 0;
        int beyond = pieces.length;
        if (beyond == 0) {
            return !anchoredStart || text.length() == 0;
        }
        if (anchoredStart) {
            at = matchAt(a, at, end, pieces[0]);
            if (at < 0) {
                return false;
            }
            if (++first == beyond) {
                return !anchoredEnd || at == end;
            }
        }
        for (int i = first; i < beyond; i++) {
            if (i == beyond - 1 && anchoredEnd) {
                return matchEnd(a, at, end, pieces[i]);
            }
            at = find(a, at, end, pieces[i]);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where a piece that starts here ends, or -1. */
    private static int matchAt(byte[] a, int at, int end, byte[] piece) {
        int i = at;
        for (byte b : piece) {
            if (i == end) {
                return -1;
            }
            if (b == ANY) {
                i++;
                while (i < end && (a[i] & 0xC0) == 0x80) {
                    i++;
                }
            } else if (a[i++] != b) {
                return -1;
            }
        }
        return i;
    }

    private static int find(byte[] a, int from, int end, byte[] piece) {
        byte first = piece[0];
        for (int i = from; i < end; i++) {
            // Most positions fail at their first byte.
            if (first == ANY ? (a[i] & 0xC0) == 0x80 : a[i] != first) {
                continue;
            }
            int matched = matchAt(a, i, end, piece);
            if (matched >= 0) {
                return matched;
            }
        }
        return -1;
    }

    /** Whether the text from {@code at} ends with a piece. */
    private static boolean matchEnd(byte[] a, int at, int end, byte[] piece) {
        int i = end;
        for (int j = piece.length - 1; j >= 0; j--) {
            if (i == at) {
                return false;
            }
            i--;
            if (piece[j] == ANY) {
                while (i > at && (a[i] & 0xC0) == 0x80) {
                    i--;
                }
            } else if (a[i] != piece[j]) {
                return false;
            }
        }
        return true;
    }
}

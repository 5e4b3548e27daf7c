package io.levada.core.data;

/**
 * A string or binary value behind one {@code long}, so that it is passed on without its bytes. Up to seven bytes can lie in
 * the word itself (negative words); else the word says in which of some buffers the value lies, where it starts, and how
 * long it is. 0 is no value: NULL, or one of no bytes.
 *
 * <p>Bits: 19 for the buffer, 25 for the start, 19 for the length. A value that is too long for these has a buffer of its
 * own, all of it.
 */
public final class BytesWord {
    public static final int MAX_INLINE = 7;
    /** Longer values need a buffer of their own. */
    public static final int MAX_LENGTH = (1 << 19) - 2;
    /** Values start before this. */
    public static final int MAX_START = 1 << 25;
    /** There are at most so many buffers. */
    public static final int MAX_BUFFERS = 1 << 19;

    private static final int LENGTH_MASK = (1 << 19) - 1;
    private static final int WHOLE = LENGTH_MASK;
    private static final int START_SHIFT = 19;
    private static final int START_MASK = MAX_START - 1;
    private static final int BUFFER_SHIFT = 44;
    private static final long INLINE = 1L << 63;
    private static final int INLINE_LENGTH_SHIFT = 56;
    private static final long INLINE_BYTES = (1L << INLINE_LENGTH_SHIFT) - 1;

    /** The value of no bytes. */
    public static final long EMPTY = INLINE;

    private BytesWord() {}

    /** The word of a value in a buffer; {@code length} at least 1, at most {@link #MAX_LENGTH}. */
    public static long of(int buffer, int start, int length) {
        return (long) buffer << BUFFER_SHIFT | (long) start << START_SHIFT | length;
    }

    /** The word of a value at the same place of another buffer that is the same array. */
    public static long in(int buffer, long word) {
        return word & (1L << BUFFER_SHIFT) - 1 | (long) buffer << BUFFER_SHIFT;
    }

    /** The word of all the bytes of a buffer. */
    public static long ofWhole(int buffer) {
        return (long) buffer << BUFFER_SHIFT | WHOLE;
    }

    /** The word that holds up to {@link #MAX_INLINE} bytes. */
    public static long inline(byte[] source, int offset, int length) {
        long word = INLINE | (long) length << INLINE_LENGTH_SHIFT;
        for (int i = 0; i < length; i++) {
            word |= (source[offset + i] & 0xFFL) << (i * 8);
        }
        return word;
    }

    public static boolean isInline(long word) {
        return word < 0;
    }

    /** The bytes of a value that lies in its word, the first in the lowest place. */
    static long inlineBytes(long word) {
        return word & INLINE_BYTES;
    }

    /** Writes the bytes of a value that lies in its word. */
    public static void copyInline(long word, byte[] target, int offset) {
        int length = inlineLength(word);
        for (int i = 0; i < length; i++) {
            target[offset + i] = (byte) (word >>> (i * 8));
        }
    }

    /** How a value that lies in its word compares with other bytes, in the order of unsigned bytes. */
    public static int compareInline(long word, byte[] other, int from, int to) {
        long prefix = inline(other, from, Math.min(MAX_INLINE, to - from));
        int result = Long.compareUnsigned(Long.reverseBytes(inlineBytes(word)), Long.reverseBytes(inlineBytes(prefix)));
        return result != 0 ? result : Integer.compare(inlineLength(word), to - from);
    }

    static int inlineLength(long word) {
        return (int) (word >>> INLINE_LENGTH_SHIFT) & MAX_INLINE;
    }

    /** The number of the buffer; not for a value that lies in its word. */
    public static int buffer(long word) {
        return (int) (word >>> BUFFER_SHIFT);
    }

    /** Where the value starts in {@link #array}. */
    public static int start(long word) {
        return word < 0 ? 0 : (int) (word >>> START_SHIFT) & START_MASK;
    }

    /** In bytes. */
    public static int length(long word, byte[][] buffers) {
        if (word < 0) {
            return inlineLength(word);
        }
        int length = (int) word & LENGTH_MASK;
        return length == WHOLE ? buffers[buffer(word)].length : length;
    }

    /** An array that holds the value, which isn't NULL; it starts at {@link #start}. */
    public static byte[] array(long word, byte[][] buffers) {
        if (word >= 0) {
            return buffers[buffer(word)];
        }
        byte[] bytes = new byte[inlineLength(word)];
        copyInline(word, bytes, 0);
        return bytes;
    }
}

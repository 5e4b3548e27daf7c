package io.levada.core.function;

import io.levada.core.data.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * SPLIT_INDEX with a separator of one byte that remembers where it stopped: queries that take one part of a text mostly
 * take the next one too. Belongs to one thread.
 */
public final class Splitter {
    private static final int UNKNOWN = -1;

    private final byte separator;
    private byte @Nullable [] array;
    private int offset;
    private int end;
    /** The part that was found last, where it starts, and where it ends if that is known. */
    private int index;

    private int start;
    private int stop;

    /** @param separator below 128 */
    public Splitter(int separator) {
        this.separator = (byte) separator;
    }

    /** The part at a 0-based index; null when there is none. */
    public @Nullable Bytes part(Bytes text, int wanted) {
        byte[] bytes = text.array();
        if (wanted < 0 || text.length() == 0) {
            return null;
        }
        if (bytes != array || text.offset() != offset || text.offset() + text.length() != end || wanted < index) {
            array = bytes;
            offset = text.offset();
            end = offset + text.length();
            index = 0;
            start = offset;
            stop = UNKNOWN;
        }
        while (true) {
            if (stop == UNKNOWN) {
                int found = Utf8.indexOf(bytes, start, end, separator);
                stop = found < 0 ? end : found;
            }
            if (index == wanted) {
                return new Bytes(bytes, start, stop - start);
            }
            if (stop == end) {
                return null;
            }
            index++;
            start = stop + 1;
            stop = UNKNOWN;
        }
    }
}

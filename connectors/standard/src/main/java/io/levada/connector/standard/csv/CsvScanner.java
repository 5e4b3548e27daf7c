package io.levada.connector.standard.csv;

import io.levada.connector.standard.MalformedRecord;
import io.levada.connector.standard.text.ByteWriter;
import java.util.Arrays;

/**
 * Cuts a record into fields. A field without quotes and escapes is left where it is; others are copied without them.
 */
final class CsvScanner {
    private final CsvOptions options;
    private final ByteWriter copies = new ByteWriter(64);

    private byte[] bytes = new byte[0];
    private int limit;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private boolean[] copied = new boolean[16];
    private int count;

    CsvScanner(CsvOptions options) {
        this.options = options;
    }

    int count() {
        return count;
    }

    /** The array that holds the field; valid until the next scan. */
    byte[] array(int field) {
        return copied[field] ? copies.array() : bytes;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    /** Cuts one record, whose line end may follow it. */
    void scan(byte[] record, int from, int to) {
        bytes = record;
        limit = to;
        count = 0;
        copies.clear();
        if (limit > from && bytes[limit - 1] == '\n') {
            limit--;
        }
        if (limit > from && bytes[limit - 1] == '\r') {
            limit--;
        }
        int i = from;
        while (true) {
            i = field(i);
            if (i >= limit) {
                return;
            }
            if (bytes[i] != options.delimiter()) {
                throw MalformedRecord.syntax("a second line follows", i);
            }
            i++;
        }
    }

    private int field(int from) {
        int i = from;
        if (options.trimSpaces()) {
            while (i < limit && bytes[i] == ' ' && options.delimiter() != ' ') {
                i++;
            }
        }
        if (i < limit && bytes[i] == options.quote()) {
            return quoted(i);
        }
        int start = i;
        while (i < limit && bytes[i] != options.delimiter() && bytes[i] != '\n') {
            if (bytes[i] == options.escape()) {
                return escaped(start, i);
            }
            i++;
        }
        int end = i;
        while (options.trimSpaces() && end > start && bytes[end - 1] == ' ') {
            end--;
        }
        add(start, end, false);
        return i;
    }

    /** A field without quotes that has an escape at {@code i}. */
    private int escaped(int start, int firstEscape) {
        int copy = copies.size();
        copies.write(bytes, start, firstEscape - start);
        int i = firstEscape;
        while (i < limit && bytes[i] != options.delimiter() && bytes[i] != '\n') {
            if (bytes[i] == options.escape()) {
                i = unescape(i);
            } else {
                copies.write(bytes[i++]);
            }
        }
        add(copy, copies.size(), true);
        return i;
    }

    private int quoted(int openingQuote) {
        int copy = copies.size();
        int plain = openingQuote + 1;
        int i = plain;
        while (true) {
            if (i >= limit) {
                throw MalformedRecord.syntax("a quoted field isn't closed", openingQuote);
            }
            byte c = bytes[i];
            if (c == options.quote()) {
                copies.write(bytes, plain, i - plain);
                if (i + 1 < limit && bytes[i + 1] == options.quote()) {
                    copies.write(c);
                    i += 2;
                    plain = i;
                    continue;
                }
                break;
            }
            if (c == options.escape()) {
                copies.write(bytes, plain, i - plain);
                i = unescape(i);
                plain = i;
            } else {
                i++;
            }
        }
        add(copy, copies.size(), true);
        i++;
        while (i < limit && bytes[i] == ' ' && options.delimiter() != ' ') {
            i++;
        }
        if (i < limit && bytes[i] != options.delimiter() && bytes[i] != '\n') {
            throw MalformedRecord.syntax("a quoted field goes on after its closing quote", i);
        }
        return i;
    }

    private int unescape(int escape) {
        if (escape + 1 >= limit) {
            throw MalformedRecord.syntax("the record ends with an escape character", escape);
        }
        byte c = bytes[escape + 1];
        copies.write(
                switch (c) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case '0' -> 0;
                    default -> c;
                });
        return escape + 2;
    }

    private void add(int start, int end, boolean copy) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            copied = Arrays.copyOf(copied, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        copied[count++] = copy;
    }
}

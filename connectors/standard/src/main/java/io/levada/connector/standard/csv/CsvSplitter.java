package io.levada.connector.standard.csv;

import io.levada.connector.standard.io.RecordSplitter;

/** Finds the line feed that ends a record: one that isn't inside quotes and isn't escaped. */
final class CsvSplitter implements RecordSplitter {
    private final int delimiter;
    private final int quote;
    private final int escape;
    private final boolean trimSpaces;
    private final boolean comments;

    CsvSplitter(CsvOptions options) {
        delimiter = options.delimiter();
        quote = options.quote();
        escape = options.escape();
        trimSpaces = options.trimSpaces();
        comments = options.allowComments();
    }

    @Override
    public int end(byte[] bytes, int from, int to) {
        if (comments && from < to && bytes[from] == '#') {
            return LINES.end(bytes, from, to);
        }
        boolean fieldStart = true;
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c == escape && c != quote) {
                i++;
                fieldStart = false;
            } else if (quoted) {
                // A doubled quote ends the quotes and begins them again.
                quoted = c != quote;
                fieldStart = !quoted && i + 1 < to && bytes[i + 1] == quote;
            } else if (c == '\n') {
                return i;
            } else if (c == quote && fieldStart) {
                quoted = true;
            } else if (c == delimiter) {
                fieldStart = true;
            } else if (!(trimSpaces && c == ' ')) {
                fieldStart = false;
            }
        }
        return -1;
    }
}

package io.levada.connector.standard.csv;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.connector.RecordEncoder;
import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.type.RowType;

/**
 * One row to one record, without line end. Quotes stand where Jackson, and so Flink, puts them: around texts of more
 * than 24 characters, and around those with a backslash or a character not greater than both delimiter and quote.
 */
final class CsvEncoder implements RecordEncoder {
    private static final int LONGEST_CHECKED = 24;

    private final FieldWriter[] writers;
    private final boolean[] neverQuoted;
    private final boolean[] isText;
    private final CsvOptions options;
    private final int leastSafe;
    private final ByteWriter out = new ByteWriter(256);
    private final ByteWriter field = new ByteWriter(64);

    CsvEncoder(RowType type, CsvOptions options) {
        this.options = options;
        leastSafe = Math.max(Math.max(options.delimiter(), options.quote()), '\r') + 1;
        writers = new FieldWriter[type.size()];
        neverQuoted = new boolean[type.size()];
        isText = new boolean[type.size()];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = FieldWriter.of(type.type(i), options);
            isText[i] = type.type(i).kind().isText();
            neverQuoted[i] = switch (type.type(i).kind()) {
                case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
                case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> true;
                default -> false;
            };
        }
    }

    @Override
    public void encode(Batch batch, int row, BytesColumn target) {
        out.clear();
        for (int i = 0; i < writers.length; i++) {
            if (i > 0) {
                out.write(options.delimiter());
            }
            Column column = batch.column(i);
            if (column.isNull(row)) {
                byte[] literal = options.nullLiteral();
                if (literal != null) {
                    out.write(literal);
                }
            } else if (neverQuoted[i] || options.quote() < 0) {
                writers[i].write(out, column, row);
            } else if (isText[i]) {
                BytesColumn texts = (BytesColumn) column;
                writeText(texts.data(), texts.offsets()[row], texts.offsets()[row + 1]);
            } else {
                field.clear();
                writers[i].write(field, column, row);
                writeText(field.array(), 0, field.size());
            }
        }
        out.appendTo(target);
    }

    private void writeText(byte[] text, int from, int to) {
        if (!needsQuotes(text, from, to)) {
            out.write(text, from, to - from);
            return;
        }
        out.write(options.quote());
        int written = from;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (c == options.quote() || c == options.escape()) {
                out.write(text, written, i - written);
                out.write(c);
                written = i;
            }
        }
        out.write(text, written, to - written);
        out.write(options.quote());
    }

    private boolean needsQuotes(byte[] text, int from, int to) {
        int characters = 0;
        for (int i = from; i < to && characters <= LONGEST_CHECKED; i++) {
            byte c = text[i];
            if (c >= 0 && c < leastSafe || c == '\\' || c == options.escape()) {
                return true;
            }
            // Java's characters: each byte that begins one, two for those of four bytes.
            if ((c & 0xC0) != 0x80) {
                characters += (c & 0xF8) == 0xF0 ? 2 : 1;
            }
        }
        return characters > LONGEST_CHECKED;
    }
}

package io.levada.connector.standard.json;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import java.util.Arrays;
import java.util.Base64;

/** Strings and binary values. */
final class TextReaders {
    private TextReaders() {}

    /** CHAR and VARCHAR; of other values the column gets the text, of objects and arrays their compact JSON. */
    static final class OfString extends ValueReader {
        private final ByteWriter compact = new ByteWriter(64);

        OfString(DataType type) {
            super(type);
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            BytesColumn column = (BytesColumn) target;
            if (first == '"') {
                int after = PlainValue.string(in.bytes, in.pos + 1, in.end, column);
                if (after != PlainValue.NOT_PLAIN) {
                    in.pos = after;
                    return;
                }
                in.readString();
                int length = in.textEnd - in.textStart;
                if (in.textEscaped) {
                    int at = column.reserve(length);
                    column.commit(in.unescape(column.data(), at) - at);
                } else {
                    column.append(in.bytes, in.textStart, length);
                }
            } else if (first == '{' || first == '[') {
                compact.clear();
                CompactJson.copy(in, compact);
                compact.appendTo(column);
            } else {
                int start = in.pos;
                in.skipValue();
                column.append(in.bytes, start, in.pos - start);
            }
        }
    }

    /** BINARY and VARBINARY: base64. */
    static final class OfBytes extends ValueReader {
        OfBytes(DataType type) {
            super(type);
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            int start = in.pos;
            if (first != '"') {
                throw mismatch(in, start);
            }
            in.readString();
            byte[] text = in.plainText();
            byte[] decoded;
            try {
                decoded = Base64.getDecoder().decode(Arrays.copyOfRange(text, in.textStart, in.textEnd));
            } catch (IllegalArgumentException e) {
                throw mismatch(in, start);
            }
            ((BytesColumn) target).append(decoded, 0, decoded.length);
        }
    }
}

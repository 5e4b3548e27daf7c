package io.levada.connector.standard.json;

import io.levada.connector.standard.text.TimeText;
import io.levada.connector.standard.text.TimestampParser;
import io.levada.core.data.Column;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;

/** Dates, times and timestamps: strings only, as in Flink. */
final class TimeReaders {
    private TimeReaders() {}

    /** {@code yyyy-MM-dd}. */
    static final class OfDate extends ValueReader {
        OfDate(DataType type) {
            super(type);
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            int start = in.pos;
            if (first == '"') {
                in.readString();
                byte[] text = in.plainText();
                long day = TimeText.parseDate(text, in.textStart, in.textEnd);
                if (day != TimeText.INVALID) {
                    ((IntColumn) target).append((int) day);
                    return;
                }
            }
            throw mismatch(in, start);
        }
    }

    /** {@code HH:mm:ss.s}, cut to milliseconds. */
    static final class OfTime extends ValueReader {
        OfTime(DataType type) {
            super(type);
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            int start = in.pos;
            if (first == '"') {
                in.readString();
                byte[] text = in.plainText();
                long micros = TimeText.parseTime(text, in.textStart, in.textEnd, false, true, 3);
                if (micros != TimeText.INVALID) {
                    ((IntColumn) target).append((int) (micros / 1000 % 86_400_000));
                    return;
                }
            }
            throw mismatch(in, start);
        }
    }

    /** TIMESTAMP and, with a Z at the end, TIMESTAMP_LTZ. */
    static final class OfTimestamp extends ValueReader {
        private final TimestampParser parser;
        private final boolean zeroIsNull;

        OfTimestamp(DataType type, JsonOptions options) {
            super(type);
            parser = new TimestampParser(layout(type, options.isoTimestamps()), type.precision());
            zeroIsNull = options.zeroTimestampIsNull();
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            int start = in.pos;
            if (first == '"') {
                int after = parser.parseInSameSecond(in.bytes, start + 1, in.end);
                if (after >= 0 && after < in.end && in.bytes[after] == '"') {
                    in.pos = after + 1;
                    ((LongColumn) target).append(parser.micros());
                    return;
                }
                in.readString();
                byte[] text = in.plainText();
                long micros = parser.parse(text, in.textStart, in.textEnd);
                if (micros != TimeText.INVALID) {
                    ((LongColumn) target).append(micros);
                    return;
                }
                if (zeroIsNull && TimeText.isZeroTimestamp(text, in.textStart, in.textEnd)) {
                    target.appendNull();
                    return;
                }
            }
            throw mismatch(in, start);
        }
    }

    static TimeText.Layout layout(DataType type, boolean iso) {
        if (type.kind() == TypeKind.TIMESTAMP_LTZ) {
            return iso ? TimeText.Layout.ISO_ZULU : TimeText.Layout.SQL_ZULU;
        }
        return iso ? TimeText.Layout.ISO : TimeText.Layout.SQL;
    }
}

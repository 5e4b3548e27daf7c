package io.levada.connector.standard.json;

import io.levada.connector.standard.MalformedRecord;
import io.levada.core.data.Column;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;

/** Reads the values of one column. */
abstract class ValueReader {
    final DataType type;

    ValueReader(DataType type) {
        this.type = type;
    }

    /**
     * Reads the value that is next, which isn't null, and appends it (or NULL, where Flink reads NULL).
     *
     * @param first its first byte
     */
    abstract void readValue(JsonCursor in, int first, Column target);

    /** Reads the value that is next, null included. */
    final void read(JsonCursor in, Column target) {
        int first = in.peek();
        if (first == 'n') {
            in.readLiteral("null");
            target.appendNull();
        } else {
            readValue(in, first, target);
        }
    }

    /** As {@link #read}, but a value that isn't what the column wants is NULL. */
    final void readLenient(JsonCursor in, Column target) {
        in.peek();
        int start = in.pos;
        int depth = in.depth();
        int size = target.size();
        try {
            read(in, target);
        } catch (MalformedRecord e) {
            if (!e.isConversion()) {
                throw e;
            }
            in.back(start, depth);
            in.skipValue();
            target.truncate(size);
            target.appendNull();
        }
    }

    final MalformedRecord mismatch(JsonCursor in, int start) {
        return mismatch(type, in, start);
    }

    static MalformedRecord mismatch(DataType type, JsonCursor in, int start) {
        // What follows must be JSON in any case: if it isn't, that is the reason.
        in.pos = start;
        in.skipValue();
        int length = Math.min(40, in.pos - start);
        String shown = new String(in.bytes, start, length, java.nio.charset.StandardCharsets.UTF_8);
        String article = "AEIOU".indexOf(type.sqlName().charAt(0)) >= 0 ? "an " : "a ";
        return MalformedRecord.conversion(
                shown + (length < in.pos - start ? "..." : "") + " is not " + article + type.sqlName(), start);
    }

    static ValueReader of(DataType type, JsonOptions options) {
        return switch (type.kind()) {
            case BOOLEAN -> new ScalarReaders.OfBoolean(type);
            case TINYINT -> new ScalarReaders.OfInt(type, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> new ScalarReaders.OfInt(type, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER, INTERVAL_YEAR_MONTH -> new ScalarReaders.OfInt(type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT, INTERVAL_DAY_TIME -> new ScalarReaders.OfLong(type);
            case FLOAT, DOUBLE -> new ScalarReaders.OfDouble(type);
            case DECIMAL -> new ScalarReaders.OfDecimal(type);
            case CHAR, VARCHAR -> new TextReaders.OfString(type);
            case BINARY, VARBINARY -> new TextReaders.OfBytes(type);
            case DATE -> new TimeReaders.OfDate(type);
            case TIME -> new TimeReaders.OfTime(type);
            case TIMESTAMP, TIMESTAMP_LTZ -> new TimeReaders.OfTimestamp(type, options);
            case ROW -> new NestedReaders.OfRow(type, options);
            case ARRAY -> new NestedReaders.OfArray(type, options);
            case MAP -> new NestedReaders.OfMap(type, options);
            case NULL ->
                throw new LevadaException(
                        ErrorCode.SQL_UNSUPPORTED, "format 'json' can't read a column of type " + type.sqlName());
        };
    }
}

package io.levada.connector.standard.json;

import io.levada.core.data.Column;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Booleans and numbers. A string in such a column is read as the number that it spells, by Java's parse methods where
 * it isn't one of JSON's.
 */
final class ScalarReaders {
    private ScalarReaders() {}

    private static boolean startsNumber(int first) {
        return first == '-' || first >= '0' && first <= '9';
    }

    /** The string that was read last, without blanks around it. */
    private static String trimmedText(JsonCursor in) {
        byte[] text = in.plainText();
        return new String(text, in.textStart, in.textEnd - in.textStart, StandardCharsets.UTF_8).trim();
    }

    /** Whether the string that is next spells one of JSON's numbers, which the cursor has then read. */
    private static boolean readSpelledNumber(JsonCursor in) {
        in.readString();
        byte[] text = in.plainText();
        return in.number.scan(text, in.textStart, in.textEnd) == in.textEnd && in.textEnd > in.textStart;
    }

    /** {@code true} and {@code false}; as in Flink any other string or number is false. */
    static final class OfBoolean extends ValueReader {
        OfBoolean(DataType type) {
            super(type);
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            IntColumn column = (IntColumn) target;
            if (first == 't') {
                in.readLiteral("true");
                column.append(1);
            } else if (first == 'f') {
                in.readLiteral("false");
                column.append(0);
            } else if (first == '"') {
                in.readString();
                column.append(Boolean.parseBoolean(trimmedText(in)) ? 1 : 0);
            } else if (startsNumber(first)) {
                in.readNumber();
                column.append(0);
            } else {
                throw mismatch(in, in.pos);
            }
        }
    }

    /** TINYINT, SMALLINT, INT. Fractions are cut off, in INT only. */
    static final class OfInt extends ValueReader {
        private final int least;
        private final int most;
        private final boolean cutsFractions;

        OfInt(DataType type, int least, int most) {
            super(type);
            this.least = least;
            this.most = most;
            cutsFractions = type.kind() == TypeKind.INTEGER || type.kind() == TypeKind.INTERVAL_YEAR_MONTH;
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            IntColumn column = (IntColumn) target;
            int start = in.pos;
            long plain = PlainValue.number(in.bytes, start, in.end);
            if (plain >= 0 && plain <= most) {
                in.pos = PlainValue.afterNumber(in.bytes, start);
                column.append((int) plain);
            } else if (startsNumber(first)) {
                in.readNumber();
                append(in, column, start, cutsFractions);
            } else if (first == '"') {
                if (readSpelledNumber(in)) {
                    append(in, column, start, false);
                } else {
                    appendSpelled(in, column, start);
                }
            } else {
                throw mismatch(in, start);
            }
        }

        private void append(JsonCursor in, IntColumn column, int start, boolean fractions) {
            if (in.number.isInteger()) {
                long value = in.number.fitsLong() ? in.number.toLong() : Long.MAX_VALUE;
                if (value >= least && value <= most) {
                    column.append((int) value);
                    return;
                }
            } else if (fractions) {
                double value = in.number.toDouble();
                if (value >= least && value <= most) {
                    column.append((int) value);
                    return;
                }
            }
            throw mismatch(in, start);
        }

        private void appendSpelled(JsonCursor in, IntColumn column, int start) {
            int value;
            try {
                value = Integer.parseInt(trimmedText(in));
            } catch (NumberFormatException e) {
                throw mismatch(in, start);
            }
            if (value < least || value > most) {
                throw mismatch(in, start);
            }
            column.append(value);
        }
    }

    /** BIGINT. Fractions are cut off. */
    static final class OfLong extends ValueReader {
        OfLong(DataType type) {
            super(type);
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            LongColumn column = (LongColumn) target;
            int start = in.pos;
            long plain = PlainValue.number(in.bytes, start, in.end);
            if (plain >= 0) {
                in.pos = PlainValue.afterNumber(in.bytes, start);
                column.append(plain);
            } else if (startsNumber(first)) {
                in.readNumber();
                if (!in.number.fitsLong()) {
                    throw mismatch(in, start);
                }
                column.append(in.number.toLong());
            } else if (first == '"') {
                if (readSpelledNumber(in) && in.number.isInteger() && in.number.fitsLong()) {
                    column.append(in.number.toLong());
                    return;
                }
                try {
                    column.append(Long.parseLong(trimmedText(in)));
                } catch (NumberFormatException e) {
                    throw mismatch(in, start);
                }
            } else {
                throw mismatch(in, start);
            }
        }
    }

    /** FLOAT and DOUBLE. */
    static final class OfDouble extends ValueReader {
        private final boolean single;

        OfDouble(DataType type) {
            super(type);
            single = type.kind() == TypeKind.FLOAT;
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            DoubleColumn column = (DoubleColumn) target;
            if (startsNumber(first)) {
                in.readNumber();
                column.append(single ? in.number.toFloat() : in.number.toDouble());
            } else if (first == '"') {
                int start = in.pos;
                if (readSpelledNumber(in)) {
                    column.append(single ? in.number.toFloat() : in.number.toDouble());
                    return;
                }
                try {
                    String text = trimmedText(in);
                    column.append(single ? Float.parseFloat(text) : Double.parseDouble(text));
                } catch (NumberFormatException e) {
                    throw mismatch(in, start);
                }
            } else {
                throw mismatch(in, in.pos);
            }
        }
    }

    /** DECIMAL: rounded half up to the scale; NULL, as in Flink, where the digits don't suffice. */
    static final class OfDecimal extends ValueReader {
        /** Longer numbers, and exponents beyond it, are refused: a short text must not ask for a lot of work. */
        private static final int MAX_DIGITS = 1000;

        private final long limit;

        OfDecimal(DataType type) {
            super(type);
            limit = type.precision() > 18
                    ? Long.MAX_VALUE
                    : BigDecimal.TEN.pow(type.precision()).longValueExact();
        }

        @Override
        void readValue(JsonCursor in, int first, Column target) {
            int start = in.pos;
            DecimalColumn column = (DecimalColumn) target;
            boolean scanned;
            if (startsNumber(first)) {
                in.readNumber();
                scanned = true;
            } else if (first == '"') {
                scanned = readSpelledNumber(in);
            } else {
                throw mismatch(in, start);
            }
            if (scanned && in.number.fitsUnscaled(type.scale())) {
                long unscaled = in.number.unscaled(type.scale());
                if (Math.abs(unscaled) >= limit) {
                    column.appendNull();
                } else {
                    column.appendUnscaled(unscaled >> 63, unscaled);
                }
                return;
            }
            BigDecimal value;
            try {
                value = new BigDecimal(scanned ? in.number.text(MAX_DIGITS) : trimmedText(in));
            } catch (NumberFormatException e) {
                throw mismatch(in, start);
            }
            if (Math.abs((long) value.scale()) > MAX_DIGITS && value.signum() != 0) {
                throw mismatch(in, start);
            }
            append(column, value);
        }

        private void append(DecimalColumn column, BigDecimal value) {
            if (value.signum() == 0) {
                column.appendUnscaled(0, 0);
                return;
            }
            if (value.precision() - value.scale() > type.precision() - type.scale()) {
                column.appendNull();
                return;
            }
            BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
            if (rounded.precision() > type.precision()) {
                column.appendNull();
            } else {
                column.append(rounded);
            }
        }
    }
}

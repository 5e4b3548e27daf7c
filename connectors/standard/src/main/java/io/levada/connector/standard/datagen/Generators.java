package io.levada.connector.standard.datagen;

import io.levada.connector.standard.text.TimeText;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Random values, with Flink's defaults for what isn't given. */
final class Generators {
    private static final int DEFAULT_LENGTH = 100;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Settings options;
    private final long seed;

    Generators(Settings options, long seed) {
        this.options = options;
        this.seed = seed;
    }

    Generator of(FieldOptions field) {
        if (options.get(field.kind()) == FieldOptions.Kind.SEQUENCE) {
            return Sequences.of(field, options, this);
        }
        return nullable(field, random(field));
    }

    private Generator nullable(FieldOptions field, Generator values) {
        double rate = options.get(field.nullRate());
        if (rate == 0) {
            return values;
        }
        Draw draw = new Draw(seed, field.path() + "?");
        return (index, now, target) -> {
            draw.seek(index);
            if (draw.nextFraction() < rate) {
                target.appendNull();
            } else {
                values.append(index, now, target);
            }
        };
    }

    Generator random(FieldOptions field) {
        Draw draw = new Draw(seed, field.path());
        DataType type = field.type();
        return switch (type.kind()) {
            case BOOLEAN ->
                (index, now, target) -> {
                    draw.seek(index);
                    ((IntColumn) target).append((int) (draw.next() >>> 63));
                };
            case TINYINT -> integers(field, draw, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> integers(field, draw, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> integers(field, draw, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INTERVAL_YEAR_MONTH -> integers(field, draw, 0, 120_000);
            case BIGINT, INTERVAL_DAY_TIME -> longs(field, draw);
            case FLOAT -> doubles(field, draw, Float.MIN_VALUE, Float.MAX_VALUE);
            case DOUBLE -> doubles(field, draw, Double.MIN_VALUE, Double.MAX_VALUE);
            case DECIMAL -> decimals(field, draw);
            case CHAR, VARCHAR -> bytes(field, draw, true);
            case BINARY, VARBINARY -> bytes(field, draw, false);
            case DATE -> (index, now, target) -> ((IntColumn) target).append((int) Math.floorDiv(now, MICROS_PER_DAY));
            case TIME ->
                (index, now, target) -> ((IntColumn) target).append((int) (Math.floorMod(now, MICROS_PER_DAY) / 1000));
            case TIMESTAMP, TIMESTAMP_LTZ -> timestamps(field, draw);
            case ROW -> NestedGenerators.row(field, this);
            case ARRAY -> NestedGenerators.array(field, this, size(field));
            case MAP -> NestedGenerators.map(field, this, size(field));
            case NULL -> throw new IllegalStateException(type.toString());
        };
    }

    private int size(FieldOptions field) {
        return length(field, 3);
    }

    private int length(FieldOptions field, int defaultLength) {
        Option<Integer> option = field.length(defaultLength);
        int length = options.get(option);
        if (length < 0) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID, "'" + option.key() + "' = '" + length + "' must not be negative");
        }
        return length;
    }

    private Generator integers(FieldOptions field, Draw draw, int least, int most) {
        long min = within(field.integerMin(least), least, most);
        long max = within(field.integerMax(most), least, most);
        checkOrder(field.integerMin(0), min <= max);
        return (index, now, target) -> {
            draw.seek(index);
            ((IntColumn) target).append((int) draw.between(min, max));
        };
    }

    private long within(Option<Long> option, long least, long most) {
        long value = options.get(option);
        if (value < least || value > most) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + option.key() + "' = '" + value + "' must lie between " + least + " and " + most);
        }
        return value;
    }

    private static void checkOrder(Option<?> min, boolean inOrder) {
        if (!inOrder) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID, "'" + min.key() + "' must not be greater than the 'max' beside it");
        }
    }

    private Generator longs(FieldOptions field, Draw draw) {
        long min = options.get(field.integerMin(Long.MIN_VALUE));
        long max = options.get(field.integerMax(Long.MAX_VALUE));
        checkOrder(field.integerMin(0), min <= max);
        return (index, now, target) -> {
            draw.seek(index);
            ((LongColumn) target).append(draw.between(min, max));
        };
    }

    private Generator doubles(FieldOptions field, Draw draw, double least, double most) {
        double min = options.get(field.min(least));
        double max = options.get(field.max(most));
        checkOrder(field.min(0), min <= max);
        boolean single = field.type().kind() == TypeKind.FLOAT;
        return (index, now, target) -> {
            draw.seek(index);
            double fraction = draw.nextFraction();
            double value = min * (1 - fraction) + max * fraction;
            ((DoubleColumn) target).append(single ? (float) value : value);
        };
    }

    private Generator decimals(FieldOptions field, Draw draw) {
        int scale = field.type().scale();
        BigDecimal limit =
                BigDecimal.TEN.pow(field.type().precision() - scale).subtract(BigDecimal.ONE.movePointLeft(scale));
        BigDecimal min = BigDecimal.valueOf(options.get(field.min(0))).max(limit.negate());
        BigDecimal max =
                BigDecimal.valueOf(options.get(field.max(Double.MAX_VALUE))).min(limit);
        checkOrder(field.min(0), min.compareTo(max) <= 0);
        BigDecimal range = max.subtract(min);
        return (index, now, target) -> {
            draw.seek(index);
            BigDecimal value = min.add(range.multiply(BigDecimal.valueOf(draw.nextFraction())));
            ((DecimalColumn) target).append(value.setScale(scale, RoundingMode.HALF_EVEN));
        };
    }

    private Generator bytes(FieldOptions field, Draw draw, boolean hexDigits) {
        DataType type = field.type();
        boolean fixed = type.kind() == TypeKind.CHAR || type.kind() == TypeKind.BINARY;
        int length = length(field, type.precision() == DataType.MAX_LENGTH ? DEFAULT_LENGTH : type.precision());
        if (length > type.precision() || fixed && length != type.precision()) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + field.length(0).key() + "' = '" + length + "' doesn't suit the type " + type.sqlName());
        }
        boolean varies = options.get(field.varLen()) && !fixed && length > 0;
        return (index, now, target) -> {
            draw.seek(index);
            int size = varies ? (int) draw.between(1, length) : length;
            BytesColumn column = (BytesColumn) target;
            int at = column.reserve(size);
            byte[] data = column.data();
            long bits = 0;
            for (int i = 0; i < size; i++) {
                if ((i & 7) == 0) {
                    bits = draw.next();
                }
                data[at + i] = hexDigits ? HEX[(int) bits & 15] : (byte) bits;
                bits >>>= 8;
            }
            column.commit(size);
        };
    }

    private Generator timestamps(FieldOptions field, Draw draw) {
        long pastMillis = options.get(field.maxPast()).toMillis();
        int precision = field.type().precision();
        return (index, now, target) -> {
            draw.seek(index);
            long past = pastMillis > 0 ? draw.between(0, pastMillis) * 1000 : 0;
            ((LongColumn) target).append(TimeText.truncate(now - past, Math.min(3, precision)));
        };
    }
}

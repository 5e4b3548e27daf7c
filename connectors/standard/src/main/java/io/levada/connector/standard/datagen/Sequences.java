package io.levada.connector.standard.datagen;

import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.config.Settings;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.DecimalColumn;
import io.levada.core.data.DoubleColumn;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;

/** Columns that count from {@code start} to {@code end}. */
final class Sequences {
    private Sequences() {}

    /** How many values the column has. */
    static long count(FieldOptions field, Settings options) {
        long start = options.get(field.start());
        long end = options.get(field.end());
        if (end < start) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + field.end().key() + "' = '" + end + "' must not be less than the 'start' beside it, "
                            + start);
        }
        return Math.addExact(Math.subtractExact(end, start), 1);
    }

    static Generator of(FieldOptions field, Settings options, Generators random) {
        DataType type = field.type();
        return switch (type.kind()) {
            case BOOLEAN -> random.random(field);
            case TINYINT, SMALLINT, INTEGER -> {
                long start = options.get(field.start());
                yield (index, now, target) -> ((IntColumn) target).append(narrow(type, start + index));
            }
            case BIGINT -> {
                long start = options.get(field.start());
                yield (index, now, target) -> ((LongColumn) target).append(start + index);
            }
            case FLOAT, DOUBLE -> {
                long start = options.get(field.start());
                yield (index, now, target) -> ((DoubleColumn) target).append((double) (start + index));
            }
            case DECIMAL -> {
                long start = options.get(field.start());
                yield (index, now, target) -> ((DecimalColumn) target).append(BigDecimal.valueOf(start + index));
            }
            case CHAR, VARCHAR -> texts(options.get(field.start()));
            case BINARY, VARBINARY -> {
                long start = options.get(field.start());
                yield (index, now, target) -> ((BytesColumn) target)
                        .append(
                                ByteBuffer.allocate(Long.BYTES)
                                        .putLong(start + index)
                                        .array(),
                                0,
                                Long.BYTES);
            }
            default ->
                throw new LevadaException(
                        ErrorCode.OPTION_INVALID,
                        "'" + field.kind().key() + "' = 'sequence' is not possible for the type " + type.sqlName());
        };
    }

    private static Generator texts(long start) {
        ByteWriter text = new ByteWriter(20);
        return (index, now, target) -> {
            text.clear();
            text.writeLong(start + index);
            text.appendTo((BytesColumn) target);
        };
    }

    private static int narrow(DataType type, long value) {
        return switch (type.kind()) {
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            default -> (int) value;
        };
    }
}

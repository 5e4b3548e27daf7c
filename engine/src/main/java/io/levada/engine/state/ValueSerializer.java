package io.levada.engine.state;

import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Boxed values, as {@link Row} lists them, to bytes and back: a tag, then the value. Part of the checkpoint format. */
public final class ValueSerializer {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int BYTE = 3;
    private static final int SHORT = 4;
    private static final int INT = 5;
    private static final int LONG = 6;
    private static final int FLOAT = 7;
    private static final int DOUBLE = 8;
    private static final int DECIMAL = 9;
    private static final int STRING = 10;
    private static final int BYTES = 11;
    private static final int DATE = 12;
    private static final int TIME = 13;
    private static final int TIMESTAMP = 14;
    private static final int TIMESTAMP_LTZ = 15;
    private static final int MONTHS = 16;
    private static final int DURATION = 17;
    private static final int ROW = 18;
    private static final int LIST = 19;
    private static final int MAP = 20;

    private ValueSerializer() {}

    public static void write(@Nullable Object value, DataOutput out) throws IOException {
        switch (value) {
            case null -> out.writeByte(NULL);
            case Boolean v -> out.writeByte(v ? TRUE : FALSE);
            case Byte v -> tag(out, BYTE).writeByte(v);
            case Short v -> tag(out, SHORT).writeShort(v);
            case Integer v -> tag(out, INT).writeInt(v);
            case Long v -> tag(out, LONG).writeLong(v);
            case Float v -> tag(out, FLOAT).writeFloat(v);
            case Double v -> tag(out, DOUBLE).writeDouble(v);
            case BigDecimal v -> {
                tag(out, DECIMAL).writeInt(v.scale());
                bytes(out, v.unscaledValue().toByteArray());
            }
            case String v -> bytes(tag(out, STRING), v.getBytes(StandardCharsets.UTF_8));
            case Bytes v -> bytes(tag(out, BYTES), v.toByteArray());
            case LocalDate v -> tag(out, DATE).writeLong(v.toEpochDay());
            case LocalTime v -> tag(out, TIME).writeLong(v.toNanoOfDay());
            case LocalDateTime v -> tag(out, TIMESTAMP).writeLong(Boxed.toMicros(v));
            case Instant v -> tag(out, TIMESTAMP_LTZ).writeLong(Boxed.toMicros(v));
            case Period v -> tag(out, MONTHS).writeLong(v.toTotalMonths());
            case Duration v -> tag(out, DURATION).writeLong(v.toMillis());
            case Row v -> writeRow(v, tag(out, ROW));
            case List<?> v -> {
                tag(out, LIST).writeInt(v.size());
                for (Object element : v) {
                    write(element, out);
                }
            }
            case Map<?, ?> v -> {
                tag(out, MAP).writeInt(v.size());
                for (Map.Entry<?, ?> entry : v.entrySet()) {
                    write(entry.getKey(), out);
                    write(entry.getValue(), out);
                }
            }
            default -> throw new IllegalArgumentException("not a SQL value: " + value.getClass());
        }
    }

    public static @Nullable Object read(DataInput in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> in.readByte();
            case SHORT -> in.readShort();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case DECIMAL -> {
                int scale = in.readInt();
                yield new BigDecimal(new BigInteger(bytes(in)), scale);
            }
            case STRING -> new String(bytes(in), StandardCharsets.UTF_8);
            case BYTES -> Bytes.of(bytes(in));
            case DATE -> LocalDate.ofEpochDay(in.readLong());
            case TIME -> LocalTime.ofNanoOfDay(in.readLong());
            case TIMESTAMP -> Boxed.toLocalDateTime(in.readLong());
            case TIMESTAMP_LTZ -> Boxed.toInstant(in.readLong());
            case MONTHS -> Period.ofMonths((int) in.readLong());
            case DURATION -> Duration.ofMillis(in.readLong());
            case ROW -> new Row(ChangeKind.of(in.readByte()), readList(in));
            case LIST -> Collections.unmodifiableList(readList(in));
            case MAP -> readMap(in);
            default -> throw new IOException("a value with the unknown tag " + tag);
        };
    }

    private static void writeRow(Row row, DataOutput out) throws IOException {
        out.writeByte(row.kind().code());
        out.writeInt(row.size());
        for (int i = 0; i < row.size(); i++) {
            write(row.get(i), out);
        }
    }

    private static List<@Nullable Object> readList(DataInput in) throws IOException {
        int size = in.readInt();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(read(in));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> readMap(DataInput in) throws IOException {
        int size = in.readInt();
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = read(in);
            values.put(key, read(in));
        }
        return Collections.unmodifiableMap(values);
    }

    private static DataOutput tag(DataOutput out, int tag) throws IOException {
        out.writeByte(tag);
        return out;
    }

    private static void bytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}

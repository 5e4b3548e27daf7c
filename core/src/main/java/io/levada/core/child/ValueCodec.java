package io.levada.core.child;

import static io.levada.core.child.ScriptRequest.readText;
import static io.levada.core.child.ScriptRequest.writeText;

import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in their boxed form, as {@link Row} lists them, as bytes. */
final class ValueCodec {
    private ValueCodec() {}

    static void write(DataOutput out, DataType type, @Nullable Object value) throws IOException {
        out.writeBoolean(value != null);
        if (value == null) {
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> out.writeLong(((Number) value).longValue());
            case FLOAT -> out.writeFloat((Float) value);
            case DOUBLE -> out.writeDouble((Double) value);
            case DECIMAL -> {
                writeBytes(out, ((BigDecimal) value).unscaledValue().toByteArray());
                out.writeInt(((BigDecimal) value).scale());
            }
            case CHAR, VARCHAR -> writeText(out, (String) value);
            case BINARY, VARBINARY -> writeBytes(out, ((Bytes) value).toByteArray());
            case DATE -> out.writeLong(((LocalDate) value).toEpochDay());
            case TIME -> out.writeLong(((LocalTime) value).toNanoOfDay());
            case TIMESTAMP -> writeInstant(out, ((LocalDateTime) value).toInstant(ZoneOffset.UTC));
            case TIMESTAMP_LTZ -> writeInstant(out, (Instant) value);
            case INTERVAL_YEAR_MONTH -> out.writeLong(((Period) value).toTotalMonths());
            case INTERVAL_DAY_TIME -> out.writeLong(((Duration) value).toMillis());
            case ROW -> {
                for (int i = 0; i < type.fields().size(); i++) {
                    write(out, type.fields().get(i).type(), ((Row) value).get(i));
                }
            }
            case ARRAY -> {
                out.writeInt(((List<?>) value).size());
                for (Object element : (List<?>) value) {
                    write(out, type.elementType(), element);
                }
            }
            case MAP -> {
                out.writeInt(((Map<?, ?>) value).size());
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    write(out, type.keyType(), entry.getKey());
                    write(out, type.valueType(), entry.getValue());
                }
            }
            case NULL -> throw new IllegalArgumentException("a value of type NULL");
        }
    }

    static @Nullable Object read(DataInput in, DataType type) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> in.readBoolean();
            case TINYINT -> (byte) in.readLong();
            case SMALLINT -> (short) in.readLong();
            case INTEGER -> (int) in.readLong();
            case BIGINT -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case DECIMAL -> new BigDecimal(new BigInteger(readBytes(in)), in.readInt());
            case CHAR, VARCHAR -> readText(in);
            case BINARY, VARBINARY -> Bytes.of(readBytes(in));
            case DATE -> LocalDate.ofEpochDay(in.readLong());
            case TIME -> LocalTime.ofNanoOfDay(in.readLong());
            case TIMESTAMP -> LocalDateTime.ofInstant(readInstant(in), ZoneOffset.UTC);
            case TIMESTAMP_LTZ -> readInstant(in);
            case INTERVAL_YEAR_MONTH -> Period.ofMonths((int) in.readLong());
            case INTERVAL_DAY_TIME -> Duration.ofMillis(in.readLong());
            case ROW -> readRow(in, type);
            case ARRAY -> readList(in, type);
            case MAP -> readMap(in, type);
            case NULL -> null;
        };
    }

    private static Row readRow(DataInput in, DataType type) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (Field field : type.fields()) {
            values.add(read(in, field.type()));
        }
        return new Row(ChangeKind.INSERT, values);
    }

    private static List<@Nullable Object> readList(DataInput in, DataType type) throws IOException {
        int size = in.readInt();
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(read(in, type.elementType()));
        }
        return list;
    }

    private static Map<@Nullable Object, @Nullable Object> readMap(DataInput in, DataType type) throws IOException {
        int size = in.readInt();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(read(in, type.keyType()), read(in, type.valueType()));
        }
        return map;
    }

    private static void writeInstant(DataOutput out, Instant value) throws IOException {
        out.writeLong(value.getEpochSecond());
        out.writeInt(value.getNano());
    }

    private static Instant readInstant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}

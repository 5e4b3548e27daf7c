package io.levada.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import io.levada.core.type.DataType;
import io.levada.core.type.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordFieldTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(DataType.INTEGER, Arrays.asList(-1, null, 5, Integer.MAX_VALUE, -1)),
                Arguments.of(DataType.BIGINT, Arrays.asList(0L, null, Long.MIN_VALUE, 1L << 40, 0L)),
                Arguments.of(DataType.DOUBLE, Arrays.asList(0.0, null, -0.0, Double.NaN, 0.0)),
                Arguments.of(
                        DataType.decimal(38, 2),
                        Arrays.asList(
                                new BigDecimal("1.00"),
                                null,
                                new BigDecimal("-1.00"),
                                new BigDecimal("9".repeat(36) + ".99"),
                                new BigDecimal("1.00"))),
                Arguments.of(DataType.STRING, Arrays.asList("", null, "exactly", "eight ch", "")),
                Arguments.of(
                        DataType.STRING,
                        Arrays.asList("a".repeat(4097), null, "b".repeat(4096), "short", "a".repeat(4097))),
                Arguments.of(
                        DataType.DATE,
                        Arrays.asList(
                                LocalDate.EPOCH,
                                null,
                                LocalDate.MIN.withYear(1),
                                LocalDate.of(2026, 11, 22),
                                LocalDate.EPOCH)),
                Arguments.of(
                        DataType.of(TypeKind.TINYINT), Arrays.asList((byte) 1, null, (byte) -128, (byte) 0, (byte) 1)),
                Arguments.of(
                        DataType.array(DataType.INTEGER),
                        Arrays.asList(List.of(1), null, List.of(), List.of(1, 2), List.of(1))),
                Arguments.of(
                        DataType.map(DataType.STRING, DataType.INTEGER),
                        Arrays.asList(Map.of("a", 1), null, Map.of(), Map.of("a", 2), Map.of("a", 1))));
    }

    /** The first and the last value are equal, the others differ from each other. */
    @ParameterizedTest
    @MethodSource("values")
    void keepsAndComparesAndWrites(DataType type, List<Object> values) throws IOException {
        Column column = Column.create(type, 4);
        values.forEach(value -> Boxed.append(column, type, value));
        RecordLayout layout = new RecordLayout();
        RecordField field = RecordField.create(layout, type);
        Records records = new Records(layout);
        int[] ids = {
            records.allocate(1), records.allocate(2), records.allocate(3), records.allocate(4), records.allocate(5)
        };
        int[] rows = {0, 1, 2, 3, 4};
        field.store(records, ids, rows, 5, column);
        Column loaded = Column.create(type, 1);
        field.load(records, ids, 0, 5, loaded);
        for (int i = 0; i < 5; i++) {
            assertThat(Boxed.get(loaded, type, i)).isEqualTo(values.get(i));
            assertThat(field.isNull(records, ids[i])).isEqualTo(values.get(i) == null);
            for (int j = 0; j < 5; j++) {
                boolean equal = i == j || Math.abs(i - j) == 4;
                boolean[] differs = new boolean[1];
                field.compare(records, new int[] {ids[i]}, new int[] {j}, 1, column, differs);
                assertThat(differs[0])
                        .as("%s and %s", values.get(i), values.get(j))
                        .isEqualTo(!equal);
                assertThat(field.equalAt(records, ids[i], column, j)).isEqualTo(equal);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            field.write(records, id, new DataOutputStream(bytes));
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Records others = new Records(layout);
        for (int i = 0; i < 5; i++) {
            int id = others.allocate(0);
            field.read(others, id, in);
            assertThat(field.equalAt(others, id, column, i)).isTrue();
            int copy = others.allocate(0);
            field.copy(others, copy, records, ids[i]);
            assertThat(field.equalAt(others, copy, column, i)).isTrue();
            field.clear(others, copy);
            assertThat(field.isNull(others, copy)).isTrue();
        }
        assertThat(in.available()).isZero();
    }

    @ParameterizedTest
    @MethodSource("values")
    void manyFieldsFindRoomForTheirPresence(DataType type, List<Object> values) {
        Column column = Column.create(type, 4);
        values.forEach(value -> Boxed.append(column, type, value));
        RecordLayout layout = new RecordLayout();
        RecordField[] fields = new RecordField[120];
        Arrays.setAll(fields, i -> RecordField.create(layout, type));
        Records records = new Records(layout);
        int id = records.allocate(0);
        for (int i = 0; i < fields.length; i++) {
            fields[i].store(records, id, column, i % 5);
        }
        for (int i = 0; i < fields.length; i++) {
            assertThat(fields[i].equalAt(records, id, column, i % 5)).isTrue();
        }
        assertThat(records.isLive(id)).isTrue();
    }
}

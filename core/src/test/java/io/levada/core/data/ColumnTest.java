package io.levada.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnTest {
    /** For every type: the value, another one. */
    private static final Map<DataType, List<Object>> SAMPLES = samples();

    @Test
    void boxedValuesOfEveryTypeComeBack() {
        List<Field> fields = new ArrayList<>();
        List<@Nullable Object> first = new ArrayList<>();
        List<@Nullable Object> second = new ArrayList<>();
        List<@Nullable Object> nulls = new ArrayList<>();
        SAMPLES.forEach((type, values) -> {
            fields.add(new Field("f" + fields.size(), type));
            first.add(values.get(0));
            second.add(values.get(1));
            nulls.add(null);
        });
        List<Row> rows = List.of(
                new Row(ChangeKind.INSERT, first),
                new Row(ChangeKind.DELETE, nulls),
                new Row(ChangeKind.UPDATE_AFTER, second));
        RowType type = new RowType(fields);

        assertThat(Boxed.rows(Boxed.batch(rows, type), type)).isEqualTo(rows);
    }

    @Test
    void equalValuesHashAlikeAndDifferFromOthersAndFromNull() {
        SAMPLES.forEach((type, values) -> {
            Column left = Column.create(type, 1);
            Column right = Column.create(type, 1);
            Boxed.append(left, type, values.get(0));
            left.appendNull();
            right.appendNull();
            Boxed.append(right, type, values.get(1));
            Boxed.append(right, type, values.get(0));

            assertThat(left.hash(0)).as("%s", type).isEqualTo(right.hash(2)).isNotEqualTo(right.hash(1));
            assertThat(left.equalAt(0, right, 2)).as("%s", type).isTrue();
            assertThat(left.equalAt(0, right, 1)).as("%s", type).isFalse();
            assertThat(left.equalAt(0, right, 0)).as("%s with NULL", type).isFalse();
            assertThat(left.equalAt(1, right, 0)).as("NULL with NULL").isTrue();
            assertThat(left.hash(1)).isEqualTo(Hashing.NULL);
        });
    }

    @Test
    void growsKeepingValuesAndNulls() {
        SAMPLES.forEach((type, values) -> {
            Column column = Column.create(type, 4);
            for (int i = 0; i < 1000; i++) {
                Boxed.append(column, type, i % 3 == 0 ? null : values.get(i % 2));
            }
            assertThat(column.size()).isEqualTo(1000);
            for (int i = 0; i < 1000; i++) {
                assertThat(Boxed.get(column, type, i))
                        .as("%s %d", type, i)
                        .isEqualTo(i % 3 == 0 ? null : values.get(i % 2));
            }
        });
    }

    @Test
    void truncationForgetsNullsToo() {
        SAMPLES.forEach((type, values) -> {
            Column column = Column.create(type, 4);
            Boxed.append(column, type, values.get(0));
            column.appendNull();
            column.appendNull();
            column.truncate(1);
            Boxed.append(column, type, values.get(1));
            assertThat(column.size()).isEqualTo(2);
            assertThat(Boxed.get(column, type, 0)).as("%s", type).isEqualTo(values.get(0));
            assertThat(Boxed.get(column, type, 1)).as("%s", type).isEqualTo(values.get(1));
        });
    }

    @Test
    void chosenRowsAreCopied() {
        SAMPLES.forEach((type, values) -> {
            Column source = Column.create(type, 4);
            Boxed.append(source, type, values.get(0));
            source.appendNull();
            Boxed.append(source, type, values.get(1));
            Column target = Column.create(type, 4);
            target.appendFrom(source, new int[] {2, 1, 0, 99}, 3);
            assertThat(target.size()).isEqualTo(3);
            assertThat(Boxed.get(target, type, 0)).isEqualTo(values.get(1));
            assertThat(target.isNull(1)).isTrue();
            assertThat(Boxed.get(target, type, 2)).isEqualTo(values.get(0));
        });
    }

    @Test
    void decimalsKeepAllTheirDigits() {
        DecimalColumn column = new DecimalColumn(4, 10);
        BigDecimal largest = new BigDecimal("9999999999999999999999999999.9999999999");
        column.append(largest);
        column.append(largest.negate());
        column.append(new BigDecimal("-0.0000000001"));
        assertThat(column.get(0)).isEqualTo(largest);
        assertThat(column.get(1)).isEqualTo(largest.negate());
        assertThat(column.get(2)).isEqualTo(new BigDecimal("-0.0000000001"));
        assertThatThrownBy(() -> column.append(new BigDecimal("0.00000000001")))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void decimalsHaveHighHalvesOnlyWhereTheyNeedThem() {
        DecimalColumn small = new DecimalColumn(1, 0);
        small.append(BigDecimal.ONE);
        small.append(new BigDecimal(Long.MIN_VALUE));
        assertThat(small.high()).isNull();

        DecimalColumn mixed = new DecimalColumn(1, 0);
        BigDecimal large = new BigDecimal("9223372036854775808");
        mixed.append(new BigDecimal(-1));
        mixed.append(large);
        mixed.appendFrom(small, new int[] {1, 0}, 2);
        assertThat(mixed.high()).isNotNull();
        assertThat(mixed.get(0)).isEqualTo(new BigDecimal(-1));
        assertThat(mixed.get(1)).isEqualTo(large);
        assertThat(mixed.get(2)).isEqualTo(new BigDecimal(Long.MIN_VALUE));
        assertThat(mixed.equalAt(3, small, 0)).isTrue();
        assertThat(mixed.hash(3)).isEqualTo(small.hash(0));

        small.appendFrom(mixed, new int[] {0, 1}, 2);
        assertThat(small.get(1)).isEqualTo(new BigDecimal(Long.MIN_VALUE));
        assertThat(small.get(3)).isEqualTo(large);
        assertThat(small.equalAt(3, mixed, 1)).isTrue();
        assertThat(small.equalAt(1, mixed, 1)).isFalse();
    }

    @Test
    void aTextColumnKnowsThatItHasOneTextOnly() {
        Bytes day = Bytes.of("2024-02-29");
        BytesColumn days = new BytesColumn(1);
        days.append(day);
        days.append(day);
        assertThat(days.isUniform()).isTrue();

        BytesColumn chosen = new BytesColumn(1);
        chosen.appendFrom(days, new int[] {1, 0, 1}, 3);
        assertThat(chosen.isUniform()).isTrue();
        assertThat(chosen.size()).isEqualTo(3);
        assertThat(chosen.get(2)).isEqualTo(day);
        assertThat(chosen.equalAt(1, days, 0)).isTrue();

        chosen.append(Bytes.of("2024-03-01"));
        assertThat(chosen.isUniform()).isFalse();
        assertThat(chosen.get(3)).isEqualTo(Bytes.of("2024-03-01"));
        days.appendNull();
        assertThat(days.isUniform()).isFalse();
        BytesColumn mixed = new BytesColumn(1);
        mixed.append(new byte[] {'x'}, 0, 1);
        mixed.append(day);
        assertThat(mixed.isUniform()).isFalse();
        mixed.appendFrom(days, new int[] {0, 2}, 2);
        assertThat(mixed.isUniform()).isFalse();
        assertThat(mixed.get(2)).isEqualTo(day);
        assertThat(mixed.isNull(3)).isTrue();
    }

    /** The one text is there once, until another comes or somebody wants the array. */
    @Test
    void oneTextManyTimesIsAsManyTexts() {
        Random random = new Random(11);
        Bytes[] texts = {Bytes.of("2024-02-29"), Bytes.of(""), Bytes.of("x"), Bytes.of("2024-03-01")};
        for (int round = 0; round < 2000; round++) {
            BytesColumn column = new BytesColumn(1 + random.nextInt(4));
            List<Bytes> expected = new ArrayList<>();
            Bytes text = texts[random.nextInt(texts.length)];
            for (int step = 1 + random.nextInt(8); step > 0; step--) {
                text = random.nextInt(4) == 0 ? texts[random.nextInt(texts.length)] : text;
                change(column, expected, text, random.nextInt(12));
                assertThat(column.size()).isEqualTo(expected.size());
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(column.isNull(i)).isEqualTo(expected.get(i) == null);
                    assertThat(column.get(i)).isEqualTo(expected.get(i) == null ? Bytes.EMPTY : expected.get(i));
                }
            }
            BytesColumn copy = new BytesColumn(1);
            for (int i = 0; i < expected.size(); i++) {
                copy.appendFrom(column, i);
                assertThat(copy.hash(i)).isEqualTo(column.hash(i));
                assertThat(copy.equalAt(i, column, i)).isTrue();
            }
            assertSameArrays(column, expected);
        }
    }

    private static void change(BytesColumn column, List<Bytes> expected, Bytes text, int how) {
        switch (how) {
            case 0 -> {
                column.appendNull();
                expected.add(null);
            }
            case 1 -> {
                column.append(text.array(), text.offset(), text.length());
                expected.add(text);
            }
            case 2 -> {
                BytesColumn others = new BytesColumn(1);
                others.append(text);
                others.append(text);
                column.appendFrom(others, new int[] {1, 0, 1}, 3);
                expected.addAll(List.of(text, text, text));
                assertThat(others.get(1)).isEqualTo(text);
            }
            case 3 -> {
                column.truncate(expected.size() / 2);
                expected.subList(expected.size() / 2, expected.size()).clear();
            }
            case 4 -> {
                int start = column.reserve(text.length());
                System.arraycopy(text.array(), text.offset(), column.data(), start, text.length());
                column.commit(text.length());
                expected.add(text);
            }
            default -> {
                column.append(text);
                expected.add(text);
            }
        }
    }

    private static void assertSameArrays(BytesColumn column, List<Bytes> expected) {
        int[] all = IntStream.range(0, expected.size()).toArray();
        long[] words = new long[all.length];
        assertThat(column.words(all, all.length, words)).isTrue();
        byte[][] buffers = column.words() == null ? new byte[][] {column.bytes()} : column.buffers();
        BytesColumn byWords = new BytesColumn(1);
        byWords.appendWords(words, words.length, buffers);
        for (int i = 0; i < all.length; i++) {
            int start = column.offsets()[i];
            int end = column.offsets()[i + 1];
            Bytes value = expected.get(i) == null ? Bytes.EMPTY : expected.get(i);
            assertThat(new Bytes(column.data(), start, end - start)).isEqualTo(value);
            assertThat(byWords.get(i)).isEqualTo(value);
        }
    }

    /** What one column shares with another stays as it was when the other goes on. */
    @Test
    void oneTextManyTimesIsSharedAndNotChanged() {
        Bytes day = Bytes.of("2024-02-29");
        BytesColumn days = new BytesColumn(4);
        days.append(day);
        days.append(day);
        BytesColumn chosen = new BytesColumn(4);
        chosen.appendFrom(days, new int[] {0, 1}, 2);
        chosen.truncate(0);
        chosen.append(new byte[] {'x'}, 0, 1);
        chosen.append(Bytes.of("y"));
        assertThat(days.get(0)).isEqualTo(day);
        assertThat(days.get(1)).isEqualTo(day);
        assertThat(chosen.get(0)).isEqualTo(Bytes.of("x"));
        byte[] bytes = {'a'};
        BytesColumn copied = new BytesColumn(1);
        copied.append(new Bytes(bytes, 0, 1));
        bytes[0] = 'b';
        assertThat(copied.get(0)).isEqualTo(Bytes.of("a"));
    }

    @Test
    void bytesAreOrderedAsCodePoints() {
        assertThat(Bytes.of("a")).isLessThan(Bytes.of("ab")).isLessThan(Bytes.of("é"));
        assertThat(Bytes.of("\uFFFD")).isLessThan(Bytes.of("\uD83D\uDE00"));
        assertThat(Bytes.of("xabcx").slice(1, 4)).isEqualTo(Bytes.of("abc")).hasSameHashCodeAs(Bytes.of("abc"));
    }

    @Test
    void everyBitOfAHashIsUsed() {
        long ones = 0;
        long zeros = -1;
        for (int i = 0; i < 1000; i++) {
            ones |= Hashing.mix(i);
            zeros &= Hashing.mix(i);
        }
        assertThat(ones).isEqualTo(-1);
        assertThat(zeros).isZero();
    }

    private static Map<DataType, List<Object>> samples() {
        Map<DataType, List<Object>> all = new LinkedHashMap<>();
        all.put(DataType.BOOLEAN, List.of(true, false));
        all.put(DataType.TINYINT, List.of((byte) -128, (byte) 127));
        all.put(DataType.SMALLINT, List.of((short) -32768, (short) 32767));
        all.put(DataType.INTEGER, List.of(Integer.MIN_VALUE, Integer.MAX_VALUE));
        all.put(DataType.BIGINT, List.of(Long.MIN_VALUE, Long.MAX_VALUE));
        all.put(DataType.FLOAT, List.of(1.5f, Float.NaN));
        all.put(DataType.DOUBLE, List.of(-0.0, 0.0));
        all.put(DataType.decimal(10, 2), List.of(new BigDecimal("-12345678.90"), new BigDecimal("0.01")));
        all.put(
                DataType.decimal(38, 0),
                List.of(new BigDecimal("99999999999999999999999999999999999999"), new BigDecimal("-1")));
        all.put(DataType.STRING, List.of("", "Zürich \uD83D\uDE00"));
        all.put(DataType.BYTES, List.of(Bytes.of(new byte[] {0, -1}), Bytes.EMPTY));
        all.put(DataType.DATE, List.of(LocalDate.of(1582, 10, 15), LocalDate.of(9999, 12, 31)));
        all.put(DataType.time(3), List.of(LocalTime.of(23, 59, 59, 999_000_000), LocalTime.MIDNIGHT));
        all.put(
                DataType.timestamp(6),
                List.of(LocalDateTime.of(1, 1, 1, 0, 0, 0, 1000), LocalDateTime.of(9999, 12, 31, 23, 59)));
        all.put(DataType.timestampLtz(3), List.of(Instant.ofEpochMilli(-1), Instant.ofEpochMilli(1L << 40)));
        all.put(DataType.of(TypeKind.INTERVAL_YEAR_MONTH), List.of(Period.ofMonths(-13), Period.ofMonths(1)));
        all.put(DataType.of(TypeKind.INTERVAL_DAY_TIME), List.of(Duration.ofMillis(-1), Duration.ofDays(400)));
        all.put(DataType.row(List.of(new Field("a", DataType.INTEGER))), List.of(Row.of(1), Row.of((Object) null)));
        all.put(DataType.array(DataType.STRING), List.of(List.of("a", "b"), List.of()));
        all.put(DataType.map(DataType.STRING, DataType.INTEGER), List.of(Map.of("k", 1), Map.of()));
        return all;
    }
}

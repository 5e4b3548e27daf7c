package io.levada.connector.standard.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.levada.connector.standard.Records;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonEncoderTest {
    private static String value(DataType type, @Nullable Object value, String... options) {
        String json = new Records("json", RowType.of(new Field("v", type)), options).encode(Row.of(value));
        assertThat(json).startsWith("{\"v\":").endsWith("}");
        return json.substring(5, json.length() - 1);
    }

    @Test
    void writesEveryType() {
        assertThat(value(DataType.BOOLEAN, true)).isEqualTo("true");
        assertThat(value(DataType.TINYINT, (byte) -1)).isEqualTo("-1");
        assertThat(value(DataType.INTEGER, 0)).isEqualTo("0");
        assertThat(value(DataType.BIGINT, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(value(DataType.BIGINT, 1_000_000_000_000_000_000L)).isEqualTo("1000000000000000000");
        assertThat(value(DataType.FLOAT, 0.1f)).isEqualTo("0.1");
        assertThat(value(DataType.DOUBLE, 1e21)).isEqualTo("1.0E21");
        assertThat(value(DataType.DOUBLE, Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(value(DataType.DOUBLE, Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
        assertThat(value(DataType.decimal(12, 9), new BigDecimal("0.000000027")))
                .isEqualTo("2.7E-8");
        assertThat(value(
                        DataType.decimal(12, 9),
                        new BigDecimal("0.000000027"),
                        "encode.decimal-as-plain-number",
                        "true"))
                .isEqualTo("0.000000027");
        String[] plain = {"encode.decimal-as-plain-number", "true"};
        assertThat(value(DataType.decimal(10, 2), new BigDecimal("100000.00"), plain))
                .isEqualTo("100000.00");
        assertThat(value(DataType.decimal(10, 2), new BigDecimal("1.50"))).isEqualTo("1.5");
        assertThat(value(DataType.decimal(10, 2), new BigDecimal("100000.00"))).isEqualTo("1E+5");
        assertThat(value(DataType.BYTES, Bytes.of(new byte[] {1, 2, 3}))).isEqualTo("\"AQID\"");
        assertThat(value(DataType.DATE, LocalDate.of(1600, 2, 29))).isEqualTo("\"1600-02-29\"");
        assertThat(value(DataType.time(3), LocalTime.of(1, 2, 3, 500_000_000))).isEqualTo("\"01:02:03.5\"");
        assertThat(value(DataType.STRING, null)).isEqualTo("null");
    }

    @Test
    void writesTimestampsInBothStandards() {
        LocalDateTime time = LocalDateTime.parse("1969-12-31T23:59:59.120");
        assertThat(value(DataType.timestamp(3), time)).isEqualTo("\"1969-12-31 23:59:59.12\"");
        assertThat(value(DataType.timestamp(3), LocalDateTime.parse("2001-01-01T00:00")))
                .isEqualTo("\"2001-01-01 00:00:00\"");
        Instant instant = Instant.parse("2001-01-01T00:00:00.000001Z");
        assertThat(value(DataType.timestampLtz(6), instant)).isEqualTo("\"2001-01-01 00:00:00.000001Z\"");
        String[] iso = {"timestamp-format.standard", "iso-8601"};
        assertThat(value(DataType.timestamp(3), time, iso)).isEqualTo("\"1969-12-31T23:59:59.12\"");
        assertThat(value(DataType.timestampLtz(6), instant, iso)).isEqualTo("\"2001-01-01T00:00:00.000001Z\"");
    }

    @Test
    void writesNestedValues() {
        DataType row = DataType.row(List.of(new Field("a", DataType.INTEGER), new Field("b", DataType.STRING)));
        assertThat(value(DataType.array(row), Arrays.asList(Row.of(1, "x"), null, Row.of(null, null))))
                .isEqualTo("[{\"a\":1,\"b\":\"x\"},null,{\"a\":null,\"b\":null}]");
        assertThat(value(row, Row.of(null, "x"), "encode.ignore-null-fields", "true"))
                .isEqualTo("{\"b\":\"x\"}");
        assertThat(new Records(
                                "json",
                                RowType.of(new Field("x", DataType.INTEGER), new Field("y", DataType.INTEGER)),
                                "encode.ignore-null-fields",
                                "true")
                        .encode(Row.of(null, 2)))
                .isEqualTo("{\"y\":2}");
    }

    @Test
    void treatsNullKeysOfMapsAsAsked() {
        DataType map = DataType.map(DataType.STRING, DataType.INTEGER);
        Object value = Collections.singletonMap(null, 1);
        assertThatThrownBy(() -> value(map, value)).hasMessageContaining("NULL key");
        assertThat(value(map, value, "map-null-key.mode", "DROP")).isEqualTo("{}");
        assertThat(value(map, value, "map-null-key.mode", "LITERAL")).isEqualTo("{\"null\":1}");
        assertThat(value(map, value, "map-null-key.mode", "LITERAL", "map-null-key.literal", "?"))
                .isEqualTo("{\"?\":1}");
    }

    @Test
    void escapesWhatJacksonEscapes() throws Exception {
        Random random = new Random(3);
        JsonMapper jackson = new JsonMapper();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(20); j >= 0; j--) {
                text.appendCodePoint(random.nextBoolean() ? random.nextInt(128) : 0x1F600 + random.nextInt(64));
            }
            assertThat(value(DataType.STRING, text.toString())).isEqualTo(jackson.writeValueAsString(text.toString()));
        }
    }

    @Test
    void readsBackWhatItWrote() {
        RowType type = RowType.of(
                new Field("l", DataType.BIGINT),
                new Field("d", DataType.DOUBLE),
                new Field("f", DataType.FLOAT),
                new Field("t", DataType.timestamp(6)),
                new Field("day", DataType.DATE),
                new Field("dec", DataType.decimal(38, 10)));
        Records harness = new Records("json", type);
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            double d = Double.longBitsToDouble(random.nextLong());
            Row row = Row.of(
                    random.nextLong() >> random.nextInt(64),
                    d,
                    Float.intBitsToFloat(random.nextInt()),
                    LocalDateTime.ofEpochSecond(
                            random.nextLong(-62_167_219_200L, 253_402_300_800L),
                            random.nextInt(1_000_000) * 1000,
                            java.time.ZoneOffset.UTC),
                    LocalDate.ofEpochDay(random.nextInt(-700_000, 2_900_000)),
                    new BigDecimal(new java.math.BigInteger(random.nextInt(120), random), 10));
            assertThat(harness.decode(harness.encode(row))).isEqualTo(row);
        }
    }
}

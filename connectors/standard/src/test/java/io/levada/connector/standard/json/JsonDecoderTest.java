package io.levada.connector.standard.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.connector.standard.Records;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {
    private static Records one(DataType type, String... options) {
        return new Records("json", RowType.of(new Field("v", type)), options);
    }

    private static @Nullable Object value(DataType type, String json, String... options) {
        Records harness = one(type, options);
        Row row = harness.decode("{\"v\":" + json + "}");
        assertThat(harness.reason()).isNull();
        return row.get(0);
    }

    private static String failure(DataType type, String json, String... options) {
        Records harness = one(type, options);
        assertThat(harness.decode("{\"v\":" + json + "}")).isNull();
        assertThat(harness.reason()).isNotNull();
        return harness.reason();
    }

    @Test
    void readsWholeNumbersOfEveryLength() {
        Records records = one(DataType.BIGINT);
        String digits = "1234567890123456789";
        for (int length = 1; length <= digits.length(); length++) {
            String number = digits.substring(0, length);
            // Room after the number, as there is in all but the last field of a record.
            Row row = records.decode("{\"v\":" + number + ",\"more\":\"0123456789\"}");
            assertThat(row.values()).containsExactly(Long.parseLong(number));
            assertThat(records.decode("{\"v\":0" + number + ",\"more\":\"0123456789\"}"))
                    .as("a number that begins with a zero")
                    .isNull();
        }
        assertThat(records.decode("{\"v\":0,\"more\":\"0123456789\"}").values()).containsExactly(0L);
    }

    @Test
    void readsEveryScalarType() {
        assertThat(value(DataType.BOOLEAN, "true")).isEqualTo(true);
        assertThat(value(DataType.TINYINT, "-128")).isEqualTo((byte) -128);
        assertThat(value(DataType.SMALLINT, "32767")).isEqualTo((short) 32767);
        assertThat(value(DataType.INTEGER, "-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(value(DataType.BIGINT, "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(value(DataType.BIGINT, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(value(DataType.FLOAT, "0.1")).isEqualTo(0.1f);
        assertThat(value(DataType.DOUBLE, "-1.7976931348623157e308")).isEqualTo(-Double.MAX_VALUE);
        assertThat(value(DataType.decimal(10, 2), "12.345")).isEqualTo(new BigDecimal("12.35"));
        assertThat(value(DataType.decimal(38, 3), "12345678901234567890123.4567"))
                .isEqualTo(new BigDecimal("12345678901234567890123.457"));
        assertThat(value(DataType.STRING, "\"ol\u00e1\"")).isEqualTo("ol\u00e1");
        assertThat(value(DataType.BYTES, "\"AQID\"")).isEqualTo(Bytes.of(new byte[] {1, 2, 3}));
        assertThat(value(DataType.DATE, "\"2001-02-28\"")).isEqualTo(LocalDate.of(2001, 2, 28));
        assertThat(value(DataType.time(0), "\"23:59:58.9\"")).isEqualTo(LocalTime.of(23, 59, 58, 900_000_000));
        assertThat(value(DataType.STRING, "null")).isNull();
    }

    @Test
    void readsTimestampsInBothStandards() {
        assertThat(value(DataType.timestamp(3), "\"2001-01-01 05:06:07.123456\""))
                .isEqualTo(LocalDateTime.parse("2001-01-01T05:06:07.123"));
        assertThat(value(DataType.timestamp(6), "\"2001-01-01 05:06:07.123456789\""))
                .isEqualTo(LocalDateTime.parse("2001-01-01T05:06:07.123456"));
        assertThat(value(DataType.timestampLtz(3), "\"1969-12-31 23:59:59.999Z\""))
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.999Z"));
        String[] iso = {"timestamp-format.standard", "ISO-8601"};
        assertThat(value(DataType.timestamp(3), "\"2001-01-01T05:06\"", iso))
                .isEqualTo(LocalDateTime.parse("2001-01-01T05:06"));
        assertThat(value(DataType.timestampLtz(3), "\"2001-01-01T05:06:07Z\"", iso))
                .isEqualTo(Instant.parse("2001-01-01T05:06:07Z"));
        assertThat(failure(DataType.timestamp(3), "\"2001-01-01T05:06:07\""))
                .isEqualTo("field 'v': \"2001-01-01T05:06:07\" is not a TIMESTAMP(3) (at byte 5)");
        assertThat(failure(DataType.timestampLtz(3), "\"2001-01-01 05:06:07\"")).contains("TIMESTAMP_LTZ(3)");
        assertThat(failure(DataType.timestamp(3), "978325567000")).contains("is not a TIMESTAMP(3)");
    }

    @Test
    void readsAZeroTimestampAsNullOnlyWhenAsked() {
        assertThat(failure(DataType.timestamp(3), "\"0000-00-00 00:00:00\"")).contains("TIMESTAMP");
        assertThat(value(
                        DataType.timestamp(3), "\"0000-00-00 00:00:00\"", "zero-timestamp.behavior", "CONVERT_TO_NULL"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 12",
                "-0.50 | -0.50",
                "1e5 | 1e5",
                "true | true",
                "{ \"a\" : [ 1 , 2.50 , \"x\\u0041\" ] , \"a\" : {} } | {\"a\":{}}",
                "[ 1, 2.50, \"\\u0041\\n\" , null ] | [1,2.5,\"A\\n\",null]",
            })
    void givesATextColumnTheTextOfOtherValues(String json, String text) {
        assertThat(value(DataType.STRING, json)).isEqualTo(text);
    }

    @Test
    void readsNumbersThatAreSpelledInStrings() {
        assertThat(value(DataType.INTEGER, "\"12\"")).isEqualTo(12);
        assertThat(value(DataType.INTEGER, "\" +012 \"")).isEqualTo(12);
        assertThat(value(DataType.BIGINT, "\"-7\"")).isEqualTo(-7L);
        assertThat(value(DataType.DOUBLE, "\"NaN\"")).isEqualTo(Double.NaN);
        assertThat(value(DataType.DOUBLE, "\"1.5\"")).isEqualTo(1.5);
        assertThat(value(DataType.decimal(5, 1), "\"1.25\"")).isEqualTo(new BigDecimal("1.3"));
        assertThat(value(DataType.BOOLEAN, "\" TRUE \"")).isEqualTo(true);
        assertThat(value(DataType.BOOLEAN, "\"yes\"")).isEqualTo(false);
        assertThat(failure(DataType.INTEGER, "\"1.5\"")).isEqualTo("field 'v': \"1.5\" is not an INT (at byte 5)");
        assertThat(failure(DataType.BIGINT, "\"\"")).contains("BIGINT");
    }

    @Test
    void cutsFractionsWhereFlinkDoes() {
        assertThat(value(DataType.INTEGER, "3.99")).isEqualTo(3);
        assertThat(value(DataType.BIGINT, "-1.5e3")).isEqualTo(-1500L);
        assertThat(failure(DataType.TINYINT, "3.5")).contains("TINYINT");
        assertThat(failure(DataType.SMALLINT, "1e2")).contains("SMALLINT");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThat(failure(DataType.TINYINT, "128")).isEqualTo("field 'v': 128 is not a TINYINT (at byte 5)");
        assertThat(failure(DataType.INTEGER, "2147483648")).contains("INT");
        assertThat(failure(DataType.BIGINT, "9223372036854775808")).contains("BIGINT");
        assertThat(failure(DataType.BIGINT, "18446744073709551616")).contains("BIGINT");
        assertThat(failure(DataType.INTEGER, "true")).contains("INT");
        assertThat(failure(DataType.DOUBLE, "{\"a\": [1]}"))
                .isEqualTo("field 'v': {\"a\": [1]} is not a DOUBLE (at byte 5)");
        assertThat(failure(DataType.decimal(10, 0), "1e999999999999")).contains("DECIMAL");
        assertThat(value(DataType.decimal(4, 2), "100")).as("as in Flink").isNull();
        assertThat(value(DataType.decimal(4, 2), "1e300")).isNull();
    }

    @Test
    void readsNestedValues() {
        DataType row = DataType.row(List.of(new Field("a", DataType.INTEGER), new Field("b", DataType.STRING)));
        assertThat(value(row, "{\"x\":[{}],\"b\":\"t\",\"a\":1,\"a\":2}")).isEqualTo(Row.of(2, "t"));
        assertThat(value(row, "{}")).isEqualTo(Row.of(null, null));
        assertThat(value(DataType.array(row), "[{\"a\":1}, null, {\"b\":\"2\"}]"))
                .isEqualTo(Arrays.asList(Row.of(1, null), null, Row.of(null, "2")));
        assertThat(value(DataType.map(DataType.STRING, DataType.array(DataType.DOUBLE)), "{\"k\\n\":[1,2.5],\"e\":[]}"))
                .isEqualTo(Map.of("k\n", List.of(1.0, 2.5), "e", List.of()));
        assertThat(failure(row, "[1]")).contains("is not a ROW<");
        assertThatThrownBy(() -> one(DataType.map(DataType.INTEGER, DataType.STRING)))
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("keys other than strings");
    }

    @Test
    void ignoresParseErrorsFieldByField() {
        RowType type = RowType.of(
                new Field("a", DataType.INTEGER),
                new Field("b", DataType.array(DataType.INTEGER)),
                new Field("c", DataType.STRING));
        Records harness = new Records("json", type, "ignore-parse-errors", "true");
        assertThat(harness.decode("{\"a\":\"x\",\"b\":[1,\"y\",3],\"c\":\"z\"}"))
                .isEqualTo(Row.of(null, Arrays.asList(1, null, 3), "z"));
        assertThat(harness.decode("{\"b\":{\"q\":1},\"c\":\"z\",\"a\":1}")).isEqualTo(Row.of(1, null, "z"));
        assertThat(harness.decode("{\"a\":1")).isNull();
        assertThat(harness.reason()).as("skipped silently").isNull();
    }

    @Test
    void failsOnAMissingFieldWhenAsked() {
        Records harness = one(DataType.INTEGER, "fail-on-missing-field", "true");
        assertThat(harness.decode("{\"w\":1}")).isNull();
        assertThat(harness.reason()).isEqualTo("field 'v' is missing");
        assertThat(harness.decode("{\"v\":null}")).isEqualTo(Row.of((Object) null));
        assertThatThrownBy(() -> one(DataType.INTEGER, "fail-on-missing-field", "true", "ignore-parse-errors", "true"))
                .hasMessageContaining("can't both be 'true'");
        assertThatThrownBy(() -> one(DataType.INTEGER, "decode.json-parser.enabled", "false"))
                .hasMessageContaining("not supported");
    }

    @Test
    void refusesNullForNotNull() {
        Records harness = one(DataType.INTEGER.notNull());
        assertThat(harness.decode("{}")).isNull();
        assertThat(harness.reason()).isEqualTo("field 'v' is null or missing, but the column is NOT NULL");
        assertThat(harness.decode("{\"v\":1}")).isEqualTo(Row.of(1));
    }

    @Test
    void takesTheLastOfEqualFieldsAndTheFieldsInAnyOrder() {
        RowType type = RowType.of(
                new Field("id", DataType.BIGINT),
                new Field("a \"quoted\\ name\u00e9", DataType.STRING),
                new Field("z", DataType.DOUBLE));
        Records harness = new Records("json", type);
        String[] documents = {
            "{\"id\":1,\"a \\\"quoted\\\\ name\u00e9\":\"x\",\"z\":1}",
            "{\"z\":1,\"extra\":{\"id\":9},\"a \\\"quoted\\\\ name\\u00e9\":\"x\",\"id\":1}",
            " { \"id\" : 7 , \"z\" : 1 , \"a \\\"quoted\\\\ name\u00e9\" : \"y\" , \"\\u0069d\" : 1 , \"a \\\"quoted\\\\ name\u00e9\":\"x\" } \n",
        };
        for (int round = 0; round < 3; round++) {
            for (String document : documents) {
                assertThat(harness.decode(document)).as(document).isEqualTo(Row.of(1L, "x", 1.0));
            }
        }
    }

    @Test
    void handlesEscapesAndSurrogates() {
        assertThat(value(DataType.STRING, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\ud83d\ude00\""))
                .isEqualTo("\"\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud83d\ude00");
        assertThat(value(DataType.STRING, "\"a\\ud83dz\\ude00\\ud83d\\u0041\"")).isEqualTo("a?z??A");
        assertThat(value(DataType.STRING, "\"tab\there\"")).isEqualTo("tab\there");
        assertThat(failure(DataType.STRING, "\"\\x\""))
                .isEqualTo("a string holds an escape that JSON doesn't have (at byte 6)");
        assertThat(failure(DataType.STRING, "\"\\u12G4\"")).contains("escape");
    }

    @Test
    void refusesBytesThatAreNotUtf8AlsoWhereNobodyReadsThem() {
        byte[] bad = "{\"w\":\"abcdefgh?\",\"v\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        bad[14] = (byte) 0xC0;
        Records harness = one(DataType.STRING);
        assertThat(harness.decode(bad)).isNull();
        assertThat(harness.reason()).isEqualTo("a string holds bytes that aren't UTF-8 (at byte 14)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"v\"",
                "{\"v\":",
                "{\"v\":1",
                "{\"v\":1,}",
                "{\"v\":1,,}",
                "{\"v\" 1}",
                "{v:1}",
                "{\"v\":01}",
                "{\"v\":1.}",
                "{\"v\":.5}",
                "{\"v\":+1}",
                "{\"v\":1e}",
                "{\"v\":-}",
                "{\"v\":nul}",
                "{\"v\":nulll}",
                "{\"v\":tru}",
                "{\"v\":NaN}",
                "[]",
                "[1]",
                "1",
                "\"x\"",
                "null",
                "nonsense",
                " ",
                "{}{}",
                "{} x",
                "{\"v\":1}}",
                "{\"x\":[1,]}",
                "{\"x\":[1}",
                "{\"x\":{\"a\"}}",
                "{\"x\":{\"a\":1,}}",
                "{\"x\":\"a",
                "\u0000",
            })
    void refusesWhatIsNotOneJsonObject(String json) {
        Records harness = one(DataType.INTEGER);
        assertThat(harness.decode(json)).isNull();
        assertThat(harness.reason()).isNotBlank();
    }

    @Test
    void refusesRowsInAnArray() {
        Records records = one(DataType.INTEGER);
        assertThat(records.decode("[{\"v\":1},{\"v\":2}]")).isNull();
        assertThat(records.reason())
                .isEqualTo("expected a JSON object but found '[' (an array of rows in one record is not supported)");
    }

    @Test
    void saysWhere() {
        Records harness = one(DataType.INTEGER);
        harness.decode("{\"x\": ?}");
        assertThat(harness.reason()).isEqualTo("'?' can't be there (at byte 6)");
        harness.decode("{\"v\":1");
        assertThat(harness.reason()).isEqualTo("the record ends in the middle of its JSON (at byte 6)");
        harness.decode("{\"v\":1 2}");
        assertThat(harness.reason()).isEqualTo("expected ',' or '}' but found '2' (at byte 7)");
    }

    @Test
    void skipsAnEmptyRecordAndAByteOrderMark() {
        Records harness = one(DataType.INTEGER);
        assertThat(harness.decode("")).isNull();
        assertThat(harness.reason()).isNull();
        assertThat(harness.decode("\ufeff{\"v\":1}")).isEqualTo(Row.of(1));
    }

    @Test
    void guardsAgainstDeepNesting() {
        Records harness = one(DataType.STRING);
        assertThat(harness.decode("{\"x\":" + "[".repeat(100_000))).isNull();
        assertThat(harness.reason()).startsWith("nested deeper than 1000 levels");
        assertThat(harness.decode("{\"v\":" + "{\"a\":".repeat(100_000))).isNull();
        assertThat(harness.reason()).startsWith("nested deeper than 1000 levels");
        assertThat(harness.decode("{\"x\":" + "[".repeat(900) + "]".repeat(900) + ",\"v\":1}"))
                .isEqualTo(Row.of("1"));
    }
}

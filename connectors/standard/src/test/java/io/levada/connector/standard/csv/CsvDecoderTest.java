package io.levada.connector.standard.csv;

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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is expected here is what Flink 2.3 gave for the same record and options, where nothing else is said. */
class CsvDecoderTest {
    private static final RowType TEXT_AND_INT =
            RowType.of(new Field("s", DataType.STRING), new Field("i", DataType.INTEGER));
    private static final RowType TEXTS = RowType.of(new Field("a", DataType.STRING), new Field("b", DataType.STRING));

    private static @Nullable Row decode(RowType type, String record, String... options) {
        Records records = new Records("csv", type, options);
        Row row = records.decode(record);
        assertThat(records.reason()).as(record).isNull();
        return row;
    }

    private static String failure(RowType type, String record, String... options) {
        Records records = new Records("csv", type, options);
        assertThat(records.decode(record)).as(record).isNull();
        assertThat(records.reason()).as(record).isNotNull();
        return String.valueOf(records.reason());
    }

    private static @Nullable Object value(DataType type, String field, String... options) {
        return decode(RowType.of(new Field("v", type)), field, options).get(0);
    }

    private static String valueFailure(DataType type, String field, String... options) {
        return failure(RowType.of(new Field("v", type)), field, options);
    }

    @Test
    void cutsFieldsAndQuotes() {
        assertThat(decode(TEXT_AND_INT, "a,1")).isEqualTo(Row.of("a", 1));
        assertThat(decode(TEXT_AND_INT, "a,1,")).as("comma at the end").isEqualTo(Row.of("a", 1));
        assertThat(decode(TEXT_AND_INT, ",1")).isEqualTo(Row.of("", 1));
        assertThat(decode(TEXT_AND_INT, " a , 1 ")).isEqualTo(Row.of(" a ", 1));
        assertThat(decode(TEXT_AND_INT, "\"a,b\",1")).isEqualTo(Row.of("a,b", 1));
        assertThat(decode(TEXT_AND_INT, "\"a\"\"b\",1")).isEqualTo(Row.of("a\"b", 1));
        assertThat(decode(TEXT_AND_INT, "\"a\" ,1")).isEqualTo(Row.of("a", 1));
        assertThat(decode(TEXT_AND_INT, " \"a\",1")).isEqualTo(Row.of(" \"a\"", 1));
        assertThat(decode(TEXT_AND_INT, "a\"b,1")).isEqualTo(Row.of("a\"b", 1));
        assertThat(decode(TEXT_AND_INT, "\"a\nb\",1")).isEqualTo(Row.of("a\nb", 1));
        assertThat(decode(TEXT_AND_INT, "#a,1\r\n")).isEqualTo(Row.of("#a", 1));
        assertThat(decode(TEXT_AND_INT, "a,\"1\"")).isEqualTo(Row.of("a", 1));
        assertThat(decode(TEXTS, "a,,")).isEqualTo(Row.of("a", ""));
    }

    @Test
    void refusesBadRecords() {
        assertThat(failure(TEXT_AND_INT, "a")).isEqualTo("2 fields expected but there are 1");
        assertThat(failure(TEXT_AND_INT, "a,1,2")).isEqualTo("2 fields expected but there are 3");
        assertThat(failure(TEXTS, "a,b,,")).contains("2 fields expected");
        assertThat(failure(TEXT_AND_INT, "a,")).isEqualTo("field 'i': '' is not an INT");
        assertThat(failure(TEXT_AND_INT, "a,1.5")).isEqualTo("field 'i': '1.5' is not an INT");
        assertThat(failure(TEXT_AND_INT, "")).isEqualTo("the record is empty");
        assertThat(failure(TEXT_AND_INT, "x,\"a")).isEqualTo("a quoted field isn't closed (at byte 2)");
        assertThat(failure(TEXT_AND_INT, "\"a\"b,1")).contains("goes on after its closing quote (at byte 3)");
        assertThat(failure(TEXT_AND_INT, "a,1\nb,2"))
                .as("Flink drops the second line")
                .contains("a second line follows");
        Records records = new Records("csv", TEXT_AND_INT);
        assertThat(records.decode(new byte[] {'a', (byte) 0xFF, ',', '1'})).isNull();
        assertThat(records.reason()).isEqualTo("the record holds bytes that aren't UTF-8 (at byte 1)");
    }

    @Test
    void ignoresParseErrorsFieldByField() {
        String[] lenient = {"ignore-parse-errors", "true"};
        assertThat(decode(TEXT_AND_INT, "a,x", lenient)).isEqualTo(Row.of("a", null));
        assertThat(decode(TEXT_AND_INT, "a", lenient)).isEqualTo(Row.of("a", null));
        assertThat(decode(TEXT_AND_INT, "a,1,2", lenient)).isNull();
        assertThat(decode(TEXT_AND_INT, "\"a", lenient)).isNull();
        assertThat(decode(TEXT_AND_INT, "a", "ignore-parse-errors", "true", "fail-on-missing-columns", "true"))
                .isNull();
    }

    @Test
    void followsItsOptions() {
        assertThat(decode(TEXTS, " a b , \"c \" ", "trim-spaces", "true")).isEqualTo(Row.of("a b", "c "));
        assertThat(decode(TEXTS, "n/a,\"n/a\"", "null-literal", "n/a")).isEqualTo(Row.of(null, null));
        assertThat(decode(TEXTS, ",", "null-literal", "")).isEqualTo(Row.of(null, null));
        assertThat(decode(TEXTS, "\"\",x", "empty-string-as-null", "true")).isEqualTo(Row.of(null, "x"));
        assertThat(decode(TEXTS, "#a,b", "allow-comments", "true")).isNull();
        assertThat(decode(TEXTS, "a|b", "field-delimiter", "|")).isEqualTo(Row.of("a", "b"));
        assertThat(decode(TEXTS, "a\tb", "field-delimiter", "\\t")).isEqualTo(Row.of("a", "b"));
        assertThat(decode(TEXTS, "a\tb", "field-delimiter", "\t")).isEqualTo(Row.of("a", "b"));
        assertThat(decode(TEXTS, "a\u0001b", "field-delimiter", "\\u0001")).isEqualTo(Row.of("a", "b"));
        assertThat(decode(TEXTS, "'a,b',\"c", "quote-character", "'")).isEqualTo(Row.of("a,b", "\"c"));
        assertThat(decode(TEXTS, "\"a\",\"b", "disable-quote-character", "true"))
                .isEqualTo(Row.of("\"a\"", "\"b"));
        assertThat(decode(TEXTS, "a,b,c,d", "ignore-trailing-unmappable", "true"))
                .isEqualTo(Row.of("a", "b"));
        assertThat(failure(TEXTS, "a,b,", "allow-trailing-comma", "false")).contains("2 fields expected");
        String[] escape = {"escape-character", "\\"};
        assertThat(decode(TEXTS, "a\\,b,\"c\\\"d\"", escape)).isEqualTo(Row.of("a,b", "c\"d"));
        assertThat(decode(TEXTS, "a,\\t\\r\\0\\n\\x\\\\", escape)).isEqualTo(Row.of("a", "\t\r\0\nx\\"));
        assertThat(failure(TEXTS, "a,b\\", escape)).contains("ends with an escape character");
    }

    @Test
    void readsEveryScalarType() {
        assertThat(value(DataType.BOOLEAN, " TRUE ")).isEqualTo(true);
        assertThat(value(DataType.BOOLEAN, "1")).isEqualTo(false);
        assertThat(value(DataType.TINYINT, "+5")).isEqualTo((byte) 5);
        assertThat(valueFailure(DataType.TINYINT, "128")).isEqualTo("field 'v': '128' is not a TINYINT");
        assertThat(value(DataType.BIGINT, " -9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(value(DataType.DOUBLE, " 1e3 ")).isEqualTo(1000.0);
        assertThat(value(DataType.DOUBLE, "NaN")).isEqualTo(Double.NaN);
        assertThat(value(DataType.FLOAT, "0.1")).isEqualTo(0.1f);
        assertThat(value(DataType.decimal(5, 2), "1.555")).isEqualTo(new BigDecimal("1.56"));
        assertThat(value(DataType.decimal(5, 2), "12345")).isNull();
        assertThat(valueFailure(DataType.decimal(5, 2), " 1")).contains("DECIMAL");
        assertThat(valueFailure(DataType.decimal(5, 2), "1e999999999999")).contains("DECIMAL");
        assertThat(value(DataType.BYTES, "AQID")).isEqualTo(Bytes.of(new byte[] {1, 2, 3}));
        assertThat(valueFailure(DataType.BYTES, "??")).contains("BYTES");
    }

    @Test
    void readsTimes() {
        assertThat(value(DataType.DATE, "2020-01-02")).isEqualTo(LocalDate.of(2020, 1, 2));
        assertThat(value(DataType.DATE, "2020-1-2")).isEqualTo(LocalDate.of(2020, 1, 2));
        assertThat(value(DataType.DATE, "2020-02-30")).isEqualTo(LocalDate.of(2020, 3, 1));
        assertThat(valueFailure(DataType.DATE, " 2020-01-02")).contains("DATE");
        assertThat(valueFailure(DataType.DATE, "20-1-2")).contains("DATE");
        assertThat(value(DataType.time(0), "12:34:56.789")).isEqualTo(LocalTime.of(12, 34, 56));
        assertThat(value(DataType.time(3), "12:34:56.789")).isEqualTo(LocalTime.of(12, 34, 56, 789_000_000));
        assertThat(value(DataType.time(0), "12:34")).isEqualTo(LocalTime.of(12, 34));
        assertThat(value(DataType.timestamp(3), " 2020-01-02 03:04:05.1234 "))
                .isEqualTo(LocalDateTime.parse("2020-01-02T03:04:05.123"));
        assertThat(value(DataType.timestamp(3), "2020-02-30 00:00:00"))
                .isEqualTo(LocalDateTime.parse("2020-02-29T00:00"));
        assertThat(value(DataType.timestamp(3), "2020-01-01 24:00:00"))
                .isEqualTo(LocalDateTime.parse("2020-01-02T00:00"));
        assertThat(valueFailure(DataType.timestamp(3), "2020-01-02 03:04")).contains("TIMESTAMP(3)");
        assertThat(value(DataType.timestampLtz(3), "2020-01-02 03:04:05Z"))
                .isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
        assertThat(valueFailure(DataType.timestampLtz(3), "2020-01-02 03:04:05"))
                .contains("TIMESTAMP_LTZ(3)");
    }

    @Test
    void readsArraysAndRows() {
        assertThat(value(DataType.array(DataType.INTEGER), "1; 2")).isEqualTo(List.of(1, 2));
        assertThat(value(DataType.array(DataType.STRING), " x ; y;;z")).isEqualTo(List.of(" x ", " y", "", "z"));
        assertThat(value(DataType.array(DataType.STRING), "n;m", "null-literal", "n"))
                .isEqualTo(Arrays.asList(null, "m"));
        assertThat(value(DataType.array(DataType.STRING), "\"\"")).isEqualTo(List.of());
        assertThat(value(DataType.array(DataType.INTEGER), "1::2", "array-element-delimiter", "::"))
                .isEqualTo(List.of(1, 2));
        assertThat(valueFailure(DataType.array(DataType.INTEGER), "1;")).contains("ARRAY");
        DataType row = DataType.row(List.of(new Field("x", DataType.INTEGER), new Field("y", DataType.STRING)));
        assertThat(value(row, "1;b")).isEqualTo(Row.of(1, "b"));
        assertThat(value(row, "1;b;c")).isEqualTo(Row.of(1, "b"));
        assertThat(value(row, "\"\"")).isNull();
        assertThat(valueFailure(row, "1")).contains("ROW");
    }

    @Test
    void saysWhatItCannotDo() {
        assertThatThrownBy(() -> value(DataType.map(DataType.STRING, DataType.STRING), ""))
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("format 'csv' has no columns of type MAP<");
        assertThatThrownBy(() -> value(DataType.array(DataType.array(DataType.INTEGER)), ""))
                .hasMessageContaining("ARRAY<ARRAY<INT>>");
        assertThatThrownBy(() -> value(DataType.time(6), "")).hasMessageContaining("precision of TIME is 0 to 3");
        assertThatThrownBy(() -> value(DataType.STRING, "", "field-delimiter", "ab"))
                .hasMessageContaining("'csv.field-delimiter' = 'ab' must be one ASCII character");
        assertThatThrownBy(() -> value(DataType.STRING, "", "quote-character", "'", "disable-quote-character", "true"))
                .hasMessageContaining("contradict");
        assertThatThrownBy(() -> value(DataType.STRING, "", "ignore-first-line", "true"))
                .hasMessageContaining("is for files");
    }
}

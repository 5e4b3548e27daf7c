package io.levada.connector.standard.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.connector.standard.Records;
import io.levada.connector.standard.io.RecordSplitter;
import io.levada.core.config.Settings;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected here is what Flink 2.3 wrote for the same row and options. */
class CsvEncoderTest {
    private static String value(DataType type, @Nullable Object value, String... options) {
        return new Records("csv", RowType.of(new Field("v", type)), options).encode(Row.of(value));
    }

    private static String text(String text, String... options) {
        return value(DataType.STRING, text, options);
    }

    @Test
    void quotesWhereFlinkDoes() {
        assertThat(text("a")).isEqualTo("a");
        assertThat(text("")).isEmpty();
        assertThat(text("a b")).isEqualTo("\"a b\"");
        assertThat(text("a-b")).isEqualTo("a-b");
        assertThat(text("a,b")).isEqualTo("\"a,b\"");
        assertThat(text("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(text("#a")).isEqualTo("\"#a\"");
        assertThat(text("a\\b")).isEqualTo("\"a\\b\"");
        assertThat(text("123456789012345678901234")).isEqualTo("123456789012345678901234");
        assertThat(text("1234567890123456789012345")).isEqualTo("\"1234567890123456789012345\"");
        assertThat(text("\u00e9".repeat(24))).isEqualTo("\u00e9".repeat(24));
        assertThat(text("\ud83d\ude00".repeat(13))).startsWith("\"");
        assertThat(text("abc", "field-delimiter", "|")).isEqualTo("\"abc\"");
        assertThat(text("a~b", "field-delimiter", "|")).isEqualTo("\"a~b\"");
        assertThat(text("<", "field-delimiter", ";")).isEqualTo("<");
        assertThat(text("9", "field-delimiter", ";")).isEqualTo("\"9\"");
        assertThat(text("a,b", "field-delimiter", "\\t")).isEqualTo("a,b");
        assertThat(text("a!b", "field-delimiter", "\\t")).isEqualTo("\"a!b\"");
        assertThat(text("a,b", "disable-quote-character", "true")).isEqualTo("a,b");
        assertThat(text("a'b", "quote-character", "'")).isEqualTo("'a''b'");
        assertThat(text("a\"b\\c", "escape-character", "\\")).isEqualTo("\"a\"\"b\\\\c\"");
        assertThat(text("ab", "escape-character", "\\")).isEqualTo("ab");
    }

    @Test
    void writesEveryType() {
        RowType type = RowType.of(
                new Field("s", DataType.STRING),
                new Field("d", DataType.DATE),
                new Field("t", DataType.time(0)),
                new Field("i", DataType.INTEGER),
                new Field("f", DataType.DOUBLE),
                new Field("b", DataType.BOOLEAN),
                new Field("n", DataType.decimal(5, 1)));
        Row row = Row.of("", LocalDate.of(1970, 1, 2), LocalTime.of(0, 0, 1), 1, 1.5, true, new BigDecimal("1.5"));
        assertThat(new Records("csv", type).encode(row)).isEqualTo(",1970-01-02,00:00:01,1,1.5,true,1.5");
        assertThat(new Records("csv", type, "field-delimiter", "|").encode(row))
                .isEqualTo("|\"1970-01-02\"|\"00:00:01\"|1|1.5|true|1.5");
        assertThat(new Records("csv", type, "null-literal", "n/a")
                        .encode(Row.of(null, null, null, null, null, null, null)))
                .isEqualTo("n/a,n/a,n/a,n/a,n/a,n/a,n/a");
        assertThat(value(DataType.timestamp(3), LocalDateTime.parse("1970-01-01T00:00:00.120")))
                .isEqualTo("\"1970-01-01 00:00:00.12\"");
        assertThat(value(DataType.timestampLtz(3), Instant.EPOCH)).isEqualTo("\"1970-01-01 00:00:00Z\"");
        assertThat(value(DataType.DOUBLE, Double.NaN)).isEqualTo("NaN");
        assertThat(value(DataType.BYTES, Bytes.of(new byte[] {(byte) 0xfb, (byte) 0xff})))
                .isEqualTo("\"+/8=\"");
    }

    @Test
    void writesDecimalsAsAsked() {
        DataType type = DataType.decimal(20, 8);
        String[] scientific = {"write-bigdecimal-in-scientific-notation", "true"};
        assertThat(value(type, new BigDecimal("100000.00000000"))).isEqualTo("100000.00000000");
        assertThat(value(type, new BigDecimal("100000.00000000"), scientific)).isEqualTo("1E+5");
        assertThat(value(type, new BigDecimal("0.00000010"), scientific)).isEqualTo("1E-7");
        assertThat(value(type, new BigDecimal("1.50000000"), scientific)).isEqualTo("1.5");
    }

    @Test
    void writesArraysAndRows() {
        assertThat(value(DataType.array(DataType.INTEGER), List.of(1, 2))).isEqualTo("1;2");
        assertThat(value(DataType.array(DataType.STRING), Arrays.asList("a", null, "b c")))
                .isEqualTo("\"a;;b c\"");
        assertThat(value(DataType.array(DataType.STRING), List.of())).isEmpty();
        DataType row = DataType.row(List.of(new Field("x", DataType.INTEGER), new Field("y", DataType.STRING)));
        assertThat(value(row, Row.of(null, "z"))).isEqualTo(";z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "escape-character=\\", "escape-character=~", "field-delimiter=|", "quote-character='"})
    void quotesTextsOfEveryLengthByTheRule(String option) {
        String[] options = option.isEmpty() ? new String[0] : option.split("=");
        char delimiter = option.startsWith("field") ? '|' : ',';
        char quote = option.startsWith("quote") ? '\'' : '"';
        char escape = option.startsWith("escape") ? options[1].charAt(0) : quote;
        RowType type = RowType.of(new Field("a", DataType.STRING), new Field("b", DataType.array(DataType.STRING)));
        Records records = new Records("csv", type, options);
        Random random = new Random(13);
        String rare = "\"'\\~ ,|\u00e9\u20ac";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(i % 4 == 0 ? 100 : 30); left > 0; left--) {
                text.append(random.nextInt(30) == 0 ? rare.charAt(random.nextInt(rare.length())) : 'x');
            }
            String expected = text.toString();
            int least = Math.max(delimiter, quote) + 1;
            if (text.length() > 24 || text.chars().anyMatch(c -> c < least || c == '\\' || c == escape)) {
                String doubled = expected.replace(quote + "", quote + "" + quote);
                expected = quote
                        + (escape == quote ? doubled : doubled.replace(escape + "", escape + "" + escape))
                        + quote;
            }
            assertThat(records.encode(Row.of(text.toString(), List.of(text.toString()))))
                    .isEqualTo(expected + delimiter + expected);
        }
    }

    @Test
    void linesAreTheRecordsWithLineEnds() {
        RowType type = RowType.of(new Field("a", DataType.STRING), new Field("b", DataType.BIGINT));
        List<Row> rows = List.of(Row.of("x y", 1L), Row.of(null, 2L), Row.of("z", null), Row.of("", 4L));
        for (String format : List.of("csv", "json", "raw")) {
            RowType columns = format.equals("raw") ? RowType.of(new Field("a", DataType.STRING)) : type;
            Records records = new Records(format, columns);
            List<Row> written = format.equals("raw") ? List.of(Row.of("x y"), Row.of("z"), Row.of("")) : rows;
            String expected = written.subList(1, written.size()).stream()
                    .map(row -> records.encode(row) + "\n")
                    .collect(Collectors.joining());
            assertThat(records.lines(written, 1)).as(format).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "escape-character=\\", "field-delimiter=|", "quote-character='", "null-literal=nil"})
    void readsBackWhatItWroteAndFindsItsEnd(String option) {
        String[] options = option.isEmpty() ? new String[0] : option.split("=");
        RowType type = RowType.of(
                new Field("a", DataType.STRING), new Field("b", DataType.BIGINT), new Field("c", DataType.STRING));
        Records records = new Records("csv", type, options);
        RecordSplitter splitter = new CsvFormat()
                .splitter(options.length == 0 ? Settings.EMPTY : new Settings(Map.of(options[0], options[1])));
        Random random = new Random(9);
        List<Row> rows = new ArrayList<>();
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            Row row = Row.of(randomText(random), random.nextLong(), randomText(random));
            String record = records.encode(row);
            assertThat(records.decode(record)).as(record).isEqualTo(row);
            rows.add(row);
            file.append(record).append('\n');
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        int from = 0;
        for (Row row : rows) {
            int end = splitter.end(bytes, from, bytes.length);
            assertThat(records.decode(Arrays.copyOfRange(bytes, from, end))).isEqualTo(row);
            assertThat(splitter.end(bytes, from, end)).as("not before its end").isEqualTo(-1);
            from = end + 1;
        }
        assertThat(from).isEqualTo(bytes.length);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        String likely = "ab\"',;|\\\n #\u00e9";
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(likely.charAt(random.nextInt(likely.length())));
        }
        return text.toString();
    }

    @Test
    void neverThrowsOnGarbage() {
        Random random = new Random(4);
        RowType type = RowType.of(new Field("a", DataType.timestamp(3)), new Field("b", DataType.decimal(9, 3)));
        Records records = new Records("csv", type, "escape-character", "\\");
        String likely = "019-: .,\"\\\n";
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextInt(10) == 0
                        ? (byte) random.nextInt()
                        : (byte) likely.charAt(random.nextInt(likely.length()));
            }
            Row row = records.decode(bytes);
            assertThat(row == null).isEqualTo(records.reason() != null);
        }
    }
}

package io.levada.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintersTest {
    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
    private static final RowType TYPE = RowType.of(
            new Field("airport", DataType.STRING), new Field("n", DataType.BIGINT), new Field("d", DataType.DOUBLE));

    private static String print(ResultFormat format, RowType type, boolean updating, int width, Row... rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            RowPrinter printer = format.printer(out, type, updating, width, LISBON);
            Arrays.stream(rows).forEach(printer::row);
            printer.end();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTableAlignsTextLeftAndNumbersRight() {
        assertThat(print(
                        ResultFormat.TABLE,
                        TYPE,
                        true,
                        80,
                        Row.of("ATL", 1234L, 2.5),
                        Row.ofKind(ChangeKind.UPDATE_BEFORE, null, 7L, -1.0)))
                .isEqualTo("""
                         op | airport |    n |    d
                        ----+---------+------+------
                         +I | ATL     | 1234 |  2.5
                         -U | <NULL>  |    7 | -1.0
                        """);
    }

    @Test
    void aTableWithoutRowsShowsItsColumns() {
        assertThat(print(ResultFormat.TABLE, TYPE, false, 80)).startsWith(" op | airport |    n |    d\n");
    }

    @Test
    void aTableFitsTheTerminalAndCutsNothingInAPipe() {
        Row wide = Row.of("x".repeat(100), 1L, 1.0);
        assertThat(print(ResultFormat.TABLE, TYPE, false, 40, wide).lines())
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(41))
                .anySatisfy(line -> assertThat(line).contains("xxx…"));
        assertThat(print(ResultFormat.TABLE, TYPE, false, 0, wide)).contains("x".repeat(100));
    }

    @Test
    void wideCharactersTakeTwoCellsAndControlCharactersAreShown() {
        assertThat(TextWidth.of("東京")).isEqualTo(4);
        assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.fit("東京", 5, false)).isEqualTo("東京 ");
        assertThat(print(ResultFormat.TABLE, TYPE, false, 80, Row.of("a\nb\u001b[31m", 1L, 1.0)))
                .contains("a\\nb\\u001b[31m");
    }

    @Test
    void jsonHoldsAppendOnlyRowsAsTheyAre() {
        assertThat(print(ResultFormat.JSON, TYPE, false, 0, Row.of("a\"\n", null, Double.NaN)))
                .isEqualTo("{\"airport\":\"a\\\"\\n\",\"n\":null,\"d\":\"NaN\"}\n");
    }

    @Test
    void jsonTellsTheKindOfAChange() {
        assertThat(print(ResultFormat.JSON, TYPE, true, 0, Row.ofKind(ChangeKind.DELETE, "a", 1L, 0.5)))
                .isEqualTo("{\"$op\":\"-D\",\"airport\":\"a\",\"n\":1,\"d\":0.5}\n");
    }

    @Test
    void csvQuotesWhatNeedsItAndTellsNullFromEmpty() {
        assertThat(print(ResultFormat.CSV, TYPE, false, 0, Row.of("a,\"b\"", 1L, 0.5), Row.of("", null, null)))
                .isEqualTo("airport,n,d\n\"a,\"\"b\"\"\",1,0.5\n\"\",,\n");
        assertThat(print(ResultFormat.CSV, TYPE, true, 0, Row.ofKind(ChangeKind.UPDATE_AFTER, "a", 1L, 0.5)))
                .isEqualTo("op,airport,n,d\n+U,a,1,0.5\n");
    }

    @Test
    void aChangelogIsALineForEachChange() {
        assertThat(print(ResultFormat.CHANGELOG, TYPE, true, 0, Row.of("a", 1L, null)))
                .isEqualTo("+I[a, 1, <NULL>]\n");
    }

    @Test
    void valuesReadAsFlinkCastsThemToText() {
        ValueText text = new ValueText(LISBON);
        LocalDateTime noon = LocalDateTime.of(2001, 7, 1, 12, 0, 0, 123_000_000);
        assertThat(text.of(noon, DataType.timestamp(3))).isEqualTo("2001-07-01 12:00:00.123");
        assertThat(text.of(noon, DataType.timestamp(0))).isEqualTo("2001-07-01 12:00:00");
        assertThat(text.of(Instant.parse("2001-07-01T12:00:00Z"), DataType.timestampLtz(3)))
                .isEqualTo("2001-07-01 13:00:00.000");
        assertThat(text.of(true, DataType.BOOLEAN)).isEqualTo("TRUE");
        assertThat(text.of(new BigDecimal("1E+3"), DataType.decimal(10, 0))).isEqualTo("1000");
        assertThat(text.of(Bytes.of(new byte[] {1, (byte) 0xff}), DataType.BYTES))
                .isEqualTo("x'01ff'");
        assertThat(text.of(List.of(1, 2), DataType.array(DataType.INTEGER))).isEqualTo("[1, 2]");
        assertThat(text.of(Map.of("k", 1), DataType.map(DataType.STRING, DataType.INTEGER)))
                .isEqualTo("{k=1}");
        assertThat(text.of(
                        Row.of(1, "x"),
                        DataType.row(List.of(new Field("a", DataType.INTEGER), new Field("b", DataType.STRING)))))
                .isEqualTo("(1, x)");
        assertThat(text.of(
                        java.time.Duration.ofMillis(-90_061_001),
                        DataType.of(io.levada.core.type.TypeKind.INTERVAL_DAY_TIME)))
                .isEqualTo("-1 01:01:01.001");
    }
}

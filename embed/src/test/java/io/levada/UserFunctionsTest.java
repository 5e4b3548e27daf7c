package io.levada;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Bytes;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.functions.Give;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserFunctionsTest {
    private static Levada open(boolean interpreted) {
        return Levada.open(
                Map.of("parallelism.default", "1", "levada.codegen.interpreter", String.valueOf(interpreted)));
    }

    private static void declare(Levada levada, String name, String className) {
        levada.execute("CREATE TEMPORARY SYSTEM FUNCTION " + name + " AS 'io.levada.functions." + className + "'");
    }

    private static List<@Nullable Object> values(Levada levada, String sql) {
        List<@Nullable Object> values = new ArrayList<>();
        try (QueryResult result = levada.query(sql)) {
            result.forEach(row -> values.addAll(row.values()));
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesEveryType(boolean interpreted) {
        try (Levada levada = open(interpreted)) {
            declare(levada, "describe_it", "Describe");
            RowSource in = levada.source(
                    "t",
                    "bo BOOLEAN, b TINYINT NOT NULL, s SMALLINT NOT NULL, i INT, j INT NOT NULL, l BIGINT,"
                            + " f FLOAT NOT NULL, d DOUBLE, st STRING, de DECIMAL(10, 2), big DECIMAL(30, 3), bin BYTES,"
                            + " da DATE, ti TIME(3), ts TIMESTAMP(3), tz TIMESTAMP_LTZ(3), a ARRAY<INT>, m MAP<STRING, INT>");
            in.emit(
                    true,
                    (byte) 1,
                    (short) 2,
                    3,
                    4,
                    5L,
                    1.5f,
                    2.5,
                    "straße",
                    new BigDecimal("1.25"),
                    new BigDecimal("12345678901234567890.125"),
                    Bytes.of(new byte[] {1, 2}),
                    LocalDate.of(2024, 2, 29),
                    LocalTime.of(1, 2, 3),
                    LocalDateTime.of(2024, 1, 1, 0, 0),
                    Instant.ofEpochSecond(1),
                    List.of(1, 2),
                    Map.of("k", 7));
            in.emit(
                    null, (byte) 1, (short) 2, null, 4, null, 1.5f, null, null, null, null, null, null, null, null,
                    null, null, null);
            in.complete();
            String all = List.of("bo b s i j l f d st de big bin da ti ts tz a m".split(" ")).stream()
                    .map(c -> "describe_it(" + c + ")")
                    .collect(java.util.stream.Collectors.joining(", ", "SELECT ", " FROM t"));
            assertThat(values(levada, all))
                    .containsExactly(
                            "Boolean true",
                            "byte 1",
                            "short 2",
                            "Integer 3",
                            "int 4",
                            "Long 5",
                            "float 1.5",
                            "Double 2.5",
                            "String straße",
                            "BigDecimal 1.25",
                            "BigDecimal 12345678901234567890.125",
                            "bytes 0102",
                            "LocalDate 2024-02-29",
                            "LocalTime 01:02:03",
                            "LocalDateTime 2024-01-01T00:00",
                            "Instant 1970-01-01T00:00:01Z",
                            "List [1, 2]",
                            "Map {k=7}",
                            "Boolean null",
                            "byte 1",
                            "short 2",
                            "Integer null",
                            "int 4",
                            "Long null",
                            "float 1.5",
                            "Double null",
                            "String null",
                            "BigDecimal null",
                            "BigDecimal null",
                            "bytes null",
                            "LocalDate null",
                            "LocalTime null",
                            "LocalDateTime null",
                            "Instant null",
                            "List null",
                            "Map null");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesEveryType(boolean interpreted) {
        try (Levada levada = open(interpreted)) {
            levada.function("give", new Give());
            RowSource in = levada.source("t", "i INT");
            in.emit(3);
            in.emit((Object) null);
            in.complete();
            String sql = "SELECT give(i), give(i, 1), give(i, 1, 1), give(i, 1, 1, 1), give(i, 1, 1, 1, 1),"
                    + " give(i, 1, 1, 1, 1, 1), give(i, 1, 1, 1, 1, 1, 1), give(i, 1, 1, 1, 1, 1, 1, 1), give('four') FROM t";
            assertThat(values(levada, sql))
                    .containsExactly(
                            4,
                            new BigDecimal("0.750000000000000000"),
                            Bytes.of(new byte[] {3, 1}),
                            LocalDate.of(1970, 1, 4),
                            LocalDateTime.of(2024, 1, 1, 0, 0, 3, 123_456_000),
                            Instant.ofEpochSecond(3),
                            LocalTime.of(1, 2, 3),
                            List.of("a3", "b"),
                            (short) 4,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            (short) 4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesLambdasAndAnyNumberOfArguments(boolean interpreted) {
        try (Levada levada = open(interpreted)) {
            levada.function("twice", Long.class, Long.class, x -> x == null ? -1 : 2 * x);
            levada.function("glue", String.class, Integer.class, String.class, (a, b) -> a + b);
            declare(levada, "joined", "Joined");
            assertThat(
                            values(
                                    levada,
                                    "SELECT TWICE(4), twice(CAST(NULL AS INT)), glue('a', 1), joined('-'), joined('-', 'a'),"
                                            + " joined('-', 'a', CAST(NULL AS STRING), 'c'), twice(NULL), joined(1, 2, 3), twice(twice(1))"))
                    .containsExactly(8L, -1L, "a1", "", "a", "a-null-c", -1L, 6L, 4L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureNamesTheFunctionAndItsArguments(boolean interpreted) {
        try (Levada levada = open(interpreted)) {
            declare(levada, "picky", "Picky");
            assertThat(values(levada, "SELECT picky('a', 5)")).containsExactly(2);
            for (String[] expected : new String[][] {
                {
                    "picky('it', 0)",
                    "the function picky failed on picky('it', 0): java.lang.ArithmeticException: / by zero"
                },
                {"picky('', 1)", "the function picky failed on picky('', 1): java.io.IOException: nothing to read"}
            }) {
                assertThatThrownBy(() -> values(levada, "SELECT " + expected[0]))
                        .isInstanceOfSatisfying(LevadaException.class, e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.EVALUATION);
                            assertThat(e.message()).isEqualTo(expected[1]);
                            assertThat(e.hint()).contains("io.levada.functions.Picky in line ");
                        });
            }
        }
    }

    @Test
    void aFunctionThatGivesSomethingElseEachTimeIsCalledForEachUse() {
        try (Levada levada = open(false)) {
            declare(levada, "next_number", "Counter");
            assertThat(values(levada, "SELECT next_number(), next_number()")).containsExactly(1L, 2L);
        }
    }

    @Test
    void mayStandWhereverAnExpressionMay() {
        try (Levada levada = open(false)) {
            declare(levada, "joined", "Joined");
            RowSource in = levada.source("t", "i INT NOT NULL, j AS joined(i, i)");
            in.emit(1);
            in.emit(2);
            in.complete();
            assertThat(values(
                            levada,
                            "SELECT joined('', s), n FROM (SELECT CAST(j AS STRING) AS s, COUNT(*) AS n FROM t"
                                    + " WHERE joined(i, 1) > 2 GROUP BY CAST(j AS STRING)) v"))
                    .containsExactly("4", 1L);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wrong$NoEval | SQL_INVALID | has no public method named eval",
                "Wrong$Hidden | SQL_INVALID | is not public",
                "Wrong$NoConstructor | SQL_INVALID | has no public constructor without parameters",
                "Wrong$StrangeType | SQL_INVALID | uses java.lang.Thread, which has no SQL type here",
                "Wrong$Table | SQL_UNSUPPORTED | gives no value: table functions are not there yet",
                "Wrong$Aggregate | SQL_UNSUPPORTED | accumulates: aggregate functions of the user's are not there yet",
                "Wrong$Opened | SQL_UNSUPPORTED | has a method open(), and calling it is not there yet",
                "Nothing | SQL_INVALID | there is no class 'io.levada.functions.Nothing'"
            })
    void aClassThatIsNoFunctionIsRefusedAtItsName(String className, ErrorCode code, String message) {
        try (Levada levada = open(false)) {
            assertThatThrownBy(() ->
                            levada.execute("CREATE FUNCTION f\nAS 'io.levada.functions." + className.strip() + "'"))
                    .isInstanceOfSatisfying(LevadaException.class, e -> {
                        assertThat(e.code()).isEqualTo(code);
                        assertThat(e.message()).contains(message);
                        assertThat(e.hint()).isNotNull();
                        assertThat(e.position())
                                .extracting(p -> p.line() + ":" + p.column())
                                .isEqualTo("2:4");
                    });
        }
    }

    @Test
    void wrongArgumentsAreRefusedWhereTheyStand() {
        try (Levada levada = open(false)) {
            declare(levada, "picky", "Picky");
            levada.source("t", "s STRING, i INT");
            assertThatThrownBy(() -> levada.query("SELECT picky('a', 'b')"))
                    .hasMessage("picky can't take (CHAR(1) NOT NULL, CHAR(1) NOT NULL)")
                    .isInstanceOfSatisfying(LevadaException.class, e -> {
                        assertThat(e.hint()).isEqualTo("it takes picky(STRING, INT NOT NULL) -> INT NOT NULL");
                        assertThat(e.position()).extracting(p -> p.column()).isEqualTo(8);
                    });
            // As in Flink, a primitive parameter is NOT NULL.
            assertThatThrownBy(() -> levada.query("SELECT picky(s, i) FROM t"))
                    .hasMessage("picky can't take (STRING, INT)")
                    .isInstanceOfSatisfying(
                            LevadaException.class, e -> assertThat(e.hint()).contains("COALESCE"));
            assertThatThrownBy(() -> levada.query("SELECT pickyy('a', 1)"))
                    .isInstanceOfSatisfying(
                            LevadaException.class, e -> assertThat(e.hint()).isEqualTo("did you mean 'picky'?"));
        }
    }

    @Test
    void functionsAreShownAndDropped() {
        try (Levada levada = open(false)) {
            declare(levada, "Picky", "Picky");
            levada.execute("CREATE FUNCTION IF NOT EXISTS give AS 'io.levada.functions.Give' LANGUAGE JAVA");
            levada.execute("CREATE FUNCTION IF NOT EXISTS give AS 'no.such.Class'");
            assertThat(values(levada, "SHOW USER FUNCTIONS")).containsExactly("give", "Picky");
            assertThat(values(levada, "SHOW FUNCTIONS LIKE 'p%' ")).doesNotContain("Picky");
            assertThat(values(levada, "SHOW FUNCTIONS")).contains("Picky", "UPPER");
            assertThat(values(levada, "SELECT default_catalog.default_database.give(1)"))
                    .containsExactly(2);
            assertThatThrownBy(() -> levada.execute("CREATE FUNCTION GIVE AS 'io.levada.functions.Give'"))
                    .hasMessage("the function 'GIVE' is there already");
            assertThatThrownBy(() -> levada.execute("CREATE FUNCTION concat_ws AS 'io.levada.functions.Give'"))
                    .hasMessageContaining("in place of the built-in CONCAT_WS");
            assertThatThrownBy(() -> levada.execute("CREATE FUNCTION p AS 'x.y' LANGUAGE PYTHON"))
                    .hasMessage("a function in PYTHON is not there yet");
            assertThatThrownBy(() -> levada.execute("DROP FUNCTION picky"))
                    .hasMessage("'picky' was declared with CREATE TEMPORARY SYSTEM FUNCTION");
            levada.execute("DROP TEMPORARY SYSTEM FUNCTION picky; DROP FUNCTION give; DROP FUNCTION IF EXISTS give");
            assertThat(values(levada, "SHOW USER FUNCTIONS")).isEmpty();
            assertThatThrownBy(() -> levada.query("SELECT give(1)")).hasMessage("there is no function 'GIVE'");
        }
    }
}

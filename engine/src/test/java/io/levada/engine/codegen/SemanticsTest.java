package io.levada.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.LevadaException;
import io.levada.core.expr.ExprText;
import io.levada.testkit.expr.SqlExpr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators and casts mean, example by example; the session's zone is Europe/Lisbon. */
class SemanticsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                // integers wrap around, division truncates
                "2147483647 + 1 = -2147483647 - 1",
                "CAST(127 AS TINYINT) + CAST(1 AS TINYINT) = CAST(-128 AS TINYINT)",
                "7 / 2 = 3",
                "-7 / 2 = -3",
                "-7 % 3 = -1",
                "ABS(-2147483647 - 1) = -2147483647 - 1",
                // approximate numbers follow IEEE 754
                "1E0 / 0E0 > 1E300",
                "(0E0 / 0E0 = 0E0 / 0E0) = FALSE",
                // decimals: exact, half up, NULL where a result has too many digits
                "0.1 + 0.2 = 0.3",
                "1.00 / 3 = 0.3333333333333",
                "CAST(2.345 AS DECIMAL(3, 2)) = 2.35",
                "CAST(-2.345 AS DECIMAL(3, 2)) = -2.35",
                "CAST(123.4 AS DECIMAL(3, 1)) IS NULL",
                "CAST(99999999999999999999.5 AS DECIMAL(38, 0)) = CAST('100000000000000000000' AS DECIMAL(38, 0))",
                "CAST(CAST(12345 AS BIGINT) AS DECIMAL(5, 0)) = 12345",
                "CAST(CAST(123456 AS BIGINT) AS DECIMAL(5, 0)) IS NULL",
                "CAST(CAST(-1000 AS BIGINT) AS DECIMAL(6, 3)) IS NULL",
                "CAST(CAST(-999 AS BIGINT) AS DECIMAL(6, 3)) = -999.000",
                "CAST(9.995 AS DECIMAL(3, 2)) IS NULL",
                "CAST(9.994 AS DECIMAL(3, 2)) = 9.99",
                // three-valued logic
                "(NULL IS NULL AND TRUE) = TRUE",
                "(CAST(NULL AS BOOLEAN) AND FALSE) = FALSE",
                "(CAST(NULL AS BOOLEAN) OR TRUE) = TRUE",
                "(CAST(NULL AS BOOLEAN) AND TRUE) IS NULL",
                "(CAST(NULL AS INT) = 1) IS NOT TRUE",
                "CAST(NULL AS INT) IS NOT DISTINCT FROM CAST(NULL AS INT)",
                "CAST(NULL AS INT) IS DISTINCT FROM 1",
                "(CAST(NULL AS INT) IN (1, 2)) IS NULL",
                "5 IN (1, 2, 3, 4, 5, 6)",
                "'e' IN ('a', 'b', 'c', 'd', 'e')",
                "CASE WHEN CAST(NULL AS BOOLEAN) THEN 1 ELSE 2 END = 2",
                "COALESCE(CAST(NULL AS INT), 3, 4) = 3",
                // numbers from text
                "CAST(' 12 ' AS INT) = 12",
                "CAST('12.9' AS INT) = 12",
                "CAST('-128' AS TINYINT) = CAST(-128 AS TINYINT)",
                "TRY_CAST('128' AS TINYINT) IS NULL",
                "TRY_CAST('abc' AS INT) IS NULL",
                "TRY_CAST('' AS BIGINT) IS NULL",
                "TRY_CAST('9223372036854775808' AS BIGINT) IS NULL",
                "CAST('-9223372036854775808' AS BIGINT) + 1 < 0",
                "CAST(' 1.005 ' AS DECIMAL(5, 2)) = 1.01",
                "CAST('1e3' AS DOUBLE) = 1000E0",
                "CAST('Yes' AS BOOLEAN)",
                "TRY_CAST(' true ' AS BOOLEAN) IS NULL",
                // numbers to text
                "CAST(1E10 AS STRING) = '1.0E10'",
                "CAST(0.1 AS STRING) = '0.1'",
                "CAST(CAST(1.50 AS DECIMAL(10, 4)) AS STRING) = '1.5000'",
                "CAST(TRUE AS STRING) = 'TRUE'",
                // narrowing
                "CAST(300 AS TINYINT) = CAST(44 AS TINYINT)",
                "CAST(3E9 AS INT) = 2147483647",
                "CAST(-2.9E0 AS INT) = -2",
                "CAST(2.9 AS INT) = 2",
                "CAST(TRUE AS INT) = 1",
                "CAST(2 AS BOOLEAN)",
                // lower case, eight bytes at a time and one by one
                "LOWER('@AZ[`az{@AZ[`az{0') = '@az[`az{@az[`az{0'",
                "LOWER('already lower') = 'already lower'",
                "LOWER('Baidu') = 'baidu'",
                "LOWER('ÀB') = 'àb'",
                // lengths
                "CAST('abcdef' AS VARCHAR(3)) = 'abc'",
                "CAST('ab' AS CHAR(4)) = 'ab  '",
                "CAST(12345 AS VARCHAR(3)) = '123'",
                "CAST('Évora' AS VARCHAR(1)) = 'É'",
                "CAST(X'0102' AS BINARY(3)) = X'010200'",
                // dates and times
                "CAST('2024-2-9' AS DATE) = DATE '2024-02-09'",
                "CAST('2024-02-29 10:00:00' AS DATE) = DATE '2024-02-29'",
                "TRY_CAST('2023-02-29' AS DATE) IS NULL",
                "CAST('12:34:56.7' AS TIME(3)) = TIME '12:34:56.700'",
                "CAST(TIME '12:34:00' AS STRING) = '12:34:00.0'",
                "CAST('2024-02-29 1:2:3.123456789' AS TIMESTAMP(6)) = TIMESTAMP '2024-02-29 01:02:03.123456'",
                "CAST(TIMESTAMP '2024-02-29 01:02:03.120000' AS STRING) = '2024-02-29 01:02:03.120000'",
                "CAST(CAST('2024-02-29 01:02:03.999' AS TIMESTAMP(3)) AS TIMESTAMP(0)) = TIMESTAMP '2024-02-29 01:02:03'",
                "CAST(DATE '2024-02-29' AS TIMESTAMP(3)) = TIMESTAMP '2024-02-29 00:00:00'",
                "CAST(TIMESTAMP '1969-12-31 23:00:00' AS DATE) = DATE '1969-12-31'",
                "CAST(TIMESTAMP '1969-12-31 23:00:00' AS TIME(0)) = TIME '23:00:00'",
                // instants in a zone with summer time; the hour from 1 to 2 on 2024-03-31 doesn't exist
                "CAST(TIMESTAMP_LTZ '2024-07-01T12:00:00Z' AS STRING) = '2024-07-01 13:00:00.000000'",
                "CAST(TIMESTAMP '2024-03-31 01:30:00' AS TIMESTAMP_LTZ(3)) = TIMESTAMP_LTZ '2024-03-31T01:30:00Z'",
                "CAST(CAST(TIMESTAMP '2024-03-31 01:30:00' AS TIMESTAMP_LTZ(3)) AS TIMESTAMP(3))"
                        + " = TIMESTAMP '2024-03-31 02:30:00'",
                "CAST(TIMESTAMP '2024-10-27 01:30:00' AS TIMESTAMP_LTZ(3)) = TIMESTAMP_LTZ '2024-10-27T00:30:00Z'",
                "EXTRACT(HOUR FROM TIMESTAMP_LTZ '2024-07-01T12:00:00Z') = CAST(13 AS BIGINT)",
                "FLOOR(TIMESTAMP_LTZ '2024-07-01T23:30:00Z' TO DAY) = TIMESTAMP_LTZ '2024-07-01T23:00:00Z'",
                // arithmetic with intervals clamps to the end of the month
                "DATE '2024-01-31' + INTERVAL '1' MONTH = DATE '2024-02-29'",
                "TIMESTAMP '2024-02-29 10:00:00' + INTERVAL '1' YEAR = TIMESTAMP '2025-02-28 10:00:00'",
                "TIMESTAMP '2024-02-29 10:00:00' - INTERVAL '36' HOUR = TIMESTAMP '2024-02-27 22:00:00'",
                "TIME '23:30:00' + INTERVAL '1' HOUR = TIME '00:30:00'",
                "TIMESTAMP '2024-03-01 00:00:00' - TIMESTAMP '2024-02-28 00:00:00' = INTERVAL '2' DAY",
                "INTERVAL '2' HOUR * 3 = INTERVAL '6' HOUR",
                // parts
                "EXTRACT(WEEK FROM DATE '2024-12-30') = CAST(1 AS BIGINT)",
                "EXTRACT(DOW FROM DATE '2024-03-03') = CAST(1 AS BIGINT)",
                "EXTRACT(QUARTER FROM DATE '2024-05-01') = CAST(2 AS BIGINT)",
                "EXTRACT(MILLISECOND FROM TIMESTAMP '2024-01-01 00:00:01.250') = CAST(250 AS BIGINT)",
                "EXTRACT(EPOCH FROM TIMESTAMP '1970-01-02 00:00:00') = CAST(86400 AS BIGINT)",
                "FLOOR(DATE '2024-02-29' TO MONTH) = DATE '2024-02-01'",
                "CEIL(TIMESTAMP '2024-02-29 00:00:01' TO DAY) = TIMESTAMP '2024-03-01 00:00:00'",
                "CEIL(TIMESTAMP '2024-04-01 00:00:00' TO QUARTER) = TIMESTAMP '2024-04-01 00:00:00'",
                "FLOOR(TIMESTAMP '1969-12-31 23:59:59' TO HOUR) = TIMESTAMP '1969-12-31 23:00:00'",
                "DATE_FORMAT(TIMESTAMP '2024-02-29 03:04:05.678', 'yyyyMMdd-HH:mm:ss.SSS') = '20240229-03:04:05.678'",
                "DATE_FORMAT(TIMESTAMP '2024-02-09 03:04:05', 'd MMM yy h a') = '9 Feb 24 3 AM'",
                "DATE_FORMAT(TIMESTAMP '1969-12-31 23:59:59', 'dd/MM/yyyy HH') = '31/12/1969 23'",
                // text
                "'a' < 'b' AND 'B' < 'a' AND 'z' < 'é'",
                "'foobar' LIKE 'f%b_r' AND NOT 'foobar' LIKE 'f_r'",
                "'10%' LIKE '10!%' ESCAPE '!' AND NOT '10x' LIKE '10!%' ESCAPE '!'",
                "'é' LIKE '_' AND '' LIKE '%' AND NOT '' LIKE '_'",
                // structured values
                "ARRAY[1, 2, 3][2] = 2",
                "ARRAY[1, 2, 3][4] IS NULL",
                "MAP['a', 1, 'b', 2]['b'] = 2",
                "FIELD(ROW(1, 'x'), 1) = 'x'",
                "CAST(ARRAY[1, 2] AS STRING) = '[1, 2]'",
                "CAST(ROW(1, 'x', CAST(NULL AS INT)) AS STRING) = '(1, x, NULL)'",
                "CAST(MAP['a', 1] AS STRING) = '{a=1}'",
                "CAST(ARRAY['1', '2'] AS ARRAY<INT>) = ARRAY[1, 2]",
                "PROCTIME() = TIMESTAMP_LTZ '2024-02-29T12:34:56.789Z'",
                "CURRENT_WATERMARK(PROCTIME()) = TIMESTAMP_LTZ '1970-01-01T00:00:01Z'"
            })
    void holds(String condition) {
        assertThat(Evaluator.value(condition)).as(condition).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "1 / 0; division by zero in 1 / 0",
                "1.5 / 0.0; division by zero in 1.5 / 0.0",
                "1 % 0; division by zero in 1 % 0",
                "CAST('abc' AS INT); 'abc' is not an integer in CAST('abc' AS INT)",
                "CAST('300' AS TINYINT); '300' is not in the range of the type in CAST('300' AS TINYINT)",
                "CAST('maybe' AS BOOLEAN); 'maybe' is not a BOOLEAN in CAST('maybe' AS BOOLEAN)",
                "CAST('2024-13-01' AS DATE); '2024-13-01' is not a DATE in CAST('2024-13-01' AS DATE)",
                "CAST('soon' AS TIMESTAMP(3)); 'soon' is not a TIMESTAMP in CAST('soon' AS TIMESTAMP(3))",
                "RAND_INTEGER(0); the bound of RAND_INTEGER is 0, not 1 or more in RAND_INTEGER(0)",
            })
    void fails(String expression, String message) {
        assertThatThrownBy(() -> Evaluator.value(expression))
                .isInstanceOfSatisfying(
                        LevadaException.class, e -> assertThat(e.message()).isEqualTo(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAST(1 AS TIMESTAMP(3))", "CAST(TIMESTAMP '2024-01-01 00:00:00' AS BIGINT)"})
    void castsThatFlinkForbidsAreRefused(String expression) {
        assertThatThrownBy(() -> Evaluator.value(expression))
                .isInstanceOf(LevadaException.class)
                .hasMessageStartingWith("there is no cast from ");
        assertThat(ExprText.of(
                        SqlExpr.parse(expression, io.levada.core.type.RowType.of()), io.levada.core.type.RowType.of()))
                .startsWith("CAST(");
    }
}

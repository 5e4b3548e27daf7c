package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told: code, line and column, what is wrong, what to do. */
class ErrorsTest {
    private final Plans plans = new Plans();

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '"', textBlock = """
                    SELECT * FORM orders                       @ SQL_SYNTAX 1:10 unexpected 'FORM'; expected FROM
                    SELECT a FROM plain WERE a > 1             @ SQL_SYNTAX 1:21 unexpected 'WERE'; expected WHERE
                    SELECT a FROM                              @ SQL_SYNTAX 1:13 the statement ends too early
                    SELECT a, FROM plain                       @ SQL_SYNTAX 1:11 unexpected 'FROM'
                    SELECT prodct FROM orders                  @ SQL_UNKNOWN_NAME 1:8 there is no column 'prodct' | did you mean 'product'?
                    SELECT zzz FROM plain AS far               @ SQL_UNKNOWN_NAME 1:8 there is no column 'zzz' | there are: a, b, d, f, s
                    SELECT nme FROM (VALUES (1)) AS t(name)    @ SQL_UNKNOWN_NAME 1:8 there is no column 'nme' | did you mean 'name'?
                    SELECT o.prodct FROM orders AS o           @ SQL_UNKNOWN_NAME 1:10 there is no column 'prodct' | did you mean 'product'?
                    SELECT a FROM plan                         @ SQL_UNKNOWN_NAME 1:15 there is no table or view 'plan' | did you mean 'plain'?
                    SELECT UPER(s) FROM plain                  @ SQL_UNKNOWN_NAME 1:8 there is no function 'UPER' | did you mean 'UPPER'?
                    SELECT ROUND(s) FROM plain                 @ SQL_TYPE_MISMATCH 1:8 ROUND can't take (STRING)
                    SELECT a + s FROM plain                    @ SQL_TYPE_MISMATCH 1:8 + can't be applied to
                    SELECT a, COUNT(*) FROM plain              @ SQL_INVALID 1:8 'a' is neither grouped nor aggregated | add it to GROUP BY, or aggregate it
                    SELECT SUM(COUNT(*)) FROM plain            @ SQL_INVALID 1:8 an aggregate can't be inside another aggregate
                    SELECT a FROM plain WHERE COUNT(*) > 1     @ SQL_INVALID 1:27 an aggregate can't stand in WHERE
                    SELECT CASE WHEN f THEN 1 ELSE 'x' END FROM plain @ SQL_TYPE_MISMATCH 1:8 the branches have types that don't fit together
                    SELECT a FROM plain UNION ALL SELECT s FROM plain @ SQL_TYPE_MISMATCH 1:8 column 1 of the UNION ALL has types
                    INSERT INTO out1 SELECT a FROM plain       @ SQL_TYPE_MISMATCH 1:13 the query gives 1 column (a) for 3 of 'out1' (a, b, s)
                    INSERT INTO out1 SELECT s, 1, s FROM plain @ SQL_TYPE_MISMATCH 1:13 column 'a' of 'out1' is INT, the query gives STRING | write CAST(... AS INT)
                    INSERT INTO out1 (a, x) SELECT 1, 2        @ SQL_UNKNOWN_NAME 1:22 there is no column 'x'
                    INSERT INTO orders (proc) SELECT NOW()     @ SQL_INVALID 1:21 column 'proc' of 'orders' is computed or virtual
                    VALUES (1, 'a'), (2, NULL)                 @ SQL_INVALID 1:22 NULL has no type here | write CAST(NULL AS type)
                    SELECT ts - ts FROM orders                 @ SQL_TYPE_MISMATCH 1:8 the difference of two timestamps needs a unit
                    SELECT a FROM plain WHERE s                @ SQL_TYPE_MISMATCH 1:27 WHERE needs a condition
                    SELECT a + 1 AS x FROM plain GROUP BY x    @ SQL_UNKNOWN_NAME 1:39 there is no column 'x' here | it is a name that SELECT gives
                    SELECT CAST(a AS DECIMAL(40, 2)) FROM plain @ SQL_INVALID 1:18 the precision of DECIMAL is 1 to 38
                    CREATE TABLE t (a ROW<x TIMESTAMP(9)>)     @ SQL_UNSUPPORTED 1:25 TIMESTAMP(9) is finer than Levada stores
                    CREATE TABLE t (a STRNG)                   @ SQL_INVALID 1:19 there is no type 'STRNG' | did you mean STRING?
                    INSERT INTO keyed (n) SELECT 1             @ SQL_INVALID 1:13 column 'k' of 'keyed' is NOT NULL and gets no value
                    """)
    void errors(String sql, String expected) {
        assertThat(plans.error(sql)).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '"', textBlock = """
                    SELECT SUM(a) OVER (ORDER BY b) FROM plain @ 1:8 an OVER window is not there yet
                    SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) FROM plain @ 1:8 ROW_NUMBER() without a condition on it from above (WHERE rownum <= 10) is not there yet
                    SELECT a FROM plain ORDER BY a             @ 1:21 ORDER BY without LIMIT is not there yet
                    SELECT a FROM plain WHERE a > 1 OR b IN (SELECT id FROM orders) @ 1:36 IN (subquery) as a part of something else is not there yet
                    SELECT a, EXISTS (SELECT 1 FROM orders) FROM plain @ 1:11 EXISTS (subquery) as a part of something else is not there yet
                    SELECT (SELECT MAX(b) FROM plain) AS m FROM plain @ 1:9 a subquery as a value is not there yet
                    SELECT a FROM plain GROUP BY CUBE(a)       @ 1:30 CUBE is not there yet
                    SELECT a FROM plain GROUP BY GROUPING SETS ((a), ()) @ 1:30 GROUPING SETS is not there yet
                    SELECT a FROM plain INTERSECT SELECT a FROM plain @ 1:1 INTERSECT is not there yet
                    SELECT a FROM plain /*+ OPTIONS('x'='y') */ @ 1:15 a table hint is not there yet
                    SELECT * FROM plain, UNNEST(ARRAY[1, 2]) AS t(x) @ 1:22 UNNEST is not there yet
                    SELECT COUNT(*) FROM orders GROUP BY TUMBLE(ts, INTERVAL '1' HOUR) @ 1:38 the old group window GROUP BY TUMBLE(...) is not there yet
                    SELECT LISTAGG(s) FROM plain               @ 1:8 the function LISTAGG is not there yet
                    SELECT COUNT(DISTINCT a, b) FROM plain     @ 1:8 COUNT of several columns is not there yet
                    SELECT product, COUNT(*) FROM orders GROUP BY product LIMIT 3 @ 1:1 LIMIT over a result that is updated is not there yet
                    SELECT JSON_VALUE(s, '$.a' RETURNING INT) FROM plain @ 1:8 a clause of JSON_VALUE (RETURNING, WRAPPER, ON EMPTY, ON ERROR) is not there yet
                    SELECT CAST(s AS MULTISET<INT>) FROM plain @ 1:30 the type MULTISET is not there yet
                    SELECT * FROM orders AS o JOIN products FOR SYSTEM_TIME AS OF PROCTIME() AS p ON o.product = p.sku @ 1:32 FOR SYSTEM_TIME AS OF something other than a column
                    INSERT OVERWRITE out1 SELECT a, b, s FROM plain @ 1:8 INSERT OVERWRITE is not there yet
                    ALTER TABLE plain RENAME TO x              @ 1:7 ALTER TABLE is not there yet
                    CREATE TABLE c WITH ('connector' = 'test') AS SELECT 1 @ 1:1 CREATE TABLE ... AS is not there yet
                    SELECT * FROM orders MATCH_RECOGNIZE (ORDER BY ts MEASURES A.id AS x PATTERN (A) DEFINE A AS A.id > 1) AS t @ 1:22 MATCH_RECOGNIZE is not there yet
                    """)
    void whatFlinkHasAndLevadaDoesNotYet(String sql, String expected) {
        assertThat(plans.error(sql)).startsWith("SQL_UNSUPPORTED " + expected);
    }
}

package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Projection, filter, VALUES, UNION, subqueries, views, grouping: the shape of their plans. */
class QueriesTest {
    private final Plans plans = new Plans();

    @Test
    void filterAndProjectionAreOneNodeOverTheColumnsTheyNeed() {
        assertThat(plans.text("SELECT a, b + 1 AS c FROM plain WHERE a > 5 AND s LIKE 'x%'"))
                .isEqualTo("""
                        1: Sink result -> (a INT, c BIGINT)
                          2: Calc [$0, +($1, 1)] where AND(>($0, 5), LIKE($2, 'x%')) -> (a INT, c BIGINT)
                            3: Scan plain -> (a INT, b BIGINT, s STRING)
                        """);
    }

    @Test
    void computedColumnsLieBelowTheWatermark() {
        assertThat(plans.text("SELECT id, proc FROM orders")).isEqualTo("""
                        1: Sink result -> (id BIGINT, proc TIMESTAMP_LTZ(3) NOT NULL)
                          2: Calc [$0, $2] -> (id BIGINT, proc TIMESTAMP_LTZ(3) NOT NULL)
                            3: Watermark $1 as -($1, PT5S) -> (id BIGINT, ts TIMESTAMP(3), proc TIMESTAMP_LTZ(3) NOT NULL)
                              4: Calc [$0, $1, PROCTIME()] -> (id BIGINT, ts TIMESTAMP(3), proc TIMESTAMP_LTZ(3) NOT NULL)
                                5: Scan orders -> (id BIGINT, ts TIMESTAMP(3))
                        """);
    }

    @Test
    void insertOfValuesIsAConstantInTheTablesOrder() {
        assertThat(plans.text("INSERT INTO out1 (s, a) VALUES ('x', 1), ('yyy', 2)"))
                .isEqualTo("""
                        1: Sink out1 -> (a INT NOT NULL, b BIGINT, s VARCHAR(3) NOT NULL)
                          2: Values 2 rows -> (a INT NOT NULL, b BIGINT, s VARCHAR(3) NOT NULL)
                        """);
    }

    @Test
    void insertCastsWhatMayBeCastUnasked() {
        assertThat(plans.text("INSERT INTO out1 (b, s) SELECT a, s FROM plain"))
                .contains("Calc [null, CAST($0):BIGINT, $1] -> (a INT, b BIGINT, s STRING)");
    }

    @Test
    void unionAllGivesItsInputsOneType() {
        assertThat(plans.text("SELECT a, s FROM plain UNION ALL SELECT b, 'x' FROM plain"))
                .isEqualTo("""
                        1: Sink result -> (a BIGINT, s STRING)
                          2: Union of 2 -> (a BIGINT, s STRING)
                            3: Calc [CAST($0):BIGINT, $2] -> (a BIGINT, s STRING)
                              4: Scan plain -> (a INT, b BIGINT, s STRING)
                            5: Calc [$1, 'x'] -> (a BIGINT, s STRING NOT NULL)
                              (as 4 above)
                        """);
    }

    @Test
    void subqueriesAndCommonTableExpressionsMergeIntoOneCalc() {
        assertThat(
                        plans.text(
                                "WITH t AS (SELECT a + 1 AS x, s FROM plain WHERE a > 1) SELECT x * 2 AS y FROM t WHERE s = 'q'"))
                .isEqualTo("""
                        1: Sink result -> (y INT)
                          2: Calc [*(+($0, 1), 2)] where AND(>($0, 1), =($1, 'q')) -> (y INT)
                            3: Scan plain -> (a INT, s STRING)
                        """);
    }

    @Test
    void whatDiffersFromCallToCallIsEvaluatedOnce() {
        assertThat(plans.text("SELECT r, r + 1 AS q FROM (SELECT RAND() AS r FROM plain)"))
                .isEqualTo("""
                        1: Sink result -> (r DOUBLE NOT NULL, q DOUBLE NOT NULL)
                          2: Calc [$0, +($0, 1.0)] -> (r DOUBLE NOT NULL, q DOUBLE NOT NULL)
                            3: Calc [RAND()] -> (r DOUBLE NOT NULL)
                              4: Scan plain -> ()
                        """);
    }

    @Test
    void aViewIsItsQuery() {
        plans.run("CREATE VIEW v (x, y) AS SELECT a, s FROM plain WHERE a > 1");
        assertThat(plans.text("SELECT y FROM v WHERE x < 9")).isEqualTo("""
                        1: Sink result -> (y STRING)
                          2: Calc [$1] where AND(>($0, 1), <($0, 9)) -> (y STRING)
                            3: Scan plain -> (a INT, s STRING)
                        """);
    }

    @Test
    void groupingTellsTheRowBeforeAnUpdate() {
        assertThat(plans.text("SELECT product, COUNT(DISTINCT id) AS n, SUM(quantity) FILTER (WHERE price > 5) AS q"
                        + " FROM orders GROUP BY product HAVING COUNT(*) > 2"))
                .isEqualTo("""
                        1: Sink result -> (product STRING, n BIGINT NOT NULL, q INT) RETRACT
                          2: Calc [$0, $1, $2] where >($3, 2) -> (product STRING, n BIGINT NOT NULL, q INT) RETRACT
                            3: GroupAggregate by [$0] [COUNT(DISTINCT $1), SUM($2) FILTER $3, COUNT(*)] -> (product STRING, n BIGINT NOT NULL, q INT, $f3 BIGINT NOT NULL) RETRACT
                              4: Calc [$1, $0, $3, IS TRUE(>($2, 5))] -> (product STRING, id BIGINT, quantity INT, $f3 BOOLEAN NOT NULL)
                                5: Watermark $4 as -($4, PT5S) -> (id BIGINT, product STRING, price DECIMAL(10, 2), quantity INT, ts TIMESTAMP(3))
                                  6: Scan orders -> (id BIGINT, product STRING, price DECIMAL(10, 2), quantity INT, ts TIMESTAMP(3))
                        """);
    }

    @Test
    void distinctOverNewRowsNeverUpdates() {
        assertThat(plans.text("INSERT INTO out1 SELECT DISTINCT a, b, s FROM plain"))
                .isEqualTo("""
                        1: Sink out1 -> (a INT, b BIGINT, s STRING)
                          2: GroupAggregate by [$0, $1, $2] [] -> (a INT, b BIGINT, s STRING)
                            3: Scan plain -> (a INT, b BIGINT, s STRING)
                        """);
    }

    @Test
    void limitTakesTheFirstRows() {
        assertThat(plans.text("SELECT a FROM plain LIMIT 5 OFFSET 2")).isEqualTo("""
                        1: Sink result -> (a INT)
                          2: Limit 5 offset 2 -> (a INT)
                            3: Scan plain -> (a INT)
                        """);
    }

    @Test
    void metadataComesInTheConnectorsTypeAndIsCast() {
        plans.run(
                "CREATE TABLE m (a INT, ts TIMESTAMP(3) METADATA FROM 'timestamp', o BIGINT METADATA FROM 'offset' VIRTUAL)"
                        + " WITH ('connector' = 'test')");
        assertThat(plans.text("INSERT INTO m SELECT a, ts FROM m WHERE o > 5")).isEqualTo("""
                        1: Sink m -> (a INT, ts TIMESTAMP_LTZ(3) NOT NULL)
                          2: Calc [$0, CAST(CAST($1):TIMESTAMP(3) NOT NULL):TIMESTAMP_LTZ(3) NOT NULL] where >($2, 5) -> (a INT, ts TIMESTAMP_LTZ(3) NOT NULL)
                            3: Scan m -> (a INT, ts TIMESTAMP_LTZ(3) NOT NULL, o BIGINT NOT NULL)
                        """);
    }
}

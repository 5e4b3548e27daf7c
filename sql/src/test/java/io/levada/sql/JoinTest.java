package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JoinTest {
    private final Plans plans = new Plans();

    @Test
    void equalitiesBecomeKeysAndTheRestACondition() {
        assertThat(plans.text("SELECT o.id, p.title FROM orders AS o"
                        + " JOIN products AS p ON o.product = p.sku AND p.weight > o.quantity AND o.id > 3"))
                .isEqualTo("""
                        1: Sink result -> (id BIGINT, title STRING)
                          2: InnerJoin by [$1] = [$0] where >($5, CAST($2):DOUBLE) giving [$0, $4] -> (id BIGINT, title STRING)
                            3: Calc [$0, $1, $2] where >($0, 3) -> (id BIGINT, product STRING, quantity INT)
                              4: Watermark $3 as -($3, PT5S) -> (id BIGINT, product STRING, quantity INT, ts TIMESTAMP(3))
                                5: Scan orders -> (id BIGINT, product STRING, quantity INT, ts TIMESTAMP(3))
                            6: Scan products -> (sku STRING, title STRING, weight DOUBLE)
                        """);
    }

    @Test
    void whereOfACommaJoinGoesIntoTheJoin() {
        assertThat(plans.text("SELECT o.id, a.s FROM orders AS o, products AS p, plain AS a"
                        + " WHERE o.product = p.sku AND a.b + 1 = o.id AND p.weight > 2 AND a.s = p.title"))
                .isEqualTo("""
                        1: Sink result -> (id BIGINT, s STRING)
                          2: InnerJoin by [$0, $1] = [$1, $0] giving [$0, $2] -> (id BIGINT, s STRING)
                            3: InnerJoin by [$1] = [$0] giving [$0, $4] -> (id BIGINT, title STRING)
                              4: Watermark $2 as -($2, PT5S) -> (id BIGINT, product STRING, ts TIMESTAMP(3))
                                5: Scan orders -> (id BIGINT, product STRING, ts TIMESTAMP(3))
                              6: Calc [$0, $1] where >($2, 2.0) -> (sku STRING, title STRING)
                                7: Scan products -> (sku STRING, title STRING, weight DOUBLE)
                            8: Calc [$1, +($0, 1)] -> (s STRING, key5 BIGINT)
                              9: Scan plain -> (b BIGINT, s STRING)
                        """);
    }

    @Test
    void usingAndNaturalJoinByColumnsOfOneName() {
        assertThat(plans.text("SELECT * FROM products JOIN products AS p USING (sku)"))
                .contains("Calc [COALESCE($0, $3), $1, $2, $4, $5]")
                .contains("InnerJoin by [$0] = [$0] giving")
                .contains("(sku STRING, title STRING, weight DOUBLE, title0 STRING, weight0 DOUBLE)");
        assertThat(plans.text("SELECT title FROM products NATURAL LEFT JOIN (SELECT sku, weight FROM products) AS p"))
                .contains("LeftJoin by [$0, $2] = [$0, $1] giving");
    }

    @Test
    void withoutAnEqualityAllRowsMeetAtOneWorker() {
        assertThat(plans.text("SELECT o.id, p.title FROM orders AS o CROSS JOIN products AS p"))
                .contains("InnerJoin by [] = [] giving [$0, $2]");
    }

    @Test
    void keysOfOtherTypesAreMadeAlike() {
        assertThat(plans.text("SELECT o.id FROM orders AS o JOIN plain AS p ON o.id = p.a"))
                .contains("InnerJoin by [$0] = [$0] giving")
                .contains("Calc [CAST($0):BIGINT]");
        plans.run("CREATE TABLE rates (r DECIMAL(12, 4)) WITH ('connector' = 'test')");
        assertThat(plans.text("SELECT o.id FROM orders AS o JOIN rates ON price = r"))
                .contains("CAST($1):DECIMAL(12, 4)");
    }

    @Test
    void joinsOfAggregatesMayBeWrittenByTheirKey() {
        String counts = "(SELECT product, COUNT(*) AS n FROM orders GROUP BY product)";
        assertThat(plans.text("INSERT INTO keyed SELECT a.product, b.n FROM " + counts + " AS a LEFT JOIN " + counts
                        + " AS b ON a.product = b.product"))
                .contains("Sink keyed");
        assertThat(plans.error("INSERT INTO keyed SELECT a.product, b.n FROM " + counts + " AS a FULL JOIN " + counts
                        + " AS b ON a.product = b.product"))
                .contains("the rows of the query have no key that it gives to the table");
    }

    @Test
    void whatCannotBeJoinedIsSaid() {
        String window = "TABLE(TUMBLE(TABLE orders, DESCRIPTOR(proc), INTERVAL '1' HOUR))";
        assertThat(plans.error("SELECT a.id FROM " + window + " AS a JOIN " + window
                        + " AS b ON a.window_start = b.window_start AND a.window_end = b.window_end"))
                .contains("SQL_UNSUPPORTED")
                .contains("a window join by processing time is not there yet");
        assertThat(plans.error("SELECT a.id FROM orders AS a JOIN orders AS b ON a.id = b.id AND a.proc = b.proc"))
                .contains("an interval join by processing time is not there yet");
        assertThat(plans.error("INSERT INTO out1 SELECT 1, o.id, p.title FROM orders AS o LEFT JOIN products AS p"
                        + " ON o.product = p.sku"))
                .contains("a join that keeps rows without a partner changes rows that it gave before");
        assertThat(plans.error("SELECT window_start, COUNT(*) FROM TABLE(TUMBLE((SELECT o.ts, p.title FROM orders AS o"
                        + " JOIN products AS p ON o.product = p.sku), DESCRIPTOR(ts), INTERVAL '1' HOUR))"
                        + " GROUP BY window_start, window_end"))
                .contains("TUMBLE needs a time attribute, but column 'ts' isn't one");
    }

    @Test
    void filtersOverOuterJoinsStayAboveUnlessTheySpeakOfTheKeptSide() {
        assertThat(plans.text("SELECT o.id, p.title FROM orders AS o LEFT JOIN products AS p ON o.product = p.sku"
                        + " AND p.weight > 1 AND o.id > 3 WHERE p.title IS NULL AND o.quantity = 5"))
                .isEqualTo("""
                        1: Sink result -> (id BIGINT, title STRING) RETRACT
                          2: Calc [$0, $1] where IS NULL($1) -> (id BIGINT, title STRING) RETRACT
                            3: LeftJoin by [$1] = [$0] where >($0, 3) giving [$0, $3] -> (id BIGINT, title STRING) RETRACT
                              4: Calc [$0, $1] where =($2, 5) -> (id BIGINT, product STRING)
                                5: Watermark $3 as -($3, PT5S) -> (id BIGINT, product STRING, quantity INT, ts TIMESTAMP(3))
                                  6: Scan orders -> (id BIGINT, product STRING, quantity INT, ts TIMESTAMP(3))
                              7: Calc [$0, $1] where >($2, 1.0) -> (sku STRING, title STRING)
                                8: Scan products -> (sku STRING, title STRING, weight DOUBLE)
                        """);
        assertThat(plans.text("SELECT o.id, p.title FROM orders AS o LEFT JOIN products AS p ON o.product = p.sku"
                        + " WHERE p.title = 'x'"))
                .contains("InnerJoin");
    }

    @Test
    void aggregatesAreUniqueByTheirKeys() {
        assertThat(plans.text(
                        "SELECT a.product, a.n, b.m FROM (SELECT product, COUNT(*) AS n FROM orders GROUP BY product)"
                                + " AS a LEFT JOIN (SELECT sku, MAX(weight) AS m FROM products GROUP BY sku) AS b"
                                + " ON a.product = b.sku"))
                .isEqualTo("""
                        1: Sink result -> (product STRING, n BIGINT NOT NULL, m DOUBLE) RETRACT
                          2: LeftJoin by [$0] = [$0] giving [$0, $1, $3], left unique, right unique -> (product STRING, n BIGINT NOT NULL, m DOUBLE) RETRACT
                            3: GroupAggregate by [$0] [COUNT(*)] -> (product STRING, n BIGINT NOT NULL) RETRACT
                              4: Calc [$0] -> (product STRING)
                                5: Watermark $1 as -($1, PT5S) -> (product STRING, ts TIMESTAMP(3))
                                  6: Scan orders -> (product STRING, ts TIMESTAMP(3))
                            7: GroupAggregate by [$0] [MAX($1)] -> (sku STRING, m DOUBLE) RETRACT
                              8: Scan products -> (sku STRING, weight DOUBLE)
                        """);
    }

    @Test
    void timesThatBoundEachOtherMakeAnIntervalJoin() {
        assertThat(plans.text("SELECT a.id, b.note FROM orders AS a LEFT JOIN orders AS b ON a.product = b.product"
                        + " AND a.ts BETWEEN b.ts - INTERVAL '5' SECOND AND b.ts + INTERVAL '1' MINUTE"))
                .isEqualTo("""
                        1: Sink result -> (id BIGINT, note STRING)
                          2: LeftIntervalJoin by [$1] = [$1] where AND(>=($2, -($6, PT5S)), <=($2, +($6, PT1M))) giving [$0, $7] -> (id BIGINT, note STRING)
                            3: Watermark $2 as -($2, PT5S) -> (id BIGINT, product STRING, ts TIMESTAMP(3), note STRING)
                              4: Scan orders -> (id BIGINT, product STRING, ts TIMESTAMP(3), note STRING)
                            (as 3 above)
                        """);
        assertThat(plans.text("SELECT a.id, b.note FROM orders AS a JOIN orders AS b ON a.product = b.product"
                        + " AND b.ts > a.ts"))
                .contains("InnerJoin");
    }

    @Test
    void equalWindowBoundsMakeAWindowJoin() {
        String window = "TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' HOUR))";
        assertThat(
                        plans.text(
                                "SELECT a.id, b.id AS other, a.window_start FROM " + window + " AS a FULL JOIN "
                                        + window
                                        + " AS b ON a.product = b.product AND a.window_start = b.window_start AND a.window_end = b.window_end"))
                .isEqualTo("""
                        1: Sink result -> (id BIGINT, other BIGINT, window_start TIMESTAMP(3))
                          2: Calc [$0, $2, $1] -> (id BIGINT, other BIGINT, window_start TIMESTAMP(3))
                            3: FullWindowJoin by [$1, $3, $4] = [$1, $3, $4] giving [$0, $3, $6] -> (id BIGINT, window_start TIMESTAMP(3), id BIGINT)
                              4: WindowAssign Tumble[sizeMicros=3600000000, offsetMicros=0] on $2 -> (id BIGINT, product STRING, ts TIMESTAMP(3), window_start TIMESTAMP(3) NOT NULL, window_end TIMESTAMP(3) NOT NULL, window_time TIMESTAMP(3) NOT NULL)
                                5: Watermark $2 as -($2, PT5S) -> (id BIGINT, product STRING, ts TIMESTAMP(3))
                                  6: Scan orders -> (id BIGINT, product STRING, ts TIMESTAMP(3))
                              (as 4 above)
                        """);
    }
}

package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookupJoinTest {
    private final Plans plans = new Plans();

    @Test
    void innerJoinLooksUpByTheEquality() {
        assertThat(plans.text("SELECT o.id, p.title FROM orders AS o"
                        + " JOIN products FOR SYSTEM_TIME AS OF o.proc AS p ON o.product = p.sku"))
                .isEqualTo("""
                        1: Sink result -> (id BIGINT, title STRING)
                          2: Calc [$0, $4] -> (id BIGINT, title STRING)
                            3: LookupJoin products by [$1] -> (id BIGINT, product STRING, ts TIMESTAMP(3), sku STRING, title STRING)
                              4: Watermark $2 as -($2, PT5S) -> (id BIGINT, product STRING, ts TIMESTAMP(3))
                                5: Scan orders -> (id BIGINT, product STRING, ts TIMESTAMP(3))
                        """);
    }

    @Test
    void theRestOfTheConditionIsCheckedAfterwards() {
        assertThat(plans.text(
                        "SELECT o.id, p.title FROM orders AS o LEFT JOIN products FOR SYSTEM_TIME AS OF o.proc AS p"
                                + " ON o.product = p.sku AND p.weight > 5 AND o.id > 3"))
                .contains(
                        "LeftLookupJoin products by [$1] where AND(>($5, 5.0), >($0, 3)) -> (id BIGINT, product STRING,"
                                + " ts TIMESTAMP(3), sku STRING, title STRING, weight DOUBLE)");
    }

    @Test
    void keysOfOtherNumberTypesAreCastAndComparedAgain() {
        plans.run("CREATE TABLE sizes (size INT, label STRING, twice AS size * 2) WITH ('connector' = 'test')");
        assertThat(plans.text(
                        "SELECT o.id, s.label, s.twice FROM orders AS o JOIN sizes FOR SYSTEM_TIME AS OF o.proc AS s"
                                + " ON o.id = s.size"))
                .isEqualTo("""
                        1: Sink result -> (id BIGINT, label STRING, twice INT)
                          2: Calc [$0, $3, *($2, 2)] -> (id BIGINT, label STRING, twice INT)
                            3: LookupJoin sizes by [$1] where =($0, CAST($2):BIGINT) -> (id BIGINT, key0 INT, size INT, label STRING)
                              4: Calc [$0, CAST($0):INT] -> (id BIGINT, key0 INT)
                                5: Watermark $1 as -($1, PT5S) -> (id BIGINT, ts TIMESTAMP(3))
                                  6: Scan orders -> (id BIGINT, ts TIMESTAMP(3))
                        """);
    }

    @Test
    void windowsMayBeJoined() {
        assertThat(plans.text("SELECT w.product, p.title, w.n FROM (SELECT product, window_end, COUNT(*) AS n,"
                        + " PROCTIME() AS proc FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' HOUR))"
                        + " GROUP BY product, window_start, window_end) AS w"
                        + " JOIN products FOR SYSTEM_TIME AS OF w.proc AS p ON w.product = p.sku"))
                .contains("LookupJoin products by [$0]")
                .contains("WindowAggregate Tumble");
    }

    @Test
    void whatIsWrongIsSaidAtTheTable() {
        assertThat(
                        plans.error(
                                "SELECT o.id FROM orders AS o JOIN products FOR SYSTEM_TIME AS OF o.ts AS p ON o.product = p.sku"))
                .startsWith("SQL_UNSUPPORTED 1:35 a temporal join by event time is not there yet");
        assertThat(plans.error(
                        "SELECT o.id FROM orders AS o JOIN products FOR SYSTEM_TIME AS OF o.proc AS p ON p.weight > 3"))
                .contains("needs at least one equality to look up by");
        assertThat(plans.error(
                        "SELECT o.id FROM orders AS o JOIN products FOR SYSTEM_TIME AS OF o.proc AS p ON o.id = p.sku"))
                .contains("the key 'sku' of 'products' is STRING, but it is looked up by BIGINT");
        plans.run("CREATE TABLE nolookup (x STRING) WITH ('connector' = 'test', 'lookup' = 'false')");
        assertThat(
                        plans.error(
                                "SELECT o.id FROM orders AS o JOIN nolookup FOR SYSTEM_TIME AS OF o.proc AS p ON o.product = p.x"))
                .contains("table 'nolookup' can't be looked up");
    }
}

package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.plan.StreamPlan;
import org.junit.jupiter.api.Test;

/** Which changes flow, who may take them, and what several sinks share. */
class ChangelogTest {
    private final Plans plans = new Plans();

    @Test
    void aSinkThatOverwritesByTheGroupsKeyNeedsNoRowBefore() {
        assertThat(plans.text("INSERT INTO keyed SELECT product, COUNT(*) FROM orders GROUP BY product"))
                .contains("Sink keyed -> (product STRING, EXPR$1 BIGINT NOT NULL) UPSERT")
                .contains("GroupAggregate by [$0] [COUNT(*)] -> (product STRING, EXPR$1 BIGINT NOT NULL) UPSERT");
    }

    @Test
    void aFilterOfTheKeyKeepsThat() {
        assertThat(plans.text("INSERT INTO keyed SELECT product, n FROM (SELECT product, COUNT(*) AS n FROM orders"
                        + " GROUP BY product) WHERE product <> 'x'"))
                .contains("GroupAggregate by [$0] [COUNT(*)] -> (product STRING, n BIGINT NOT NULL) UPSERT");
    }

    @Test
    void aFilterOfTheValueMustSeeTheRowBefore() {
        assertThat(plans.text("INSERT INTO keyed SELECT product, n FROM (SELECT product, COUNT(*) AS n FROM orders"
                        + " GROUP BY product) WHERE n > 5"))
                .contains("GroupAggregate by [$0] [COUNT(*)] -> (product STRING, n BIGINT NOT NULL) RETRACT");
    }

    @Test
    void anotherReaderThatNeedsItDecidesForBoth() {
        plans.run("CREATE TABLE all_changes (k STRING, n BIGINT) WITH ('connector' = 'test');"
                + "CREATE VIEW counts AS SELECT product, COUNT(*) AS n FROM orders GROUP BY product");
        StreamPlan plan = plans.plan("EXECUTE STATEMENT SET BEGIN INSERT INTO keyed SELECT * FROM counts;"
                + " INSERT INTO all_changes SELECT * FROM counts; END");
        assertThat(plan.sinks().get(0).input()).isSameAs(plan.sinks().get(1).input());
        assertThat(plan.sinks().get(0).mode()).hasToString("RETRACT");
    }

    @Test
    void upsertsAreMadeWholeBeforeTheyAreUsed() {
        assertThat(plans.text("SELECT n, COUNT(*) AS c FROM keyed GROUP BY n")).isEqualTo("""
                        1: Sink result -> (n BIGINT, c BIGINT NOT NULL) RETRACT
                          2: GroupAggregate by [$0] [COUNT(*)] -> (n BIGINT, c BIGINT NOT NULL) RETRACT
                            3: Calc [$1] -> (n BIGINT) RETRACT
                              4: ChangelogNormalize by [$0] -> (k STRING NOT NULL, n BIGINT) RETRACT
                                5: Scan keyed -> (k STRING NOT NULL, n BIGINT) UPSERT
                        """);
    }

    @Test
    void aTableOfNewRowsRefusesUpdates() {
        assertThat(plans.error("INSERT INTO out1 SELECT 1, COUNT(*), product FROM orders GROUP BY product"))
                .startsWith(
                        "SQL_INVALID 1:13 table 'out1' only takes new rows, but GROUP BY without a window changes rows");
        assertThat(plans.error("INSERT INTO out1 SELECT 1, n, k FROM keyed"))
                .contains("but the table 'keyed' changes rows");
    }

    @Test
    void thePrimaryKeyMustBeOneThatTheQueryKeeps() {
        assertThat(plans.error("INSERT INTO keyed SELECT UPPER(product), COUNT(*) FROM orders GROUP BY product"))
                .contains("table 'keyed' has PRIMARY KEY (k), but the rows of the query have no key that it gives");
    }

    @Test
    void aUnionOfUpdatesIsRetracting() {
        assertThat(plans.text(
                        "SELECT product, COUNT(*) AS n FROM orders GROUP BY product UNION ALL SELECT s, b FROM plain"))
                .contains("Union of 2 -> (product STRING, n BIGINT) RETRACT");
    }

    @Test
    void sinksOfOneSetShareTheScanWithTheColumnsOfBoth() {
        StreamPlan plan =
                plans.plan("EXECUTE STATEMENT SET BEGIN INSERT INTO keyed SELECT product, COUNT(*) FROM orders"
                        + " GROUP BY product; INSERT INTO out1 SELECT quantity, id, note FROM orders; END");
        assertThat(io.levada.core.plan.PlanText.of(plan)).isEqualTo("""
                        1: Sink keyed -> (product STRING, EXPR$1 BIGINT NOT NULL) UPSERT
                          2: GroupAggregate by [$0] [COUNT(*)] -> (product STRING, EXPR$1 BIGINT NOT NULL) UPSERT
                            3: Calc [$1] -> (product STRING)
                              4: Watermark $3 as -($3, PT5S) -> (id BIGINT, product STRING, quantity INT, ts TIMESTAMP(3), note STRING)
                                5: Scan orders -> (id BIGINT, product STRING, quantity INT, ts TIMESTAMP(3), note STRING)
                        6: Sink out1 -> (a INT, b BIGINT, s STRING)
                          7: Calc [$2, $0, $4] -> (a INT, b BIGINT, s STRING)
                            (as 4 above)
                        """);
    }
}

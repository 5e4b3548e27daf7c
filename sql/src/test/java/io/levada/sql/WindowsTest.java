package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final String TUMBLE = "TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' HOUR))";

    private final Plans plans = new Plans();

    @Test
    void groupingByWindowCutsTheWindowsItself() {
        assertThat(plans.text("SELECT window_start, window_end, product, SUM(price * quantity) AS total FROM " + TUMBLE
                        + " WHERE id > 5 GROUP BY window_start, window_end, product"))
                .isEqualTo("""
                        1: Sink result -> (window_start TIMESTAMP(3) NOT NULL, window_end TIMESTAMP(3) NOT NULL, product STRING, total DECIMAL(38, 2))
                          2: Calc [$2, $3, $0, $1] -> (window_start TIMESTAMP(3) NOT NULL, window_end TIMESTAMP(3) NOT NULL, product STRING, total DECIMAL(38, 2))
                            3: WindowAggregate Tumble[sizeMicros=3600000000, offsetMicros=0] by [$0] [SUM($1)] [START, END] -> (product STRING, total DECIMAL(38, 2), window_start TIMESTAMP(3) NOT NULL, window_end TIMESTAMP(3) NOT NULL)
                              4: Calc [$1, *($2, CAST($3):DECIMAL(10, 0)), $4] where >($0, 5) -> (product STRING, $f3 DECIMAL(21, 2), ts TIMESTAMP(3))
                                5: Watermark $4 as -($4, PT5S) -> (id BIGINT, product STRING, price DECIMAL(10, 2), quantity INT, ts TIMESTAMP(3))
                                  6: Scan orders -> (id BIGINT, product STRING, price DECIMAL(10, 2), quantity INT, ts TIMESTAMP(3))
                        """);
    }

    @Test
    void everyKindOfWindow() {
        String select = "SELECT window_end, COUNT(*) FROM TABLE(";
        String group = ") GROUP BY window_start, window_end";
        assertThat(plans.text(select
                        + "HOP(TABLE orders, DESCRIPTOR(ts), INTERVAL '5' MINUTE, INTERVAL '1' HOUR, INTERVAL '1' MINUTE)"
                        + group))
                .contains("Hop[slideMicros=300000000, sizeMicros=3600000000, offsetMicros=60000000] by []");
        assertThat(plans.text(select
                        + "CUMULATE(DATA => TABLE orders, TIMECOL => DESCRIPTOR(ts), STEP => INTERVAL '5' MINUTE,"
                        + " SIZE => INTERVAL '1' HOUR)" + group))
                .contains("Cumulate[stepMicros=300000000, maxSizeMicros=3600000000, offsetMicros=0] by []");
        assertThat(plans.text(select
                        + "SESSION(TABLE orders PARTITION BY product, DESCRIPTOR(ts), INTERVAL '5' MINUTE)" + group
                        + ", product"))
                .contains("WindowAggregate Session[gapMicros=300000000, partitionKeys=[0]] by [$0]");
    }

    @Test
    void processingTimeWindowsAreClosedByTheClock() {
        String sql =
                "SELECT window_start, COUNT(*) FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(proc), INTERVAL '1' HOUR))"
                        + " GROUP BY window_start, window_end";
        assertThat(plans.plan(sql).sinks().get(0).inputs().get(0).inputs().get(0))
                .isInstanceOfSatisfying(
                        io.levada.core.plan.WindowAggregate.class,
                        n -> assertThat(n.processingTime()).isTrue());
    }

    @Test
    void windowsThatAreNotAggregatedAreAttachedToTheRows() {
        assertThat(plans.text("SELECT id, window_start FROM " + TUMBLE)).isEqualTo("""
                        1: Sink result -> (id BIGINT, window_start TIMESTAMP(3) NOT NULL)
                          2: Calc [$0, $2] -> (id BIGINT, window_start TIMESTAMP(3) NOT NULL)
                            3: WindowAssign Tumble[sizeMicros=3600000000, offsetMicros=0] on $1 -> (id BIGINT, ts TIMESTAMP(3), window_start TIMESTAMP(3) NOT NULL, window_end TIMESTAMP(3) NOT NULL, window_time TIMESTAMP(3) NOT NULL)
                              4: Watermark $1 as -($1, PT5S) -> (id BIGINT, ts TIMESTAMP(3))
                                5: Scan orders -> (id BIGINT, ts TIMESTAMP(3))
                        """);
    }

    @Test
    void aKeyMadeOfABoundNeedsTheBoundsAttached() {
        assertThat(plans.text("SELECT window_start, HOUR(window_end) AS h, COUNT(*) AS n FROM " + TUMBLE
                        + " GROUP BY window_start, window_end, HOUR(window_end)"))
                .contains("WindowAggregate Attached[startColumn=0, endColumn=1] by [$2] [COUNT(*)] [START]")
                .contains("WindowAssign Tumble");
    }

    @Test
    void rowsFilteredOutStillHoldASessionTogether() {
        assertThat(plans.text("SELECT window_start, product, COUNT(*) FROM"
                        + " TABLE(SESSION(TABLE orders PARTITION BY product, DESCRIPTOR(ts), INTERVAL '5' MINUTE))"
                        + " WHERE id > 5 GROUP BY window_start, window_end, product"))
                .contains("WindowAggregate Attached")
                .contains("where >($0, 5)")
                .contains("WindowAssign Session");
    }

    @Test
    void windowsOfWindowsGoByWindowTime() {
        assertThat(
                        plans.text(
                                "WITH h AS (SELECT window_time AS wt, product, COUNT(*) AS n FROM " + TUMBLE
                                        + " GROUP BY window_start, window_end, window_time, product) SELECT window_start, SUM(n) AS n"
                                        + " FROM TABLE(TUMBLE(TABLE h, DESCRIPTOR(wt), INTERVAL '1' DAY)) GROUP BY window_start, window_end"))
                .isEqualTo("""
                        1: Sink result -> (window_start TIMESTAMP(3) NOT NULL, n BIGINT NOT NULL)
                          2: Calc [$1, $0] -> (window_start TIMESTAMP(3) NOT NULL, n BIGINT NOT NULL)
                            3: WindowAggregate Tumble[sizeMicros=86400000000, offsetMicros=0] by [] [SUM($0)] [START] -> (n BIGINT NOT NULL, window_start TIMESTAMP(3) NOT NULL)
                              4: Calc [$1, $2] -> (n BIGINT NOT NULL, wt TIMESTAMP(3) NOT NULL)
                                5: WindowAggregate Tumble[sizeMicros=3600000000, offsetMicros=0] by [$0] [COUNT(*)] [TIME] -> (product STRING, n BIGINT NOT NULL, wt TIMESTAMP(3) NOT NULL)
                                  6: Watermark $1 as -($1, PT5S) -> (product STRING, ts TIMESTAMP(3))
                                    7: Scan orders -> (product STRING, ts TIMESTAMP(3))
                        """);
    }

    @Test
    void groupingTheResultOfWindowsByTheirBounds() {
        assertThat(plans.text("SELECT window_start, SUM(n) AS n FROM (SELECT window_start, window_end, product,"
                        + " COUNT(*) AS n FROM " + TUMBLE + " GROUP BY window_start, window_end, product)"
                        + " GROUP BY window_start, window_end"))
                .contains("WindowAggregate Attached[startColumn=0, endColumn=1] by [] [SUM($2)] [START]")
                .contains(
                        "WindowAggregate Tumble[sizeMicros=3600000000, offsetMicros=0] by [$0] [COUNT(*)] [START, END]");
    }

    @Test
    void windowsOfSeveralInputsAreGroupedByTheirBounds() {
        String part =
                "SELECT window_start, window_end, COUNT(*) AS n FROM " + TUMBLE + " GROUP BY window_start, window_end";
        assertThat(plans.text("SELECT window_end, SUM(n) AS n FROM (" + part + " UNION ALL " + part
                        + ") GROUP BY window_start, window_end"))
                .contains("WindowAggregate Attached[startColumn=0, endColumn=1] by [] [SUM($2)] [END]")
                .contains("Union of 2");
    }

    @Test
    void otherTimeAttributesStayAboveAWindow() {
        assertThat(plans.text(
                        "SELECT w.window_start, p.title, COUNT(*) AS n FROM (SELECT product, proc, window_start, window_end FROM "
                                + TUMBLE + ") AS w JOIN products FOR SYSTEM_TIME AS OF w.proc AS p ON w.product = p.sku"
                                + " GROUP BY w.window_start, w.window_end, p.title"))
                .contains("WindowAggregate Attached")
                .contains("LookupJoin products by [$0]");
    }

    @Test
    void onlyOneBoundIsAnOrdinaryGrouping() {
        assertThat(plans.text("SELECT window_end, COUNT(*) FROM " + TUMBLE + " GROUP BY window_end"))
                .contains("GroupAggregate by [$0] [COUNT(*)]")
                .contains("WindowAssign Tumble");
    }

    @Test
    void windowsNeedATimeAttribute() {
        assertThat(plans.error(
                        "SELECT window_start FROM TABLE(TUMBLE((SELECT id, ts + INTERVAL '1' HOUR AS ts FROM orders),"
                                + " DESCRIPTOR(ts), INTERVAL '1' HOUR))"))
                .startsWith("SQL_INVALID 1:94 TUMBLE needs a time attribute, but column 'ts' isn't one");
        assertThat(plans.error(
                        "SELECT window_start FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(note), INTERVAL '1' HOUR))"))
                .startsWith("SQL_TYPE_MISMATCH 1:53 TUMBLE needs a time attribute, but column 'note' is STRING");
        assertThat(plans.error(
                        "SELECT window_start FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(tss), INTERVAL '1' HOUR))"))
                .isEqualTo("SQL_UNKNOWN_NAME 1:64 there is no column 'tss' | did you mean 'ts'?");
    }

    @Test
    void theTimeColumnIsNoTimeAttributeAboveItsWindow() {
        assertThat(plans.error(
                        "WITH w AS (SELECT id, ts FROM " + TUMBLE + ") SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE w,"
                                + " DESCRIPTOR(ts), INTERVAL '1' DAY)) GROUP BY window_start, window_end"))
                .contains("TUMBLE needs a time attribute");
    }

    @Test
    void lengthsMustFit() {
        assertThat(
                        plans.error(
                                "SELECT id FROM TABLE(HOP(TABLE orders, DESCRIPTOR(ts), INTERVAL '7' MINUTE, INTERVAL '1' HOUR))"))
                .contains("the size of HOP must be a multiple of its slide");
        assertThat(plans.error("SELECT id FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), 5))"))
                .contains("the argument SIZE of TUMBLE is an interval, such as INTERVAL '10' MINUTE");
        assertThat(plans.error("SELECT id FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' MONTH))"))
                .contains("the intervals of TUMBLE are constants of days or less");
        assertThat(plans.error("SELECT id FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '0' MINUTE))"))
                .contains("an interval of TUMBLE must be longer than nothing");
    }
}

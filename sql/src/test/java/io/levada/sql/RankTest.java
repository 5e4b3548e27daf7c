package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.WindowRank;
import org.junit.jupiter.api.Test;

class RankTest {
    private final Plans plans = new Plans();

    private static String ranked(String over) {
        return "(SELECT *, ROW_NUMBER() OVER (" + over + ") AS rn FROM orders)";
    }

    private static String windowed(String over) {
        return "(SELECT *, ROW_NUMBER() OVER (" + over + ") AS rn FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts),"
                + " INTERVAL '1' HOUR)))";
    }

    private <T extends PlanNode> T find(String sql, Class<T> type) {
        PlanNode node = plans.plan(sql).sinks().get(0);
        while (!type.isInstance(node)) {
            assertThat(node.inputs()).as(plans.text(sql)).isNotEmpty();
            node = node.inputs().get(0);
        }
        return type.cast(node);
    }

    @Test
    void aFilterOnTheNumberMakesATopN() {
        assertThat(plans.text("SELECT id, product, rn FROM " + ranked("PARTITION BY product ORDER BY price DESC, id")
                        + " WHERE rn <= 3 AND id > 7"))
                .isEqualTo("""
                        1: Sink result -> (id BIGINT, product STRING, rn BIGINT NOT NULL) RETRACT
                          2: Calc [$0, $1, $3] where >($0, 7) -> (id BIGINT, product STRING, rn BIGINT NOT NULL) RETRACT
                            3: Rank 1 to 3 by [$1] in order [$2 DESC, $0] -> (id BIGINT, product STRING, price DECIMAL(10, 2), row_number BIGINT NOT NULL) RETRACT
                              4: Calc [$0, $1, $2] -> (id BIGINT, product STRING, price DECIMAL(10, 2))
                                5: Watermark $3 as -($3, PT5S) -> (id BIGINT, product STRING, price DECIMAL(10, 2), ts TIMESTAMP(3))
                                  6: Scan orders -> (id BIGINT, product STRING, price DECIMAL(10, 2), ts TIMESTAMP(3))
                        """);
    }

    @Test
    void theNumberIsLeftOutWhereNobodyReadsIt() {
        assertThat(find(
                                "SELECT id FROM " + ranked("PARTITION BY product ORDER BY price") + " WHERE rn <= 3",
                                Rank.class)
                        .rowNumber())
                .isFalse();
        assertThat(find(
                        "SELECT id, rn FROM " + ranked("PARTITION BY product ORDER BY price") + " WHERE rn = 2",
                        Rank.class))
                .satisfies(n -> assertThat(n.rowNumber()).isFalse())
                .satisfies(n -> assertThat(n.from()).isEqualTo(2));
    }

    @Test
    void placesAreGivenInManyWays() {
        String over = "PARTITION BY product ORDER BY price";
        for (String condition : new String[] {
            "rn BETWEEN 2 AND 4",
            "rn > 1 AND rn < 5",
            "4 >= rn AND 1 < rn",
            "rn <= 4 AND rn <= 7 AND rn >= 2",
            "rn <= CAST(4 AS BIGINT) AND rn >= 2"
        }) {
            assertThat(find("SELECT id FROM " + ranked(over) + " WHERE " + condition, Rank.class))
                    .as(condition)
                    .satisfies(n -> assertThat(n.from()).isEqualTo(2))
                    .satisfies(n -> assertThat(n.to()).isEqualTo(4));
        }
    }

    @Test
    void qualifyAndLimitAreTopNsToo() {
        assertThat(find(
                        "SELECT id FROM orders QUALIFY ROW_NUMBER() OVER (PARTITION BY product ORDER BY price) <= 5",
                        Rank.class))
                .satisfies(n -> assertThat(n.to()).isEqualTo(5))
                .satisfies(n -> assertThat(n.partition()).hasSize(1));
        assertThat(find("SELECT id, price FROM orders ORDER BY price DESC, id LIMIT 4 OFFSET 2", Rank.class))
                .satisfies(n -> assertThat(n.from()).isEqualTo(3))
                .satisfies(n -> assertThat(n.to()).isEqualTo(6))
                .satisfies(n -> assertThat(n.order().toString()).isEqualTo("[$1 DESC, $0]"));
    }

    @Test
    void nullsAreLeastUnlessTheQuerySaysOtherwise() {
        assertThat(find(
                                "SELECT id FROM "
                                        + ranked("ORDER BY price NULLS LAST, id DESC NULLS FIRST, quantity, ts DESC")
                                        + " WHERE rn < 9",
                                Rank.class)
                        .order()
                        .toString())
                .isEqualTo("[$1 NULLS LAST, $0 DESC NULLS FIRST, $2, $3 DESC]");
    }

    @Test
    void orderedByTimeTheFirstPlaceIsADeduplication() {
        String by = "PARTITION BY product ORDER BY ";
        assertThat(plans.text("SELECT id FROM " + ranked(by + "ts DESC") + " WHERE rn = 1"))
                .contains("Deduplicate last by $2 of [$1]")
                .contains("RETRACT");
        assertThat(plans.text("SELECT id FROM " + ranked(by + "ts") + " WHERE rn <= 1"))
                .contains("Deduplicate first by $2 of [$1]")
                .doesNotContain("RETRACT");
        assertThat(plans.text("SELECT id FROM " + ranked(by + "proc") + " WHERE rn = 1"))
                .contains("Deduplicate first of [$1]")
                .doesNotContain("RETRACT");
        assertThat(plans.text("SELECT id FROM " + ranked(by + "proc DESC") + " WHERE rn < 2"))
                .contains("Deduplicate last of [$1]");
        assertThat(plans.text("SELECT id FROM " + ranked(by + "ts DESC") + " WHERE rn <= 2"))
                .contains("Rank 1 to 2");
        assertThat(plans.text("SELECT id FROM " + ranked(by + "ts DESC, id") + " WHERE rn = 1"))
                .contains("Rank 1 by");
    }

    @Test
    void partitionedByTheBoundsItIsDoneWindowByWindow() {
        WindowRank rank = find(
                "SELECT id, rn FROM "
                        + windowed("PARTITION BY window_start, window_end, product ORDER BY price DESC")
                        + " WHERE rn <= 3",
                WindowRank.class);
        assertThat(rank.partition()).hasSize(1);
        assertThat(rank.latestFirst()).isFalse();
        assertThat(find(
                                "SELECT id FROM " + windowed("PARTITION BY window_start, window_end ORDER BY ts DESC")
                                        + " WHERE rn = 1",
                                WindowRank.class)
                        .latestFirst())
                .isTrue();
        assertThat(find(
                                "SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY n)"
                                        + " AS rn FROM (SELECT window_start, window_end, product, COUNT(*) AS n FROM"
                                        + " TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY"
                                        + " window_start, window_end, product)) WHERE rn <= 3",
                                WindowRank.class)
                        .partition())
                .isEmpty();
        assertThat(find(
                        "SELECT id FROM " + windowed("PARTITION BY window_start ORDER BY price") + " WHERE rn = 1",
                        Rank.class))
                .isNotNull();
    }

    @Test
    void tablesWithTheKeyOfTheTopNAreOverwritten() {
        plans.run(
                "CREATE TABLE top (product STRING, place BIGINT, id BIGINT, PRIMARY KEY (product, place) NOT ENFORCED)"
                        + " WITH ('connector' = 'test', 'sink' = 'upsert')");
        String sql = "INSERT INTO top SELECT product, rn, id FROM " + ranked("PARTITION BY product ORDER BY price")
                + " WHERE rn <= 3";
        assertThat(plans.text(sql)).contains("UPSERT").doesNotContain("RETRACT");
        String last = "INSERT INTO keyed SELECT product, id FROM " + ranked("PARTITION BY product ORDER BY ts DESC")
                + " WHERE rn = 1";
        assertThat(plans.text(last)).contains("UPSERT").doesNotContain("RETRACT");
        String best = "INSERT INTO keyed SELECT product, id FROM " + ranked("PARTITION BY product ORDER BY id DESC")
                + " WHERE rn = 1";
        assertThat(plans.text(best)).contains("UPSERT").doesNotContain("RETRACT");
    }

    @Test
    void whatIsNotThereSaysSo() {
        assertThat(plans.error("INSERT INTO keyed SELECT product, id FROM "
                        + ranked("PARTITION BY product ORDER BY price") + " WHERE rn <= 3"))
                .contains("SQL_UNSUPPORTED")
                .contains("no key");
        assertThat(plans.error("SELECT id, ROW_NUMBER() OVER (PARTITION BY product ORDER BY id) FROM orders"))
                .startsWith("SQL_UNSUPPORTED 1:12 ROW_NUMBER() without a condition on it");
        assertThat(plans.error("SELECT id FROM " + ranked("ORDER BY id") + " WHERE rn <= quantity"))
                .startsWith("SQL_UNSUPPORTED 1:");
        assertThat(plans.error("SELECT id FROM " + ranked("ORDER BY id") + " WHERE rn <= 0"))
                .contains("SQL_INVALID")
                .contains("row numbers start at 1");
        assertThat(plans.error("SELECT id FROM " + ranked("PARTITION BY id") + " WHERE rn <= 1"))
                .contains("ROW_NUMBER() needs an order");
        assertThat(plans.error(
                        "SELECT id FROM (SELECT id, RANK() OVER (PARTITION BY product ORDER BY id) AS r FROM orders)"
                                + " WHERE r <= 3"))
                .contains("RANK() (use ROW_NUMBER(), as in Flink) is not there yet");
        assertThat(plans.error("SELECT id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end"
                        + " ORDER BY id) AS rn FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(proc), INTERVAL '1' HOUR)))"
                        + " WHERE rn <= 3"))
                .contains("Top-N over processing-time windows is not there yet");
    }
}

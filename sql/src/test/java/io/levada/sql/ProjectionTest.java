package io.levada.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProjectionTest {
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
    void insertOfValuesIsAConstantInTheTablesOrder() {
        assertThat(plans.text("INSERT INTO out1 (s, a) VALUES ('x', 1), ('yyy', 2)"))
                .isEqualTo("""
                        1: Sink out1 -> (a INT NOT NULL, b BIGINT, s VARCHAR(3) NOT NULL)
                          2: Values 2 rows -> (a INT NOT NULL, b BIGINT, s VARCHAR(3) NOT NULL)
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
}

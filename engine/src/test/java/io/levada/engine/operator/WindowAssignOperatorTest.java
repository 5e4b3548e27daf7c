package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.testkit.BatchText;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowAssignOperatorTest {
    private static final long SECOND = 1_000_000;
    private static final RowType BIDS = TestPlans.row("k", DataType.STRING, "ts", DataType.timestamp(3));

    private static OperatorHarness harness(WindowAssign node, int... keys) {
        return new OperatorHarness(
                () -> WindowAssignOperator.create(node), node.input().rowType(), node.rowType(), keys);
    }

    private static WindowAssign node(WindowSpec window, ChangelogMode mode) {
        return new WindowAssign(TestPlans.input(BIDS, mode), window, 1, false);
    }

    @Test
    void tumblingKeepsTheChangeKindAndDropsRowsWithoutATime() {
        OperatorHarness harness = harness(node(new WindowSpec.Tumble(10 * SECOND, 0), ChangelogMode.RETRACT));
        assertThat(BatchText.print(harness.check("""
                'a' 12:00:01
                'b' null
                -U 'a' 12:00:01
                +U 'a' 12:00:10
                """))).isEqualTo("""
                +I 'a' 12:00:01 12:00 12:00:10 12:00:09.999
                -U 'a' 12:00:01 12:00 12:00:10 12:00:09.999
                +U 'a' 12:00:10 12:00:10 12:00:20 12:00:19.999
                """);
    }

    @Test
    void hoppingAndCumulatingGiveARowForEachWindow() {
        OperatorHarness hop = harness(node(new WindowSpec.Hop(5 * SECOND, 10 * SECOND, 0), ChangelogMode.APPEND));
        assertThat(BatchText.print(hop.check("'a' 12:00:07"))).isEqualTo("""
                +I 'a' 12:00:07 12:00 12:00:10 12:00:09.999
                +I 'a' 12:00:07 12:00:05 12:00:15 12:00:14.999
                """);
        OperatorHarness cumulate =
                harness(node(new WindowSpec.Cumulate(5 * SECOND, 15 * SECOND, 0), ChangelogMode.APPEND));
        assertThat(BatchText.print(cumulate.check("'a' 12:00:07"))).isEqualTo("""
                +I 'a' 12:00:07 12:00 12:00:10 12:00:09.999
                +I 'a' 12:00:07 12:00 12:00:15 12:00:14.999
                """);
    }

    @Test
    void sessionsKeepTheirRowsUntilTheyEnd() {
        OperatorHarness harness = harness(
                        node(new WindowSpec.Session(10 * SECOND, List.of(0)), ChangelogMode.APPEND), 0)
                .configure(context -> context.batchSize = 2);
        assertThat(BatchText.print(harness.check("""
                'a' 12:00:00
                'b' 12:00:03
                'a' 12:00:15
                'a' 12:00:09
                watermark 12:00:13
                'b' 12:00:01
                end
                """))).isEqualTo("""
                +I 'b' 12:00:03 12:00:03 12:00:13 12:00:12.999
                +I 'a' 12:00 12:00 12:00:25 12:00:24.999
                +I 'a' 12:00:15 12:00 12:00:25 12:00:24.999
                +I 'a' 12:00:09 12:00 12:00:25 12:00:24.999
                """);
    }

    @Test
    void sessionsRefuseRetractions() {
        WindowAssign node = node(new WindowSpec.Session(SECOND, List.of(0)), ChangelogMode.RETRACT);
        assertThatThrownBy(() -> WindowAssignOperator.create(node)).isInstanceOf(LevadaException.class);
    }
}

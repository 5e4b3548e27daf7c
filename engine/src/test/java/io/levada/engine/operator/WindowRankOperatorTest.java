package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.SortKey;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowRank;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The input's columns are k, ts, v, window_start, window_end, window_time. */
class WindowRankOperatorTest {
    private static final RowType EVENTS =
            TestPlans.row("k", DataType.STRING, "ts", DataType.timestamp(3), "v", DataType.INTEGER);

    private static WindowRank node(
            List<Integer> partition, SortKey order, boolean latestFirst, long from, long to, boolean rowNumber) {
        PlanNode windows = new WindowAssign(
                TestPlans.input(EVENTS, ChangelogMode.APPEND), new WindowSpec.Tumble(10_000_000, 0), 1, false);
        return new WindowRank(
                windows, new WindowSpec.Attached(3, 4), partition, List.of(order), latestFirst, from, to, rowNumber);
    }

    private static OperatorHarness harness(WindowRank node) {
        return new OperatorHarness(
                () -> new WindowRankOperator(node),
                node.input().rowType(),
                node.rowType(),
                node.placedBy().stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void tellsTheBestRowsOfEachWindowAtItsEnd() {
        WindowRank node = node(List.of(), new SortKey(2, true, false), false, 1, 2, true);
        List<Row> changes = harness(node).check("""
                'a' 12:00:01 5 12:00:00 12:00:10 12:00:09.999
                'b' 12:00:02 9 12:00:00 12:00:10 12:00:09.999
                'c' 12:00:03 5 12:00:00 12:00:10 12:00:09.999
                'd' 12:00:11 1 12:00:10 12:00:20 12:00:19.999
                watermark 12:00:09.998
                'e' 12:00:03 null 12:00:00 12:00:10 12:00:09.999
                watermark 12:00:09.999
                'f' 12:00:09 99 12:00:00 12:00:10 12:00:09.999
                end
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'b' 12:00:02 9 12:00 12:00:10 12:00:09.999 1
                +I 'a' 12:00:01 5 12:00 12:00:10 12:00:09.999 2
                +I 'd' 12:00:11 1 12:00:10 12:00:20 12:00:19.999 1
                """);
    }

    @Test
    void theLastRowByTimeIsTheLastToComeOfThoseOfTheSameTime() {
        WindowRank node = node(List.of(0), new SortKey(1, true, false), true, 1, 1, false);
        List<Row> changes = harness(node).check("""
                'a' 12:00:05 1 12:00:00 12:00:10 12:00:09.999
                'a' 12:00:05 2 12:00:00 12:00:10 12:00:09.999
                'a' 12:00:04 3 12:00:00 12:00:10 12:00:09.999
                end
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'a' 12:00:05 2 12:00 12:00:10 12:00:09.999
                """);
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,1,3", "3,2,50"})
    void agreesWithSortedListsOnRandomRows(long seed, long from, long to) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            LocalDateTime start = LocalDateTime.of(2026, 11, 25, 12, 0, 10 * random.nextInt(4));
            rows.add(Row.of(
                    "k" + random.nextInt(3),
                    start.plusSeconds(random.nextInt(10)),
                    random.nextInt(8) == 0 ? null : random.nextInt(50) * 1000 + i,
                    start,
                    start.plusSeconds(10),
                    start.plusSeconds(10).minusNanos(1_000_000)));
        }
        for (boolean rowNumber : new boolean[] {false, true}) {
            for (List<Integer> partition : List.of(List.of(0), List.<Integer>of())) {
                WindowRank node = node(partition, new SortKey(2, false, true), false, from, to, rowNumber);
                List<Integer> all = new ArrayList<>(partition);
                all.add(4);
                Map<List<Object>, Integer> expected = RankModel.table(rows, all, node.order(), from, to, rowNumber);
                assertThat(harness(node)
                                .configure(context -> context.batchSize = 3)
                                .checkedTable(List.of(new Step.Rows(rows), new Step.Mark(Watermark.END))))
                        .isEqualTo(expected);
            }
        }
    }
}

package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.SortKey;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeduplicateOperatorTest {
    private static final RowType EVENTS =
            TestPlans.row("k", DataType.STRING, "ts", DataType.timestamp(3), "v", DataType.STRING);
    private static final int ARRIVAL = -1;

    private static OperatorHarness harness(int time, boolean last) {
        Deduplicate node = new Deduplicate(
                TestPlans.input(EVENTS, ChangelogMode.APPEND),
                List.of(0),
                time,
                last,
                last ? ChangelogMode.RETRACT : ChangelogMode.APPEND);
        return new OperatorHarness(() -> RankOperators.of(node), EVENTS, EVENTS, 0);
    }

    @Test
    void theLastRowByTimeIsReplacedAlsoByOneOfTheSameTime() {
        List<Row> changes = harness(1, true).check("""
                'a' 12:00:05 'one'
                'b' 12:00:01 'one'
                watermark 12:00:00
                'a' 12:00:05 'two'
                'a' 12:00:04 'late'
                watermark 12:00:01
                'b' 12:00:02 'two'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'a' 12:00:05 'one'
                +I 'b' 12:00:01 'one'
                -U 'a' 12:00:05 'one'
                +U 'a' 12:00:05 'two'
                -U 'b' 12:00:01 'one'
                +U 'b' 12:00:02 'two'
                """);
    }

    @Test
    void theFirstRowToArriveNeverChanges() {
        List<Row> changes = harness(ARRIVAL, false).check("""
                'a' 12:00:05 'one'
                null 12:00:07 'none'
                'a' 12:00:01 'two'
                watermark 12:00:00
                'b' 12:00:01 'one'
                null 12:00:07 'again'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'a' 12:00:05 'one'
                +I null 12:00:07 'none'
                +I 'b' 12:00:01 'one'
                """);
    }

    @Test
    void theFirstRowByTimeIsToldWhenNoEarlierOneCanCome() {
        List<Row> changes =
                harness(1, false).configure(context -> context.batchSize = 1).check("""
                'a' 12:00:05 'one'
                'b' 12:00:02 'one'
                'a' 12:00:05 'two'
                watermark 12:00:01
                'a' 12:00:03 'earlier'
                'b' 12:00:00.999 'too late'
                watermark 12:00:03
                'a' 12:00:03 'told already'
                'c' 12:00:09 'waits'
                'c' 12:00:03 'on the watermark'
                end
                'd' 12:00:00 'after the end'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'b' 12:00:02 'one'
                +I 'a' 12:00:03 'earlier'
                +I 'c' 12:00:03 'on the watermark'
                """);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithMapsOnRandomRows(long seed) {
        RowType keyed =
                TestPlans.row("k", DataType.STRING, "ts", DataType.timestamp(3).notNull(), "v", DataType.DOUBLE);
        List<Row> rows = new RandomRows(seed, keyed).inserts(150);
        for (boolean last : new boolean[] {false, true}) {
            for (int time : new int[] {ARRIVAL, 1}) {
                Map<Object, Row> model = new LinkedHashMap<>();
                for (Row row : rows) {
                    Row best = model.get(row.get(0));
                    if (best == null || replaces(best, row, time, last)) {
                        model.put(row.get(0), row);
                    }
                }
                Map<List<Object>, Integer> expected = new HashMap<>();
                model.values().forEach(row -> expected.put(new ArrayList<>(row.values()), 1));
                Deduplicate node = new Deduplicate(
                        TestPlans.input(keyed, ChangelogMode.APPEND),
                        List.of(0),
                        time,
                        last,
                        last ? ChangelogMode.RETRACT : ChangelogMode.APPEND);
                OperatorHarness harness = new OperatorHarness(() -> RankOperators.of(node), keyed, keyed, 0);
                assertThat(harness.checkedTable(
                                List.of(new Step.Rows(rows), new Step.Mark(io.levada.core.data.Watermark.END))))
                        .as(last + " " + time)
                        .isEqualTo(expected);
            }
        }
    }

    private static boolean replaces(Row best, Row row, int time, boolean last) {
        if (time == ARRIVAL) {
            return last;
        }
        int compared = RankModel.comparator(Collections.singletonList(new SortKey(time, last, false)))
                .compare(row.values(), best.values());
        return compared < 0 || compared == 0 && last;
    }

    @Test
    void aKeyThatWasToldStartsAnewAfterTheTimeToLive() {
        for (int time : new int[] {ARRIVAL, 1}) {
            List<Row> changes = new ArrayList<>();
            OperatorHarness harness = harness(time, false).timed().configure(context -> {
                context.ttlMicros = 10_000_000;
                context.nowMicros = BatchText.micros("12:00:00");
            });
            harness.meaning(rows -> {
                changes.clear();
                changes.addAll(rows);
                return Map.of(List.of(BatchText.print(rows)), 1);
            });
            harness.check("""
                    'a' 12:00:05 'one'
                    watermark 12:00:06
                    clock 12:00:09
                    'a' 12:00:07 'two'
                    watermark 12:00:08
                    clock 12:00:11
                    'a' 12:00:09 'three'
                    watermark 12:00:20
                    """);
            assertThat(BatchText.print(changes)).isEqualTo("""
                    +I 'a' 12:00:05 'one'
                    +I 'a' 12:00:09 'three'
                    """);
        }
    }
}

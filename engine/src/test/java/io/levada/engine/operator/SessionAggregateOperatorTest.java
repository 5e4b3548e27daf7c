package io.levada.engine.operator;

import static io.levada.engine.operator.TestPlans.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionAggregateOperatorTest {
    private static final long SECOND = 1_000_000;
    private static final RowType CLICKS =
            TestPlans.row("k", DataType.STRING, "v", DataType.INTEGER, "ts", DataType.timestamp(3));

    private static WindowAggregate node(RowType type, long gapSeconds, ChangelogMode mode) {
        return WindowAggregateOperatorTest.node(
                type,
                new WindowSpec.Session(gapSeconds * SECOND, List.of(0)),
                List.of(call("SUM", type, 1), call("COUNT", type, -1), call("MAX", type, 1)),
                false,
                mode);
    }

    @Test
    void aSessionEndsWhenItsKeyWasSilentForTheGap() {
        OperatorHarness harness = WindowAggregateOperatorTest.harness(node(CLICKS, 10, ChangelogMode.APPEND));
        List<Row> rows = harness.check("""
                'a' 1 12:00:00
                'b' 2 12:00:05
                'a' 3 12:00:10
                'a' 4 12:00:20.001
                watermark 12:00:14.998
                'b' 5 12:00:15
                watermark 12:00:19.999
                'a' 6 12:00:09
                'a' 7 12:00:30.001
                'b' 8 12:00:04
                watermark 12:00:30
                'b' 9 12:00:01
                end
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 4 2 3 12:00 12:00:20 12:00:19.999
                +I 'b' 15 3 8 12:00:04 12:00:25 12:00:24.999
                +I 'a' 11 2 7 12:00:20.001 12:00:40.001 12:00:40
                """);
    }

    @Test
    void aRowBetweenTwoSessionsMakesThemOne() {
        OperatorHarness harness = WindowAggregateOperatorTest.harness(node(CLICKS, 10, ChangelogMode.APPEND));
        List<Row> rows = harness.check("""
                'a' 1 12:00:00
                'a' 2 12:00:15
                'a' 4 12:00:40
                watermark 12:00:05
                'a' 8 12:00:08
                end
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'a' 11 3 8 12:00 12:00:25 12:00:24.999
                +I 'a' 4 1 4 12:00:40 12:00:50 12:00:49.999
                """);
    }

    @Test
    void takesRetractionsAndShowsNoEmptySession() {
        OperatorHarness harness = WindowAggregateOperatorTest.harness(node(CLICKS, 10, ChangelogMode.RETRACT));
        List<Row> rows = harness.check("""
                'a' 1 12:00:00
                'a' 9 12:00:12
                'a' 2 12:00:06
                'b' 5 12:00:06
                -D 'b' 5 12:00:06
                -D 'a' 9 12:00:12
                end
                """);
        assertThat(BatchText.print(rows)).isEqualTo("+I 'a' 3 2 2 12:00 12:00:22 12:00:21.999\n");
    }

    @Test
    void sessionsOfInstantsAreShownOnTheWallClock() {
        RowType type = TestPlans.row("k", DataType.STRING, "v", DataType.INTEGER, "ts", DataType.timestampLtz(3));
        OperatorHarness harness = WindowAggregateOperatorTest.harness(node(type, 10, ChangelogMode.APPEND))
                .configure(context -> context.zone = ZoneId.of("Europe/Lisbon"));
        List<Row> rows = harness.check("""
                'a' 1 2026-07-01T10:00:00Z
                end
                """);
        assertThat(BatchText.print(rows))
                .isEqualTo("+I 'a' 1 1 1 2026-07-01T11:00 2026-07-01T11:00:10 2026-07-01T10:00:09.999Z\n");
    }

    @Test
    void refusesOtherKeysThanThePartitions() {
        WindowAggregate node = WindowAggregateOperatorTest.node(
                CLICKS, new WindowSpec.Session(SECOND, List.of(1)), List.of(), false, ChangelogMode.APPEND);
        assertThatThrownBy(() -> WindowAggregateOperator.create(node))
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("partitioned");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheModelOnDisorder(long seed) {
        WindowAggregate node = WindowAggregateOperatorTest.node(
                WindowModel.TYPE,
                new WindowSpec.Session(seed * SECOND, List.of(0)),
                WindowModel.calls(),
                false,
                ChangelogMode.APPEND);
        List<Step> script = WindowModel.script(seed, 80);
        OperatorHarness harness = WindowAggregateOperatorTest.harness(node).configure(context -> context.batchSize = 3);
        assertThat(harness.checkedTable(script)).isEqualTo(model(node, script, seed * SECOND));
    }

    private static final class Session {
        long start;
        long end;
        final List<Row> rows = new ArrayList<>();
    }

    static Map<List<Object>, Integer> model(WindowAggregate node, List<Step> script, long gap) {
        Map<Object, List<Session>> open = new HashMap<>();
        Map<List<Object>, Integer> table = new HashMap<>();
        List<Row> arrived = new ArrayList<>();
        long watermark = Watermark.NONE;
        for (Step step : script) {
            if (step instanceof Step.Mark mark) {
                watermark = mark.micros();
                for (Map.Entry<Object, List<Session>> key : open.entrySet()) {
                    for (Session session : List.copyOf(key.getValue())) {
                        if (session.end - 1000 <= watermark) {
                            key.getValue().remove(session);
                            table.put(row(node, key.getKey(), session, arrived), 1);
                        }
                    }
                }
            } else if (step instanceof Step.Rows rows) {
                for (Row row : rows.rows()) {
                    arrived.add(row);
                    take(open.computeIfAbsent(row.get(0), k -> new ArrayList<>()), row, gap, watermark);
                }
            }
        }
        return table;
    }

    private static void take(List<Session> sessions, Row row, long gap, long watermark) {
        Session joined = new Session();
        joined.start = Boxed.toMicros((LocalDateTime) row.get(2));
        joined.end = joined.start + gap;
        for (Session session : List.copyOf(sessions)) {
            if (session.start <= joined.end && joined.start <= session.end) {
                sessions.remove(session);
                joined.start = Math.min(joined.start, session.start);
                joined.end = Math.max(joined.end, session.end);
                joined.rows.addAll(session.rows);
            }
        }
        if (!joined.rows.isEmpty() || joined.end - 1000 > watermark) {
            joined.rows.add(row);
            sessions.add(joined);
        }
    }

    private static List<Object> row(WindowAggregate node, Object key, Session session, List<Row> arrived) {
        List<Row> inOrder = arrived.stream()
                .filter(row -> session.rows.stream().anyMatch(member -> member == row))
                .toList();
        List<Object> values = new ArrayList<>();
        values.add(key);
        node.aggregates().forEach(call -> values.add(NaiveAggregates.compute(call, WindowModel.TYPE, inOrder)));
        values.add(Boxed.toLocalDateTime(session.start));
        values.add(Boxed.toLocalDateTime(session.end));
        values.add(Boxed.toLocalDateTime(session.end - 1000));
        return values;
    }
}

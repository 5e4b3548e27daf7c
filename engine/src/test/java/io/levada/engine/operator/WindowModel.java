package io.levada.engine.operator;

import static io.levada.engine.operator.TestPlans.call;

import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.operator.OperatorHarness.Step;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Windows over TIMESTAMP as one would compute them with pencil and paper: every row into every window that is open. */
final class WindowModel {
    private static final long SECOND = 1_000_000;

    static final RowType TYPE = TestPlans.row(
            "k", DataType.STRING,
            "v", DataType.INTEGER,
            "ts", DataType.timestamp(3).notNull(),
            "x", DataType.DOUBLE,
            "s", DataType.STRING,
            "flag", DataType.BOOLEAN,
            "dec", DataType.decimal(12, 3));

    private WindowModel() {}

    static List<AggregateCall> calls() {
        List<AggregateCall> calls =
                new ArrayList<>(List.of(call("COUNT", TYPE, -1), call("COUNT", TYPE, -1, false, 5)));
        for (int column : new int[] {1, 3, 4, 6}) {
            calls.add(call("COUNT", TYPE, column));
            calls.add(call("COUNT", TYPE, column, true, -1));
            calls.add(call("MIN", TYPE, column));
            calls.add(call("MAX", TYPE, column, false, 5));
            calls.add(call("FIRST_VALUE", TYPE, column));
            calls.add(call("LAST_VALUE", TYPE, column));
            if (column != 4) {
                calls.add(call("SUM", TYPE, column));
                calls.add(call("AVG", TYPE, column));
                calls.add(call("SUM", TYPE, column, true, 5));
            }
        }
        return calls;
    }

    /** Rows out of order over about two minutes, a watermark after every few, and the end. */
    static List<Step> script(long seed, int rows) {
        Random random = new Random(seed);
        RandomRows generator = new RandomRows(seed, TYPE);
        List<Step> script = new ArrayList<>();
        long greatest = 0;
        for (int i = 0; i < rows; ) {
            List<Row> some = new ArrayList<>();
            for (int n = random.nextInt(12); n >= 0; n--, i++) {
                long time = i * SECOND
                        - random.nextInt(random.nextInt(8) == 0 ? 50 : 15) * SECOND
                        + random.nextInt(1000) * 1000;
                List<Object> values = new ArrayList<>(generator.row().values());
                values.set(2, Boxed.toLocalDateTime(time));
                some.add(new Row(io.levada.core.data.ChangeKind.INSERT, values));
                greatest = Math.max(greatest, time);
            }
            script.add(new Step.Rows(some));
            script.add(new Step.Mark(greatest - 6 * SECOND));
        }
        script.add(new Step.Mark(Watermark.END));
        return script;
    }

    record Window(long start, long end) {}

    record Expected(Map<List<Object>, Integer> table, int late) {}

    private static List<Window> windows(WindowSpec spec, long time) {
        List<Window> windows = new ArrayList<>();
        switch (spec) {
            case WindowSpec.Tumble w -> {
                long start = Math.floorDiv(time - w.offsetMicros(), w.sizeMicros()) * w.sizeMicros() + w.offsetMicros();
                windows.add(new Window(start, start + w.sizeMicros()));
            }
            case WindowSpec.Hop w -> {
                long last =
                        Math.floorDiv(time - w.offsetMicros(), w.slideMicros()) * w.slideMicros() + w.offsetMicros();
                for (long start = last; start > time - w.sizeMicros(); start -= w.slideMicros()) {
                    windows.add(new Window(start, start + w.sizeMicros()));
                }
            }
            case WindowSpec.Cumulate w -> {
                long size = w.maxSizeMicros();
                long start = Math.floorDiv(time - w.offsetMicros(), size) * size + w.offsetMicros();
                for (long end = start + w.stepMicros(); end <= start + size; end += w.stepMicros()) {
                    if (end > time) {
                        windows.add(new Window(start, end));
                    }
                }
            }
            default -> throw new IllegalArgumentException();
        }
        return windows;
    }

    static Expected expected(WindowAggregate node, List<Step> script) {
        Map<Window, Map<Object, List<Row>>> groups = new LinkedHashMap<>();
        long watermark = Long.MIN_VALUE;
        int late = 0;
        for (Step step : script) {
            if (step instanceof Step.Mark mark) {
                watermark = mark.micros();
            }
            if (!(step instanceof Step.Rows rows)) {
                continue;
            }
            for (Row row : rows.rows()) {
                boolean taken = false;
                for (Window window : windows(node.window(), Boxed.toMicros((LocalDateTime) row.get(2)))) {
                    if (window.end() - 1000 > watermark) {
                        taken = true;
                        groups.computeIfAbsent(window, w -> new HashMap<>())
                                .computeIfAbsent(row.get(0), k -> new ArrayList<>())
                                .add(row);
                    }
                }
                late += taken ? 0 : 1;
            }
        }
        Map<List<Object>, Integer> table = new HashMap<>();
        groups.forEach((window, keys) -> keys.forEach((key, rows) -> {
            List<Object> values = new ArrayList<>();
            values.add(key);
            node.aggregates().forEach(call -> values.add(NaiveAggregates.compute(call, TYPE, rows)));
            values.add(Boxed.toLocalDateTime(window.start()));
            values.add(Boxed.toLocalDateTime(window.end()));
            values.add(Boxed.toLocalDateTime(window.end() - 1000));
            table.put(values, 1);
        }));
        return new Expected(table, late);
    }
}

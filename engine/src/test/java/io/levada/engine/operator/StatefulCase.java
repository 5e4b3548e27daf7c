package io.levada.engine.operator;

import static io.levada.engine.operator.TestPlans.call;

import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Literal;
import io.levada.core.expr.Op;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.plan.Deduplicate;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.JoinTime;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.SortKey;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowRank;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import io.levada.engine.codegen.Kernels;
import io.levada.engine.operator.OperatorHarness.Step;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * An operator that keeps state, with scripts for it. Its inputs are k, v, ts, s; with the bounds of ten seconds behind it
 * where it wants windows.
 *
 * @param keys by which rows are spread; empty for none
 * @param spread how many keys each thousand rows have when much is loaded
 */
record StatefulCase(
        String name,
        Supplier<Operator> factory,
        PlanNode input,
        int inputs,
        RowType output,
        List<Integer> keys,
        long ttlMicros,
        int spread) {
    private static final DataType TIME = DataType.timestamp(3);
    private static final LocalDateTime START = LocalDateTime.parse("2026-03-01T10:00:00");
    private static final long SECOND = 1_000_000;
    private static final RowType EVENTS =
            TestPlans.row("k", DataType.INTEGER, "v", DataType.INTEGER.notNull(), "ts", TIME, "s", DataType.STRING);
    private static final PlanNode APPEND = TestPlans.input(EVENTS, ChangelogMode.APPEND);
    private static final PlanNode RETRACT = TestPlans.input(EVENTS, ChangelogMode.RETRACT);
    private static final PlanNode WINDOWED = new WindowAssign(APPEND, new WindowSpec.Tumble(10 * SECOND, 0), 2, false);
    /** The same rows, which come when their window is over. */
    private static final PlanNode AT_END = new WindowAggregate(
            APPEND,
            new WindowSpec.Tumble(10 * SECOND, 0),
            2,
            false,
            List.of(0, 1, 2, 3),
            List.of(),
            List.of(WindowAggregate.Property.values()),
            WINDOWED.rowType());

    static List<StatefulCase> all() {
        List<StatefulCase> all = new ArrayList<>();
        for (long ttl : new long[] {0, 20 * SECOND}) {
            String aged = ttl > 0 ? " with a time to live" : "";
            all.add(group("GROUP BY" + aged, RETRACT, ttl));
            ChangelogNormalize normalize =
                    new ChangelogNormalize(TestPlans.input(EVENTS, ChangelogMode.UPSERT), List.of(0));
            all.add(keyed("normalise" + aged, () -> new ChangelogNormalizeOperator(normalize), normalize, ttl));
            all.add(deduplicate("last row" + aged, 2, true, ttl));
            all.add(deduplicate("first row" + aged, 2, false, ttl));
            all.add(deduplicate("first to come" + aged, -1, false, ttl));
            all.add(rank("Top-3" + aged, APPEND, List.of(0), 3, ttl, 1000));
            all.add(rank("Top-100" + aged, APPEND, List.of(0), 100, ttl, 10));
            all.add(rank("Top-3 of updates" + aged, RETRACT, List.of(0), 3, ttl, 1000));
            all.add(rank("Top-5 of all updates" + aged, RETRACT, List.of(), 5, ttl, 1000));
            all.add(join("inner join" + aged, JoinKind.INNER, APPEND, ttl, 1000));
            all.add(join("inner join of few keys" + aged, JoinKind.INNER, APPEND, ttl, 1));
            all.add(join("full join" + aged, JoinKind.FULL, RETRACT, ttl, 1000));
            all.add(join("semi join" + aged, JoinKind.SEMI, RETRACT, ttl, 1000));
        }
        all.add(interval(JoinKind.LEFT));
        all.add(windowJoin("window join", JoinKind.FULL, WINDOWED));
        all.add(windowJoin("window join of aggregates", JoinKind.INNER, AT_END));
        all.add(window("tumbling", new WindowSpec.Tumble(20 * SECOND, 0)));
        all.add(window("hopping", new WindowSpec.Hop(5 * SECOND, 20 * SECOND, 0)));
        all.add(window("cumulating", new WindowSpec.Cumulate(5 * SECOND, 20 * SECOND, 0)));
        all.add(window("sessions", new WindowSpec.Session(3 * SECOND, List.of(0))));
        WindowAssign sessions = new WindowAssign(APPEND, new WindowSpec.Session(3 * SECOND, List.of(0)), 2, false);
        all.add(keyed("rows of sessions", () -> WindowAssignOperator.create(sessions), sessions, 0));
        all.add(windowRank("Top-2 in windows", 2, 1000));
        all.add(windowRank("Top-100 in windows", 100, 10));
        return all;
    }

    private static StatefulCase keyed(String name, Supplier<Operator> factory, PlanNode node, long ttl) {
        PlanNode input = node.inputs().get(0);
        return new StatefulCase(name, factory, input, 1, node.rowType(), List.of(0), ttl, 1000);
    }

    private static List<AggregateCall> calls() {
        return List.of(
                call("COUNT", EVENTS, -1),
                call("SUM", EVENTS, 1),
                call("MAX", EVENTS, 1),
                call("COUNT", EVENTS, 3, true, -1));
    }

    private static StatefulCase group(String name, PlanNode input, long ttl) {
        List<Integer> keys = List.of(0);
        RowType type = new RowType(TestPlans.fields(EVENTS, keys, calls()));
        GroupAggregate node = new GroupAggregate(input, keys, calls(), ChangelogMode.RETRACT, type);
        return keyed(name, () -> new GroupAggregateOperator(node), node, ttl);
    }

    private static StatefulCase deduplicate(String name, int time, boolean last, long ttl) {
        ChangelogMode mode = last ? ChangelogMode.RETRACT : ChangelogMode.APPEND;
        Deduplicate node = new Deduplicate(APPEND, List.of(0), time, last, mode);
        return keyed(name, () -> RankOperators.of(node), node, ttl);
    }

    private static StatefulCase rank(
            String name, PlanNode input, List<Integer> partition, long to, long ttl, int spread) {
        List<SortKey> order = List.of(new SortKey(1, true, false));
        Rank node = new Rank(input, partition, order, 1, to, true, ChangelogMode.RETRACT);
        return new StatefulCase(name, () -> RankOperators.of(node), input, 1, node.rowType(), partition, ttl, spread);
    }

    private static StatefulCase join(String name, JoinKind kind, PlanNode side, long ttl, int spread) {
        return join(name, kind, side, List.of(0), null, JoinTime.UNBOUNDED, ttl, spread);
    }

    private static StatefulCase join(
            String name,
            JoinKind kind,
            PlanNode side,
            List<Integer> keys,
            Expr condition,
            JoinTime time,
            long ttl,
            int spread) {
        int width = side.rowType().size();
        List<Integer> output =
                IntStream.range(0, kind.leftOnly() ? width : 2 * width).boxed().toList();
        List<Field> joined = Join.joined(side.rowType(), side.rowType(), kind);
        RowType type = new RowType(output.stream().map(joined::get).toList());
        ChangelogMode mode = time == JoinTime.UNBOUNDED ? ChangelogMode.RETRACT : ChangelogMode.APPEND;
        Join node = new Join(side, side, kind, keys, keys, condition, time, false, false, output, mode, type);
        var kernels = condition == null
                ? null
                : Kernels.calc(JoinOperator.kernelInput(node), condition, JoinOperator.kernelOutput(node), false);
        return new StatefulCase(
                name,
                () -> JoinOperator.create(node, kernels == null ? null : kernels.get()),
                side,
                2,
                type,
                keys,
                ttl,
                spread);
    }

    /** {@code left.ts BETWEEN right.ts - 5 s AND right.ts + 5 s}. */
    private static StatefulCase interval(JoinKind kind) {
        Expr left = new InputRef(2, TIME);
        Expr right = new InputRef(6, TIME);
        Expr seconds = new Literal(
                Duration.ofSeconds(5), DataType.of(TypeKind.INTERVAL_DAY_TIME).notNull());
        Expr condition = new Call(
                Op.AND,
                List.of(
                        new Call(
                                Op.GE,
                                List.of(left, new Call(Op.MINUS, List.of(right, seconds), TIME)),
                                DataType.BOOLEAN),
                        new Call(
                                Op.LE,
                                List.of(left, new Call(Op.PLUS, List.of(right, seconds), TIME)),
                                DataType.BOOLEAN)),
                DataType.BOOLEAN);
        JoinTime time = new JoinTime.Interval(2, 2, 5 * SECOND, 5 * SECOND);
        return join("interval join", kind, APPEND, List.of(0), condition, time, 0, 1000);
    }

    private static StatefulCase windowJoin(String name, JoinKind kind, PlanNode side) {
        return join(name, kind, side, List.of(0, 4, 5), null, new JoinTime.Window(2), 0, 1000);
    }

    private static StatefulCase window(String name, WindowSpec spec) {
        var node = WindowAggregateOperatorTest.node(EVENTS, spec, calls(), false, ChangelogMode.APPEND);
        return keyed(name, () -> WindowAggregateOperator.create(node), node, 0);
    }

    private static StatefulCase windowRank(String name, long to, int spread) {
        List<SortKey> order = List.of(new SortKey(1, true, false));
        WindowRank node =
                new WindowRank(WINDOWED, new WindowSpec.Attached(4, 5), List.of(0), order, false, 1, to, true);
        return new StatefulCase(
                name, () -> new WindowRankOperator(node), WINDOWED, 1, node.rowType(), node.placedBy(), 0, spread);
    }

    OperatorHarness harness() {
        int[] columns = keys.stream().mapToInt(Integer::intValue).toArray();
        List<RowType> types = java.util.Collections.nCopies(inputs, input.rowType());
        OperatorHarness harness = new OperatorHarness(
                        factory, types, output, keys.isEmpty() ? null : java.util.Collections.nCopies(inputs, columns))
                .configure(context -> {
                    context.ttlMicros = ttlMicros;
                    context.batchSize = 50;
                    context.nowMicros = micros(0);
                });
        return ttlMicros > 0 ? harness.timed().meaning(Changelogs::all) : harness;
    }

    private static long micros(int millis) {
        return START.toEpochSecond(ZoneOffset.UTC) * SECOND + millis * 1000L;
    }

    private Row row(ChangeKind kind, int k, int v, int millis) {
        LocalDateTime time = START.plusNanos(millis * 1_000_000L);
        List<Object> values = new ArrayList<>(List.of(k, v, time, "some text for " + k));
        if (input == WINDOWED || input == AT_END) {
            LocalDateTime start = time.withSecond(time.getSecond() / 10 * 10).withNano(0);
            values.addAll(List.of(start, start.plusSeconds(10), start.plusNanos(9_999_000_000L)));
        }
        return new Row(kind, values);
    }

    /** Some rows of a few keys, over a minute and a half. */
    List<Step> random(long seed) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        List<List<Row>> present = List.of(new ArrayList<>(), new ArrayList<>());
        for (int millis = 0; millis < 90_000; millis += random.nextInt(5000)) {
            int side = random.nextInt(inputs);
            List<Row> rows = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                rows.add(change(random, present.get(side), random.nextInt(25), millis));
            }
            steps.add(new Step.Rows(side, rows));
            if (random.nextInt(3) == 0) {
                steps.add(new Step.Mark(micros(millis - 2000)));
            }
            if (random.nextInt(3) == 0) {
                steps.add(new Step.Clock(micros(millis)));
            }
        }
        steps.add(new Step.Mark(Watermark.END));
        return steps;
    }

    private Row change(Random random, List<Row> present, int k, int millis) {
        if (input.mode() == ChangelogMode.UPSERT && random.nextInt(4) == 0) {
            return row(ChangeKind.DELETE, k, 0, millis);
        }
        if (input.mode() == ChangelogMode.RETRACT && !present.isEmpty() && random.nextInt(5) < 2) {
            Row gone = present.remove(random.nextInt(present.size()));
            return new Row(ChangeKind.DELETE, gone.values());
        }
        Row row = row(ChangeKind.INSERT, k, random.nextInt(6), millis + random.nextInt(6000) - 3000);
        present.add(row);
        return row;
    }

    /** Rows of many keys within five seconds, on the left where there are two sides. */
    List<Step> load(int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(loaded(ChangeKind.INSERT, i));
        }
        return List.of(new Step.Rows(0, rows));
    }

    private Row loaded(ChangeKind kind, int i) {
        return row(kind, key(i), i % 50, i % 5000);
    }

    private Row changed(ChangeKind kind, int i) {
        return row(kind, key(i * 7), 60, i % 5000);
    }

    private int key(int i) {
        return i / 1000 * spread + i % spread;
    }

    /** Of what was loaded a little changes. */
    List<Step> change(int from, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            boolean deletes = input.mode() != ChangelogMode.APPEND && i % 2 == 0;
            rows.add(deletes ? loaded(ChangeKind.DELETE, i * 7) : changed(ChangeKind.INSERT, i));
        }
        return List.of(new Step.Rows(0, rows));
    }

    /** What makes the operator tell what it holds after so many rows were loaded and so many numbers changed. */
    List<Step> tell(int loaded, int changed) {
        List<Row> rows = new ArrayList<>();
        boolean deletes = inputs == 1 && input.mode() == ChangelogMode.RETRACT;
        for (int i = 1; deletes && i < changed; i += 2) {
            rows.add(changed(ChangeKind.DELETE, i));
        }
        for (int i = 0; i < loaded; i += deletes ? 1 : 1000 / spread) {
            rows.add(
                    deletes || input.mode() == ChangelogMode.UPSERT
                            ? loaded(ChangeKind.DELETE, i)
                            : row(ChangeKind.INSERT, key(i), 70, i % 5000));
        }
        rows.add(row(ChangeKind.INSERT, -1, 1, 0));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += 23) {
            steps.add(new Step.Rows(inputs - 1, rows.subList(i, Math.min(rows.size(), i + 23))));
        }
        steps.add(new Step.Mark(Watermark.END));
        return steps;
    }

    /** One instance, outside of a harness. */
    Operator open(List<Row> emitted) {
        TestContext context = new TestContext();
        context.ttlMicros = ttlMicros;
        Operator operator = factory.get();
        operator.open(context, batch -> emitted.addAll(Boxed.rows(batch, output)));
        return operator;
    }

    void feed(Operator operator, List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Step.Rows rows -> operator.process(rows.input(), Boxed.batch(rows.rows(), input.rowType()));
                case Step.Mark mark -> {
                    while (!operator.watermark(mark.micros())) {}
                }
                case Step.Clock clock -> throw new IllegalArgumentException("no clock here");
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Op;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.Calc;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.JoinTime;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestOfWindowTest {
    private static final DataType TIME = DataType.timestamp(3);
    /** A key, its count, the window's start and end. */
    private static final RowType COUNTS =
            TestPlans.row("k", DataType.BIGINT, "n", DataType.BIGINT, "s", TIME, "e", TIME);

    private static final PlanNode INPUT = TestPlans.input(COUNTS, ChangelogMode.APPEND);
    private static final Expr COUNT = new InputRef(1, DataType.BIGINT);
    private static final Expr BEST = new InputRef(4, DataType.BIGINT);

    /** Start, end and count, as SQL would show them to the aggregate. */
    private static PlanNode shown(PlanNode input, @Nullable Expr filter) {
        RowType type = TestPlans.row("s", TIME, "e", TIME, "n", DataType.BIGINT);
        List<Expr> columns = List.of(new InputRef(2, TIME), new InputRef(3, TIME), new InputRef(1, DataType.BIGINT));
        return new Calc(input, filter, columns, type);
    }

    private static WindowAggregate bests(PlanNode input, String function, int filter) {
        AggregateCall call = new AggregateCall(function, false, List.of(2), filter, DataType.BIGINT, "m");
        RowType type = TestPlans.row("m", DataType.BIGINT, "s", TIME, "e", TIME);
        return new WindowAggregate(
                input,
                new WindowSpec.Attached(0, 1),
                -1,
                false,
                List.of(),
                List.of(call),
                List.of(WindowAggregate.Property.START, WindowAggregate.Property.END),
                type);
    }

    private static Join join(PlanNode right, JoinKind kind, List<Integer> leftKeys, Expr condition) {
        List<Integer> rightKeys = List.of(1, 2);
        List<Field> joined = Join.joined(COUNTS, right.rowType(), kind);
        return new Join(
                INPUT,
                right,
                kind,
                leftKeys,
                rightKeys,
                condition,
                new JoinTime.Window(1),
                false,
                false,
                IntStream.range(0, joined.size()).boxed().toList(),
                ChangelogMode.APPEND,
                new RowType(joined));
    }

    private static Call call(String op, Expr left, Expr right) {
        return new Call(op, List.of(left, right), DataType.BOOLEAN);
    }

    private static Join hottest(Expr condition) {
        return join(bests(shown(INPUT, null), "MAX", -1), JoinKind.INNER, List.of(2, 3), condition);
    }

    private static List<String> passed(Join join, String... batches) {
        BestOfWindow bests = Objects.requireNonNull(BestOfWindow.of(join));
        List<String> passed = new ArrayList<>();
        for (String text : batches) {
            Batch batch = bests.combine(BatchText.parse(COUNTS, text));
            passed.add(batch == null ? "" : BatchText.print(batch, COUNTS));
        }
        return passed;
    }

    @Test
    void rowsGoThatAreLessThanOneBeforeThemInTheirWindow() {
        assertThat(passed(
                        hottest(call(Op.GE, COUNT, BEST)),
                        """
                        1 5 12:00 12:10
                        2 7 12:00 12:10
                        3 7 12:00 12:10
                        4 6 12:00 12:10
                        """,
                        "5 6 12:00 12:10",
                        "6 7 12:00 12:10",
                        "7 1 12:02 12:12"))
                .containsExactly("""
                        +I 2 7 12:00 12:10
                        +I 3 7 12:00 12:10
                        """, "", "+I 6 7 12:00 12:10\n", "+I 7 1 12:02 12:12\n");
    }

    @Test
    void theLeastIsFoundLikewise() {
        Join coldest =
                join(bests(shown(INPUT, null), "MIN", -1), JoinKind.INNER, List.of(2, 3), call(Op.EQ, BEST, COUNT));
        assertThat(passed(coldest, "1 5 12:00 12:10\n2 4 12:00 12:10", "3 5 12:00 12:10"))
                .containsExactly("+I 2 4 12:00 12:10\n", "");
    }

    /** What isn't known to be of one window passes, and NULLs do. */
    @Test
    void whatIsntOfOneWindowPasses() {
        String two = "1 5 12:00 12:10\n2 4 12:02 12:12";
        String unknown = "1 5 12:00 12:10\n2 null 12:00 12:10";
        assertThat(passed(hottest(call(Op.GE, COUNT, BEST)), two, unknown))
                .containsExactly(
                        "+I 1 5 12:00 12:10\n+I 2 4 12:02 12:12\n", "+I 1 5 12:00 12:10\n+I 2 null 12:00 12:10\n");
    }

    @Test
    void itMayStandAmongOtherConditionsAndEitherWayRound() {
        Expr other = call(Op.GT, new InputRef(0, DataType.BIGINT), COUNT);
        assertThat(BestOfWindow.of(hottest(call(Op.AND, other, call(Op.LE, BEST, COUNT)))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {Op.LE, Op.LT, Op.GT, Op.NE})
    void otherComparisonsNeedAllRows(String op) {
        assertThat(BestOfWindow.of(hottest(call(op, COUNT, BEST)))).isNull();
        assertThat(BestOfWindow.of(hottest(call(Op.OR, call(op, COUNT, BEST), call(Op.GE, COUNT, BEST)))))
                .isNull();
    }

    @Test
    void rowsThatTheBestWasntFoundAmongNeedAllRows() {
        Expr best = call(Op.GE, COUNT, BEST);
        PlanNode another = TestPlans.input(COUNTS, ChangelogMode.APPEND);
        Expr filter = call(Op.GT, new InputRef(0, DataType.BIGINT), COUNT);
        List<Integer> window = List.of(2, 3);
        assertThat(BestOfWindow.of(join(bests(shown(INPUT, filter), "MAX", -1), JoinKind.INNER, window, best)))
                .isNull();
        assertThat(BestOfWindow.of(join(bests(shown(INPUT, null), "MAX", 0), JoinKind.INNER, window, best)))
                .isNull();
        assertThat(BestOfWindow.of(join(bests(shown(INPUT, null), "SUM", -1), JoinKind.INNER, window, best)))
                .isNull();
        assertThat(BestOfWindow.of(join(bests(shown(INPUT, null), "MAX", -1), JoinKind.LEFT, window, best)))
                .isNull();
        assertThat(BestOfWindow.of(join(bests(shown(INPUT, null), "MAX", -1), JoinKind.INNER, List.of(3, 2), best)))
                .isNull();
        assertThat(BestOfWindow.of(join(bests(shown(another, null), "MAX", -1), JoinKind.INNER, window, best)))
                .as("equal, but not the same rows")
                .isNull();
    }
}

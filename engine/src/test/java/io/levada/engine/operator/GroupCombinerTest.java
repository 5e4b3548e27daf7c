package io.levada.engine.operator;

import static io.levada.engine.operator.TestPlans.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCombinerTest {
    private static final RowType TYPE = TestPlans.row(
            "v", DataType.INTEGER,
            "k", DataType.STRING,
            "flag", DataType.BOOLEAN,
            "l", DataType.BIGINT,
            "d", DataType.DATE,
            "ts", DataType.timestamp(3),
            "tiny", DataType.of(TypeKind.TINYINT),
            "n", DataType.BIGINT.notNull(),
            "yes", DataType.BOOLEAN.notNull(),
            "x", DataType.DOUBLE,
            "i", DataType.INTEGER.notNull());

    private static GroupAggregate node(List<Integer> keys, ChangelogMode input, AggregateCall... calls) {
        RowType result = new RowType(TestPlans.fields(TYPE, keys, List.of(calls)));
        return new GroupAggregate(TestPlans.input(TYPE, input), keys, List.of(calls), ChangelogMode.RETRACT, result);
    }

    private static AggregateCall filtered(String function, int column, int filter) {
        return call(function, TYPE, column, false, filter);
    }

    private static GroupAggregate allKinds(List<Integer> keys) {
        return node(
                keys,
                ChangelogMode.APPEND,
                call("COUNT", TYPE, -1),
                call("COUNT", TYPE, 0),
                filtered("COUNT", -1, 2),
                filtered("COUNT", 3, 8),
                filtered("COUNT", -1, 8),
                call("SUM", TYPE, 0),
                call("SUM", TYPE, 7),
                filtered("SUM", 7, 8),
                filtered("SUM", 3, 2),
                call("AVG", TYPE, 6),
                call("MIN", TYPE, 3),
                call("MAX", TYPE, 7),
                filtered("MIN", 7, 8),
                filtered("MAX", 0, 2),
                call("MAX", TYPE, 4),
                call("MIN", TYPE, 5));
    }

    /** Many rows for each group, hardly more than one, one group of all; batches of very different sizes. */
    @ParameterizedTest
    @CsvSource({
        "1, 300, true, false",
        "1, 300, true, true",
        "1, 20, true, false",
        "1, 1, false, false",
        "1 0 4, 300, true, false",
        "9 8, 300, true, false",
        "7 3 1 4 0, 40, false, false",
        "7 3 1 4 0, 40, false, true",
        "'', 100, true, false",
        "8, 2000, true, false",
        "8, 2000, true, true"
    })
    void whatIsToldIsTheSame(String keyColumns, int mostRows, boolean repeated, boolean interpreted) {
        List<Integer> keys = keyColumns.isEmpty()
                ? List.of()
                : List.of(keyColumns.split(" ")).stream().map(Integer::valueOf).toList();
        int fewer = assertSameIsTold(allKinds(keys), mostRows, interpreted, 4096);
        assertThat(fewer > 0).isEqualTo(repeated);
    }

    /** As SELECT DISTINCT is planned: a group is told when it is new. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsToldIsTheSameWithoutAggregates(boolean interpreted) {
        assertThat(assertSameIsTold(node(List.of(1), ChangelogMode.APPEND), 300, interpreted, 4096))
                .isPositive();
    }

    /** Without NULLs one loop adds up what it can; whatever the batches are cut to, an update's rows stay together. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "7, false", "4096, false", "4096, true"})
    void whatIsToldIsTheSameWithoutNulls(int batchSize, boolean interpreted) {
        for (ChangelogMode mode : List.of(ChangelogMode.RETRACT, ChangelogMode.UPSERT)) {
            GroupAggregate node = node(
                    List.of(7),
                    ChangelogMode.APPEND,
                    filtered("COUNT", -1, 8),
                    filtered("SUM", 7, 8),
                    filtered("AVG", 10, 8),
                    filtered("MAX", 7, 8),
                    call("MIN", TYPE, 10),
                    call("MAX", TYPE, 10),
                    call("MAX", TYPE, 8),
                    call("SUM", TYPE, 10));
            GroupAggregate told =
                    new GroupAggregate(node.input(), node.keys(), node.aggregates(), mode, node.rowType());
            assertThat(assertSameIsTold(told, 60, interpreted, batchSize)).isPositive();
        }
    }

    /** @return how many batches were made smaller */
    private static int assertSameIsTold(GroupAggregate node, int mostRows, boolean interpreted, int batchSize) {
        GroupCombiner combiner = Objects.requireNonNull(GroupCombiner.of(node, interpreted));
        List<Row> expected = new ArrayList<>();
        List<Row> told = new ArrayList<>();
        Operator plain = opened(new GroupAggregateOperator(node), node, expected, batchSize);
        Operator combined = opened(GroupAggregateOperator.ofCombined(node, interpreted), node, told, batchSize);
        RandomRows rows = new RandomRows(mostRows, TYPE);
        Random random = new Random(mostRows);
        int fewer = 0;
        for (int i = 0; i < 150; i++) {
            Batch batch = Boxed.batch(rows.inserts(1 + random.nextInt(mostRows)), TYPE);
            plain.process(0, batch);
            Batch made = combiner.combine(batch);
            fewer += made.rowCount() < batch.rowCount() ? 1 : 0;
            assertThat(combined.changesIn(made)).isEqualTo(batch.rowCount());
            combined.process(0, made);
            assertThat(BatchText.print(told)).isEqualTo(BatchText.print(expected));
            told.clear();
            expected.clear();
        }
        return fewer;
    }

    private static Operator opened(Operator operator, GroupAggregate node, List<Row> told, int batchSize) {
        TestContext context = new TestContext();
        context.batchSize = batchSize;
        operator.open(context, batch -> {
            boolean isWhole = batch.kind(batch.rowCount() - 1) != ChangeKind.UB;
            assertThat(isWhole).isTrue();
            assertThat(batch.rowCount()).isLessThanOrEqualTo(Math.max(2, batchSize));
            told.addAll(Boxed.rows(batch, node.rowType()));
        });
        return operator;
    }

    @Test
    void rowsGoAsTheyAreWhereTheirOrderOrEachOfThemCounts() {
        assertThat(GroupCombiner.of(node(List.of(1), ChangelogMode.APPEND, call("SUM", TYPE, 7)), false))
                .isNotNull();
        assertThat(GroupCombiner.of(node(List.of(1), ChangelogMode.RETRACT, call("SUM", TYPE, 7)), false))
                .isNull();
        assertThat(GroupCombiner.of(node(List.of(1), ChangelogMode.APPEND, call("SUM", TYPE, 9)), false))
                .isNull();
        assertThat(GroupCombiner.of(node(List.of(1), ChangelogMode.APPEND, call("MIN", TYPE, 9)), false))
                .isNull();
        assertThat(GroupCombiner.of(node(List.of(1), ChangelogMode.APPEND, call("MAX", TYPE, 1)), false))
                .isNull();
        assertThat(GroupCombiner.of(node(List.of(1), ChangelogMode.APPEND, call("FIRST_VALUE", TYPE, 7)), false))
                .isNull();
        assertThat(GroupCombiner.of(
                        node(List.of(1), ChangelogMode.APPEND, call("COUNT", TYPE, 7, true, -1), call("SUM", TYPE, 7)),
                        false))
                .isNull();
    }
}

package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Rank;
import io.levada.core.plan.SortKey;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankOperatorTest {
    private static final RowType BIDS =
            TestPlans.row("auction", DataType.INTEGER, "price", DataType.BIGINT.notNull(), "bidder", DataType.STRING);
    private static final RowType WIDE = TestPlans.row(
            "k",
            DataType.of(TypeKind.TINYINT),
            "d",
            DataType.decimal(9, 1),
            "s",
            DataType.STRING,
            "x",
            DataType.DOUBLE,
            "big",
            DataType.decimal(30, 2).notNull());

    private static OperatorHarness harness(Rank node) {
        return new OperatorHarness(
                () -> RankOperators.of(node),
                node.input().rowType(),
                node.rowType(),
                node.partition().stream().mapToInt(Integer::intValue).toArray());
    }

    private static Rank bids(ChangelogMode input, long from, long to, boolean rowNumber) {
        List<SortKey> byPrice = List.of(new SortKey(1, true, false));
        return new Rank(TestPlans.input(BIDS, input), List.of(0), byPrice, from, to, rowNumber, ChangelogMode.RETRACT);
    }

    /** An order of all columns, so that rows that are equal in it are equal. */
    private static List<SortKey> someOrder(Random random) {
        List<Integer> columns =
                new ArrayList<>(IntStream.range(0, WIDE.size()).boxed().toList());
        java.util.Collections.shuffle(columns, random);
        return columns.stream()
                .map(c -> new SortKey(c, random.nextBoolean(), random.nextBoolean()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,1,3", "3,2,4", "4,1,40", "5,3,3", "6,1,1", "7,1,2"})
    void agreesWithSortedListsOnRandomChanges(long seed, long from, long to) {
        Random random = new Random(seed);
        for (ChangelogMode mode : List.of(ChangelogMode.APPEND, ChangelogMode.RETRACT)) {
            for (boolean rowNumber : new boolean[] {false, true}) {
                List<SortKey> order = someOrder(random);
                List<Integer> partition = seed % 3 == 0 ? List.of() : List.of(0);
                RandomRows generator = new RandomRows(seed, WIDE);
                List<Row> rows = mode == ChangelogMode.APPEND ? generator.inserts(120) : generator.changes(120);
                Rank node = new Rank(
                        TestPlans.input(WIDE, mode), partition, order, from, to, rowNumber, ChangelogMode.RETRACT);
                assertThat(harness(node)
                                .configure(context -> context.batchSize = 5)
                                .checkedTable(List.of(new Step.Rows(rows))))
                        .as(node.toString())
                        .isEqualTo(RankModel.table(rows, partition, order, from, to, rowNumber));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void longSequencesStayInOrder(long seed) {
        RowType type = TestPlans.row("v", DataType.INTEGER.notNull(), "n", DataType.INTEGER.notNull());
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        List<Row> present = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            if (random.nextInt(3) == 0 && !present.isEmpty()) {
                Row old = present.remove(random.nextInt(present.size()));
                rows.add(new Row(io.levada.core.data.ChangeKind.DELETE, old.values()));
            } else {
                Row row = Row.of(random.nextInt(400), i);
                present.add(row);
                rows.add(row);
            }
        }
        List<SortKey> order = List.of(new SortKey(0, false, true));
        Rank node = new Rank(
                TestPlans.input(type, ChangelogMode.RETRACT), List.of(), order, 1, 2000, true, ChangelogMode.RETRACT);
        List<Row> changes = new ArrayList<>();
        TestContext context = new TestContext();
        try (Operator operator = RankOperators.of(node)) {
            operator.open(context, batch -> changes.addAll(io.levada.core.data.Boxed.rows(batch, node.rowType())));
            for (int from = 0; from < rows.size(); from += 100) {
                operator.process(0, io.levada.core.data.Boxed.batch(rows.subList(from, from + 100), type));
            }
        }
        assertThat(Changelogs.table(changes)).isEqualTo(RankModel.table(rows, List.of(), order, 1, 2000, true));
    }

    @Test
    void withoutTheNumberOnlyTheRowThatEntersAndTheOneThatLeavesAreTold() {
        OperatorHarness harness = harness(bids(ChangelogMode.APPEND, 1, 2, false));
        List<Row> changes = harness.check("""
                1 10 'ana'
                1 20 'rui'
                2 5 'eva'
                watermark 00:00:01
                1 15 'gil'
                1 12 'eva'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 1 20 'rui'
                +I 1 10 'ana'
                +I 2 5 'eva'
                -D 1 10 'ana'
                +I 1 15 'gil'
                """);
    }

    @Test
    void withTheNumberEveryRowThatMovesIsTold() {
        List<Row> changes = harness(bids(ChangelogMode.APPEND, 1, 3, true)).check("""
                1 10 'ana'
                1 20 'rui'
                watermark 00:00:01
                1 15 'gil'
                watermark 00:00:02
                1 20 'eva'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 1 20 'rui' 1
                +I 1 10 'ana' 2
                -U 1 10 'ana' 2
                +U 1 15 'gil' 2
                +I 1 10 'ana' 3
                -U 1 15 'gil' 2
                +U 1 20 'eva' 2
                -U 1 10 'ana' 3
                +U 1 15 'gil' 3
                """);
    }

    @Test
    void rowsMoveUpWhenOneLeaves() {
        List<Row> changes = harness(bids(ChangelogMode.RETRACT, 1, 2, true)).check("""
                1 10 'ana'
                1 20 'rui'
                1 20 'rui'
                -D 7 1 'unknown'
                watermark 00:00:01
                -D 1 20 'rui'
                watermark 00:00:02
                -U 1 10 'ana'
                +U 1 30 'ana'
                watermark 00:00:03
                -D 1 20 'rui'
                -D 1 30 'ana'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 1 20 'rui' 1
                +I 1 20 'rui' 2
                -U 1 20 'rui' 2
                +U 1 10 'ana' 2
                -U 1 20 'rui' 1
                +U 1 30 'ana' 1
                -U 1 10 'ana' 2
                +U 1 20 'rui' 2
                -D 1 30 'ana' 1
                -D 1 20 'rui' 2
                """);
    }

    @Test
    void theBestRowIsOverwrittenWhereNobodyNeedsTheOneBefore() {
        Rank node = new Rank(
                TestPlans.input(BIDS, ChangelogMode.APPEND),
                List.of(0),
                List.of(new SortKey(1, true, false), new SortKey(2, false, true)),
                1,
                1,
                false,
                ChangelogMode.UPSERT);
        List<Row> changes = harness(node).upserts(1).check("""
                1 10 'rui'
                2 5 null
                watermark 00:00:01
                1 10 'ana'
                2 5 'eva'
                1 9 'ana'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 1 10 'rui'
                +I 2 5 null
                +U 1 10 'ana'
                """);
    }

    @Test
    void forgetsPartitionsAfterTheTimeToLive() {
        for (boolean rowNumber : new boolean[] {false, true}) {
            List<Row> changes = new ArrayList<>();
            OperatorHarness harness = harness(bids(ChangelogMode.APPEND, 1, 1, rowNumber))
                    .timed()
                    .configure(context -> {
                        context.ttlMicros = 10_000_000;
                        context.nowMicros = BatchText.micros("12:00:00");
                    });
            harness.meaning(rows -> {
                changes.clear();
                changes.addAll(rows);
                return Map.of(List.of(BatchText.print(rows)), 1);
            });
            harness.check("""
                    1 10 'ana'
                    clock 12:00:09
                    1 11 'rui'
                    clock 12:00:18
                    1 10 'gil'
                    clock 12:00:19
                    1 5 'eva'
                    """);
            assertThat(BatchText.print(changes)).isEqualTo("""
                    +I 1 10 'ana'#
                    -U 1 10 'ana'#
                    +U 1 11 'rui'#
                    +I 1 5 'eva'#
                    """.replace("#", rowNumber ? " 1" : ""));
        }
    }

    @Test
    void aRowOfAForgottenPartitionCanLeave() {
        for (ChangelogMode mode : List.of(ChangelogMode.APPEND, ChangelogMode.RETRACT)) {
            List<Row> changes = new ArrayList<>();
            Rank node = bids(mode, 1, 1, true);
            TestContext context = new TestContext();
            context.ttlMicros = 10_000_000;
            try (Operator operator = RankOperators.of(node)) {
                operator.open(context, batch -> changes.addAll(io.levada.core.data.Boxed.rows(batch, node.rowType())));
                operator.process(0, io.levada.core.data.Boxed.batch(List.of(Row.of(1, 10L, "ana")), BIDS));
                context.nowMicros += 11_000_000;
                List<Row> later = new ArrayList<>();
                if (mode == ChangelogMode.RETRACT) {
                    later.add(new Row(
                            io.levada.core.data.ChangeKind.DELETE,
                            Row.of(1, 10L, "ana").values()));
                }
                later.add(Row.of(1, 5L, "eva"));
                operator.process(0, io.levada.core.data.Boxed.batch(later, BIDS));
            }
            assertThat(BatchText.print(changes)).isEqualTo("""
                    +I 1 10 'ana' 1
                    +I 1 5 'eva' 1
                    """);
        }
    }
}

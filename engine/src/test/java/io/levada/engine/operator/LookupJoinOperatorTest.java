package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.config.Settings;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.IntColumn;
import io.levada.core.data.Row;
import io.levada.core.expr.Expr;
import io.levada.core.expr.Literal;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.LookupJoin;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LookupJoinOperatorTest {
    private static final RowType FLIGHTS = TestPlans.row("origin", DataType.STRING, "delay", DataType.INTEGER);
    private static final RowType AIRPORTS =
            TestPlans.row("name", DataType.STRING, "code", DataType.STRING, "least", DataType.INTEGER);
    private static final String AIRPORT_ROWS = """
            'Atlanta' 'ATL' 10
            'Boston' 'BOS' 20
            'Atlanta Old' 'ATL' 30
            'Nowhere' null 0
            """;

    private static LookupJoin node(boolean outer, boolean condition) {
        List<Field> fields = new ArrayList<>(FLIGHTS.fields());
        fields.addAll(AIRPORTS.fields());
        Expr always = new Literal(true, DataType.BOOLEAN);
        Table table = new Table("airports", List.of(), null, List.of(), List.of(), Settings.EMPTY, null);
        return new LookupJoin(
                TestPlans.input(FLIGHTS, ChangelogMode.RETRACT),
                table,
                List.of(0, 1, 2),
                List.of(0),
                List.of(1),
                condition ? always : null,
                outer,
                new RowType(fields));
    }

    private static OperatorHarness harness(LookupJoin node, @Nullable CalcKernel condition, int batchSize) {
        LookupHolder holder = new LookupHolder();
        holder.set(LookupIndex.of(List.of(BatchText.parse(AIRPORTS, AIRPORT_ROWS)), AIRPORTS, List.of(1)));
        return new OperatorHarness(() -> new LookupJoinOperator(node, holder, condition), FLIGHTS, node.rowType(), 0)
                .configure(context -> context.batchSize = batchSize);
    }

    /** delay >= least, over (origin, delay, name, code, least, position), as generated code would evaluate it. */
    private static @Nullable Batch delayed(Batch input) {
        IntColumn positions = new IntColumn(input.rowCount());
        for (Row row : Boxed.rows(input, LookupJoinOperator.conditionInput(node(false, true)))) {
            if (row.get(1) != null && (Integer) row.get(1) >= (Integer) row.get(4)) {
                positions.append((Integer) row.get(5));
            }
        }
        return positions.size() == 0 ? null : Batch.inserts(positions.size(), positions);
    }

    @Test
    void innerJoinKeepsKindsAndMatchesNoNulls() {
        List<Row> rows = harness(node(false, false), null, 4096).check("""
                'ATL' 5
                'ZZZ' 6
                null 7
                'BOS' 8
                -D 'BOS' 8
                """);
        assertThat(BatchText.print(rows)).isEqualTo("""
                +I 'ATL' 5 'Atlanta' 'ATL' 10
                +I 'ATL' 5 'Atlanta Old' 'ATL' 30
                +I 'BOS' 8 'Boston' 'BOS' 20
                -D 'BOS' 8 'Boston' 'BOS' 20
                """);
    }

    @Test
    void leftJoinPassesRowsWithoutMatch() {
        for (int batchSize : new int[] {1, 2, 4096}) {
            List<Row> rows = harness(node(true, true), (batch, context) -> delayed(batch), batchSize)
                    .check("""
                    'ATL' 15
                    'BOS' 15
                    null 7
                    'ZZZ' 8
                    'ATL' null
                    """);
            assertThat(BatchText.print(rows)).isEqualTo("""
                    +I 'ATL' 15 'Atlanta' 'ATL' 10
                    +I 'BOS' 15 null null null
                    +I null 7 null null null
                    +I 'ZZZ' 8 null null null
                    +I 'ATL' null null null null
                    """);
        }
    }

    @Test
    void agreesWithNestedLoops() {
        List<Row> flights = new RandomRows(3, FLIGHTS).inserts(150);
        List<Row> airports = new RandomRows(4, AIRPORTS)
                .inserts(60).stream().filter(row -> row.get(2) != null).toList();
        LookupHolder holder = new LookupHolder();
        List<Batch> parts = List.of(
                Boxed.batch(airports.subList(0, 20), AIRPORTS),
                Boxed.batch(airports.subList(20, airports.size()), AIRPORTS));
        holder.set(LookupIndex.of(parts, AIRPORTS, List.of(1)));
        for (boolean outer : new boolean[] {false, true}) {
            Map<List<Object>, Integer> expected = new HashMap<>();
            for (Row flight : flights) {
                boolean matched = false;
                for (Row airport : airports) {
                    if (flight.get(0) != null
                            && flight.get(0).equals(airport.get(1))
                            && flight.get(1) != null
                            && (Integer) flight.get(1) >= (Integer) airport.get(2)) {
                        matched = true;
                        count(expected, flight, airport.values());
                    }
                }
                if (!matched && outer) {
                    count(expected, flight, java.util.Arrays.asList(null, null, null));
                }
            }
            LookupJoin node = node(outer, true);
            OperatorHarness harness = new OperatorHarness(
                            () -> new LookupJoinOperator(node, holder, (batch, context) -> delayed(batch)),
                            FLIGHTS,
                            node.rowType(),
                            0)
                    .configure(context -> context.batchSize = 16);
            assertThat(harness.checkedTable(List.of(new OperatorHarness.Step.Rows(flights))))
                    .isEqualTo(expected);
        }
    }

    private static void count(Map<List<Object>, Integer> table, Row left, List<Object> right) {
        List<Object> values = new ArrayList<>(left.values());
        values.addAll(right);
        table.merge(values, 1, Integer::sum);
    }

    @Test
    void aNewIndexIsSeenByTheNextBatchAndNoIndexIsABug() {
        LookupHolder holder = new LookupHolder();
        List<String> out = new ArrayList<>();
        LookupJoin node = node(false, false);
        LookupJoinOperator operator = new LookupJoinOperator(node, holder, null);
        operator.open(new TestContext(), batch -> out.add(BatchText.print(batch, node.rowType())));
        Batch flight = BatchText.parse(FLIGHTS, "'ATL' 1");
        assertThat(holder.isLoaded()).isFalse();
        assertThatThrownBy(() -> operator.process(0, flight)).isInstanceOf(IllegalStateException.class);
        holder.set(LookupIndex.of(List.of(), AIRPORTS, List.of(1)));
        operator.process(0, flight);
        holder.set(LookupIndex.of(List.of(BatchText.parse(AIRPORTS, "'A' 'ATL' 1")), AIRPORTS, List.of(1)));
        operator.process(0, flight);
        assertThat(out).containsExactly("+I 'ATL' 1 'A' 'ATL' 1\n");
    }

    @Test
    void theKernelMustFitTheCondition() {
        assertThatThrownBy(() -> new LookupJoinOperator(node(false, true), new LookupHolder(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

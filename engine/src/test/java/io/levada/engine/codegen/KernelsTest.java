package io.levada.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.type.RowType;
import io.levada.testkit.expr.SqlExpr;
import io.levada.testkit.expr.TypeText;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
    private static final RowType BIDS =
            TypeText.row("id BIGINT NOT NULL, price DECIMAL(10, 2), city STRING, quantity INT");
    private static final List<Row> ROWS = List.of(
            Row.of(1L, new BigDecimal("10.50"), "Porto", 3),
            Row.ofKind(ChangeKind.UPDATE_BEFORE, 2L, null, "Faro", 0),
            Row.ofKind(ChangeKind.UPDATE_AFTER, 3L, new BigDecimal("0.01"), null, null),
            Row.of(4L, new BigDecimal("99999999.99"), "Évora", 7));

    @Test
    void filtersThenProjectsAndKeepsChangeKinds() {
        List<Row> rows = Evaluator.rows(
                BIDS, "price < 20 OR id = 2", List.of("id", "price * quantity", "city", "quantity + 1"), ROWS);
        assertThat(rows)
                .containsExactly(
                        Row.of(1L, new BigDecimal("31.50"), "Porto", 4),
                        Row.ofKind(ChangeKind.UPDATE_BEFORE, 2L, null, "Faro", 1),
                        Row.ofKind(ChangeKind.UPDATE_AFTER, 3L, null, null, null));
    }

    @Test
    void arraysAreFilledAgainOnlyWhenNobodyHoldsThem() {
        RowType type = TypeText.row("n BIGINT NOT NULL");
        CalcKernel kernel = Kernels.calc(type, null, List.of(SqlExpr.parse("n + 1", type)), false)
                .get();
        Batch held = kernel.apply(Boxed.batch(List.of(Row.of(1L), Row.of(2L)), type), Evaluator.CONTEXT);
        Batch spent = kernel.apply(Boxed.batch(List.of(Row.of(3L), Row.of(4L)), type), Evaluator.CONTEXT);
        kernel.spent();
        Batch again = kernel.apply(Boxed.batch(List.of(Row.of(5L)), type), Evaluator.CONTEXT);
        Batch more = kernel.apply(Boxed.batch(List.of(Row.of(6L), Row.of(7L), Row.of(8L)), type), Evaluator.CONTEXT);
        assertThat(values(again)).isSameAs(values(spent)).startsWith(6L);
        assertThat(again.column(0).size()).isEqualTo(1);
        assertThat(values(held)).containsExactly(2L, 3L);
        assertThat(values(more)).isNotSameAs(values(again)).containsExactly(7L, 8L, 9L);
    }

    private static long[] values(Batch batch) {
        return ((LongColumn) batch.column(0)).values();
    }

    @Test
    void productsAreExactAndComparedBeyondALong() {
        RowType longs = TypeText.row("n BIGINT");
        List<Row> rows = List.of(
                Row.of(1_000_000L),
                Row.of(1_000_001L),
                Row.of(Long.MAX_VALUE),
                Row.of(Long.MIN_VALUE),
                Row.of(20_313_568_362_063_598L),
                Row.of((Object) null));
        BigDecimal factor = new BigDecimal("0.908");
        assertThat(Evaluator.rows(longs, null, List.of("n * 0.908", "0.908 * n + 1"), rows))
                .isEqualTo(rows.stream()
                        .map(r -> r.get(0) == null
                                ? Row.of(null, null)
                                : Row.of(
                                        factor.multiply(BigDecimal.valueOf((long) r.get(0))),
                                        factor.multiply(BigDecimal.valueOf((long) r.get(0)))
                                                .add(BigDecimal.ONE)))
                        .toList());
        assertThat(Evaluator.rows(longs, "0.908 * n > 908000", List.of("n"), rows))
                .containsExactly(rows.get(1), rows.get(2), rows.get(4));
        assertThat(Evaluator.rows(longs, "908000 >= n * 0.908", List.of("n"), rows))
                .containsExactly(rows.get(0), rows.get(3));
        assertThat(Evaluator.rows(longs, "0.908 * n = 908000", List.of("n"), rows))
                .containsExactly(rows.get(0));
        assertThat(Evaluator.rows(longs, "0.908 * n <> 908000", List.of("n"), rows))
                .containsExactly(rows.get(1), rows.get(2), rows.get(3), rows.get(4));
    }

    @Test
    void productsOfSmallFactorsAreLongsUntilOneIsNot() {
        RowType longs = TypeText.row("n BIGINT NOT NULL, m BIGINT NOT NULL");
        List<Expr> products = List.of(
                SqlExpr.parse("n * 0.908", longs),
                SqlExpr.parse("CAST(n AS DECIMAL(19, 0)) * CAST(m AS DECIMAL(19, 0))", longs));
        CalcKernel kernel = Kernels.calc(longs, null, products, false).get();
        long limit = 1L << 53;
        long half = 1L << 31;
        List<List<Row>> batches = List.of(
                List.of(Row.of(3L, 4L), Row.of(-7L, half - 1), Row.of(half - 1, -half)),
                List.of(Row.of(0L, 0L), Row.of(1L, half)),
                List.of(Row.of(limit, 1L), Row.of(-limit, -1L), Row.of(limit - 1, 2L)),
                List.of(Row.of(Long.MAX_VALUE, Long.MIN_VALUE), Row.of(Long.MIN_VALUE, Long.MIN_VALUE)),
                List.of(Row.of(5L, 6L)));
        for (List<Row> rows : batches) {
            Batch out = kernel.apply(Boxed.batch(rows, longs), Evaluator.CONTEXT);
            assertThat(Boxed.rows(out, Evaluator.typeOf(products)))
                    .isEqualTo(rows.stream().map(KernelsTest::products).toList());
        }
        assertThat(Kernels.source(longs, null, products)).contains(">>> 54 != 0L", ">>> 32 != 0L");
    }

    private static Row products(Row factors) {
        BigDecimal n = BigDecimal.valueOf((long) factors.get(0));
        BigDecimal m = BigDecimal.valueOf((long) factors.get(1));
        return Row.of(n.multiply(new BigDecimal("0.908")), n.multiply(m));
    }

    @Test
    void whatTheFilterComputedIsNotComputedAgain() {
        String upper = "UPPER(city)";
        assertThat(Evaluator.rows(
                        BIDS, upper + " IS NOT NULL OR id = 3", List.of("id", upper, "LOWER(" + upper + ")"), ROWS))
                .containsExactly(
                        Row.of(1L, "PORTO", "porto"),
                        Row.ofKind(ChangeKind.UPDATE_BEFORE, 2L, "FARO", "faro"),
                        Row.ofKind(ChangeKind.UPDATE_AFTER, 3L, null, null),
                        Row.of(4L, "ÉVORA", "évora"));
        assertThat(Evaluator.rows(BIDS, upper + " LIKE '%O%' AND id > 1", List.of(upper, "id"), ROWS))
                .containsExactly(Row.ofKind(ChangeKind.UPDATE_BEFORE, "FARO", 2L), Row.of("ÉVORA", 4L));
        String source =
                Kernels.source(BIDS, SqlExpr.parse(upper + " IS NOT NULL", BIDS), List.of(SqlExpr.parse(upper, BIDS)));
        assertThat(source.split("\\.upper\\(", -1))
                .as("the filter with and without NULLs")
                .hasSize(3);
    }

    @Test
    void partsOfATextAreFoundInAnyOrder() {
        RowType paths = TypeText.row("path STRING, n INT");
        List<Row> rows = List.of(
                Row.of("a/bc//d", 0),
                Row.of("a/bc//d", 3),
                Row.of("/", 1),
                Row.of("no separator in here", 0),
                Row.of("", 0),
                Row.of(null, 0),
                Row.of("x/y", -1),
                Row.of("x/y", 2));
        List<String> parts = List.of(
                "SPLIT_INDEX(path, '/', 1)",
                "SPLIT_INDEX(path, '/', 2)",
                "SPLIT_INDEX(path, '/', 0)",
                "SPLIT_INDEX(path, '/', n)",
                "SPLIT_INDEX(path, 'c', 1)",
                "SPLIT_INDEX(path, '/', 3)");
        assertThat(Evaluator.rows(paths, null, parts, rows))
                .containsExactly(
                        Row.of("bc", "", "a", "a", "//d", "d"),
                        Row.of("bc", "", "a", "d", "//d", "d"),
                        Row.of("", null, "", "", null, null),
                        Row.of(null, null, "no separator in here", "no separator in here", null, null),
                        Row.of(null, null, null, null, null, null),
                        Row.of(null, null, null, null, null, null),
                        Row.of("y", null, "x", null, null, null),
                        Row.of("y", null, "x", null, null, null));
    }

    @Test
    void aBatchWithoutSurvivorsIsNull() {
        assertThat(Evaluator.rows(BIDS, "id > 100", List.of("id"), ROWS)).isEmpty();
    }

    @Test
    void columnsThatAreOnlyPassedOnAreShared() {
        Batch input = Boxed.batch(ROWS, BIDS);
        List<Expr> projections = List.of(SqlExpr.parse("city", BIDS), SqlExpr.parse("id + 1", BIDS));
        Batch out = Kernels.calc(BIDS, SqlExpr.parse("id > 0", BIDS), projections, false)
                .get()
                .apply(input, Evaluator.CONTEXT);
        assertThat(out.column(0)).isSameAs(input.column(2));
        assertThat(out.kinds()).isSameAs(input.kinds());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureNamesTheExpression(boolean interpreted) {
        List<Expr> projections = List.of(SqlExpr.parse("id + id", BIDS), SqlExpr.parse("id / quantity", BIDS));
        CalcKernel kernel = Kernels.calc(BIDS, null, projections, interpreted).get();
        assertThatThrownBy(() -> kernel.apply(Boxed.batch(ROWS, BIDS), Evaluator.CONTEXT))
                .isInstanceOfSatisfying(LevadaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.EVALUATION);
                    assertThat(e.message()).isEqualTo("division by zero in id / CAST(quantity AS BIGINT)");
                });
    }

    @Test
    void theSecondOperandIsNotEvaluatedWhenTheFirstDecides() {
        assertThat(Evaluator.rows(BIDS, "quantity <> 0 AND 10 / quantity > 2", List.of("id"), ROWS))
                .containsExactly(Row.of(1L));
        assertThat(Evaluator.rows(BIDS, null, List.of("CASE WHEN quantity = 0 THEN -1 ELSE 21 / quantity END"), ROWS))
                .extracting(r -> r.get(0))
                .containsExactly(7, -1, null, 3);
    }

    @Test
    void unknownFunctionsAndTypesAreRefusedBeforeTheJobRuns() {
        Expr call = new io.levada.core.expr.Call("UPER", List.of(SqlExpr.parse("city", BIDS)), BIDS.type(2));
        assertThatThrownBy(() -> Kernels.calc(BIDS, null, List.of(call), true))
                .isInstanceOfSatisfying(LevadaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SQL_UNKNOWN_NAME);
                    assertThat(e.hint()).isEqualTo("did you mean UPPER?");
                });
    }

    @Test
    void oneExpressionOfThousandsOfCallsRuns() {
        StringBuilder cases = new StringBuilder("CASE ");
        for (int i = 0; i < 400; i++) {
            cases.append("WHEN id * 3 + ").append(i).append(" = 405 THEN city ");
        }
        StringBuilder sum = new StringBuilder("id");
        for (int i = 0; i < 600; i++) {
            sum.append(" + id");
        }
        List<Row> rows =
                Evaluator.rows(BIDS, null, List.of(cases + "ELSE 'none' END", sum.toString(), sum + " * 2"), ROWS);
        assertThat(rows.get(0).values()).containsExactly("none", 601L, 602L);
        assertThat(rows.get(3).values()).containsExactly("Évora", 2404L, 2408L);
    }

    @Test
    void theSourceCarriesTheSql() {
        String source = Kernels.source(BIDS, SqlExpr.parse("price > 5", BIDS), List.of(SqlExpr.parse("id * 2", BIDS)));
        assertThat(source).contains("* WHERE price > 5").contains("// id * CAST(2 AS BIGINT)");
    }
}

package io.levada.engine.codegen;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.expr.Expr;
import io.levada.core.function.EvaluationContext;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.testkit.expr.SqlExpr;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs kernels in tests, both generated and interpreted ones, and insists that they agree. */
final class Evaluator {
    static final Instant NOW = Instant.parse("2024-02-29T12:34:56.789Z");
    static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
    static final EvaluationContext CONTEXT = context(LISBON);

    private Evaluator() {}

    static EvaluationContext context(ZoneId zone) {
        return new EvaluationContext() {
            @Override
            public long nowMicros() {
                return Boxed.toMicros(NOW);
            }

            @Override
            public ZoneId zone() {
                return zone;
            }

            @Override
            public long watermarkMicros() {
                return 1_000_000;
            }
        };
    }

    /** The value of an expression without columns. */
    static @Nullable Object value(String sql) {
        RowType input = RowType.of(new Field("unused", io.levada.core.type.DataType.INTEGER));
        return rows(input, null, List.of(sql), List.of(Row.of(1))).get(0).get(0);
    }

    static List<Row> rows(RowType input, @Nullable String filter, List<String> projections, List<Row> rows) {
        Expr where = filter == null ? null : SqlExpr.parse(filter, input);
        List<Expr> select =
                projections.stream().map(p -> SqlExpr.parse(p, input)).toList();
        List<Row> generated = run(input, where, select, rows, false);
        List<Row> interpreted = run(input, where, select, rows, true);
        if (!generated.equals(interpreted)) {
            throw new AssertionError(projections + "\n  generated   " + generated + "\n  interpreted " + interpreted
                    + "\n" + Kernels.source(input, where, select));
        }
        return generated;
    }

    static List<Row> run(
            RowType input, @Nullable Expr filter, List<Expr> projections, List<Row> rows, boolean interpreted) {
        CalcKernel kernel =
                Kernels.calc(input, filter, projections, interpreted).get();
        Batch out = kernel.apply(Boxed.batch(rows, input), CONTEXT);
        return out == null ? List.of() : Boxed.rows(out, typeOf(projections));
    }

    static RowType typeOf(List<Expr> projections) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            fields.add(new Field("f" + i, projections.get(i).type()));
        }
        return new RowType(fields);
    }
}

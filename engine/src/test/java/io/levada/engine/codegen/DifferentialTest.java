package io.levada.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.testkit.expr.RandomExpr;
import io.levada.testkit.expr.RandomValues;
import io.levada.testkit.expr.TypeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random expressions over random rows: generated code and the interpreter give the same rows or the same failure. More
 * of them with {@code -Dlevada.differential.kernels=N}, another beginning with {@code -Dlevada.differential.seed=S}.
 */
class DifferentialTest {
    private static final RowType INPUT = TypeText.row(
            "bo BOOLEAN, ti TINYINT, si SMALLINT, i1 INT, i2 INT NOT NULL, l1 BIGINT, l2 BIGINT NOT NULL, f1 FLOAT,"
                    + " d1 DOUBLE, d2 DOUBLE NOT NULL, e1 DECIMAL(7, 2), e2 DECIMAL(30, 10), e3 DECIMAL(18, 0) NOT NULL,"
                    + " s1 STRING, s2 STRING NOT NULL, v1 VARCHAR(5), da DATE, tm TIME(3), t3 TIMESTAMP(3),"
                    + " t6 TIMESTAMP(6) NOT NULL, z3 TIMESTAMP_LTZ(3), dt INTERVAL_DAY_TIME, ym INTERVAL_YEAR_MONTH");

    @Test
    void generatedAndInterpretedAgree() {
        int kernels = Integer.getInteger("levada.differential.kernels", 80);
        long first = Long.getLong("levada.differential.seed", 1);
        int succeeded = 0;
        for (long seed = first; seed < first + kernels; seed++) {
            succeeded += agrees(seed) ? 1 : 0;
        }
        // Else the test would compare failures with failures.
        assertThat(succeeded).isGreaterThan(kernels / 2);
    }

    private static boolean agrees(long seed) {
        Random random = new Random(seed);
        RandomExpr expressions = new RandomExpr(random, INPUT);
        Expr filter = random.nextBoolean() ? expressions.of(DataType.BOOLEAN, 3) : null;
        List<Expr> projections = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            projections.add(expressions.of(expressions.type(), 1 + random.nextInt(4)));
        }
        List<Row> rows = new RandomValues(random).rows(INPUT, 1 + random.nextInt(30));
        Object generated = outcome(filter, projections, rows, false);
        Object interpreted = outcome(filter, projections, rows, true);
        assertThat(generated)
                .as(() -> "seed " + seed + "\n" + rows + "\n" + Kernels.source(INPUT, filter, projections))
                .isEqualTo(interpreted);
        return generated instanceof List;
    }

    /** The rows, or the message of the failure. */
    private static Object outcome(@Nullable Expr filter, List<Expr> projections, List<Row> rows, boolean interpreted) {
        CalcKernel kernel =
                Kernels.calc(INPUT, filter, projections, interpreted).get();
        try {
            Batch out = kernel.apply(Boxed.batch(rows, INPUT), Evaluator.CONTEXT);
            return out == null ? List.of() : Boxed.rows(out, Evaluator.typeOf(projections));
        } catch (LevadaException e) {
            if (e.code() != ErrorCode.EVALUATION) {
                throw new AssertionError(Kernels.source(INPUT, filter, projections), e);
            }
            return e.message();
        }
    }
}

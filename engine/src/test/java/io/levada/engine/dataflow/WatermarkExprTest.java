package io.levada.engine.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import io.levada.core.data.Watermark;
import io.levada.core.expr.Expr;
import io.levada.core.function.EvaluationContext;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.Kernels;
import io.levada.testkit.expr.SqlExpr;
import io.levada.testkit.expr.TypeText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarkExprTest {
    private static final RowType TYPE = TypeText.row("other BIGINT, at TIMESTAMP(3)");
    private static final EvaluationContext CONTEXT = new EvaluationContext() {
        @Override
        public long nowMicros() {
            return 0;
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public long watermarkMicros() {
            return Watermark.NONE;
        }
    };

    private static Batch batch(long... times) {
        LongColumn column = new LongColumn(4);
        for (long time : times) {
            if (time == 0) {
                column.appendNull();
            } else {
                column.append(time);
            }
        }
        return Batch.inserts(times.length, new LongColumn(new long[times.length], times.length), column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at", "at - INTERVAL '4' SECOND", "at + INTERVAL '1' SECOND"})
    void isTheGreatestOfWhatTheExpressionGives(String text) {
        Expr expr = SqlExpr.parse(text, TYPE);
        WatermarkExpr greatest = WatermarkExpr.of(
                expr, Kernels.calc(TYPE, null, List.of(expr), false).get());
        long moved = text.contains("4") ? -4_000_000 : text.contains("1") ? 1_000_000 : 0;
        assertThat(greatest.greatest(batch(7_000_000, 9_000_000, 8_000_000), CONTEXT, true))
                .isEqualTo(9_000_000 + moved);
        assertThat(greatest.greatest(batch(0, -9_000_000, 0), CONTEXT, true)).isEqualTo(-9_000_000 + moved);
        assertThat(greatest.greatest(batch(0, 0), CONTEXT, true)).isEqualTo(Watermark.NONE);
    }

    /** Where nobody goes by it, the last rows are enough. */
    @Test
    void isThatOfTheLastRowsWhereItNeedntBeExact() {
        Expr expr = SqlExpr.parse("at", TYPE);
        WatermarkExpr greatest = WatermarkExpr.of(
                expr, Kernels.calc(TYPE, null, List.of(expr), false).get());
        long[] times = new long[200];
        Arrays.setAll(times, row -> 1 + row);
        times[0] = 1000;
        assertThat(greatest.greatest(batch(times), CONTEXT, true)).isEqualTo(1000);
        assertThat(greatest.greatest(batch(times), CONTEXT, false)).isEqualTo(200);
        assertThat(greatest.greatest(batch(7, 9, 8), CONTEXT, false)).isEqualTo(9);
    }

    /** In order, out of order, and so far apart that their difference is no long. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 64, 65, 66, 1000})
    void isTheGreatestWhereverItStands(int rows) {
        for (long value : new long[] {1, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE + 1, -1}) {
            for (int place = 0; place < rows; place++) {
                for (long others : new long[] {-5_000_000, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1}) {
                    long[] times = new long[rows];
                    Arrays.fill(times, others);
                    times[place] = value;
                    assertThat(WatermarkExpr.greatest(new LongColumn(times, rows), 0, rows))
                            .as("%d at %d of %d among %d", value, place, rows, others)
                            .isEqualTo(Arrays.stream(times).max().orElseThrow());
                }
            }
        }
        assertThat(WatermarkExpr.greatest(new LongColumn(new long[0], 0), 0, 0)).isEqualTo(Watermark.NONE);
    }
}

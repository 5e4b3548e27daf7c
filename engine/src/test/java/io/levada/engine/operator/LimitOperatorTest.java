package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Limit;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.testkit.BatchText;
import org.junit.jupiter.api.Test;

class LimitOperatorTest {
    private static final RowType TYPE = TestPlans.row("v", DataType.INTEGER);
    private static final String ROWS = "1\n2\n3\n4\n5\n6\n7\n8\n9";

    private static Limit node(long offset, long count) {
        return new Limit(TestPlans.input(TYPE, ChangelogMode.APPEND), offset, count);
    }

    private static String result(long offset, long count) {
        Limit node = node(offset, count);
        return BatchText.print(new OperatorHarness(() -> new LimitOperator(node), TYPE, TYPE).check(ROWS));
    }

    @Test
    void passesTheFirstRows() {
        assertThat(result(0, 2)).isEqualTo("+I 1\n+I 2\n");
        assertThat(result(7, 5)).isEqualTo("+I 8\n+I 9\n");
        assertThat(result(3, 3)).isEqualTo("+I 4\n+I 5\n+I 6\n");
        assertThat(result(8, Long.MAX_VALUE)).isEqualTo("+I 9\n");
        assertThat(result(0, 0)).isEmpty();
    }

    @Test
    void saysWhenItIsFull() {
        LimitOperator operator = new LimitOperator(node(1, 2));
        operator.open(new TestContext(), batch -> {});
        operator.process(0, BatchText.parse(TYPE, "1\n2"));
        assertThat(operator.finished()).isFalse();
        operator.process(0, BatchText.parse(TYPE, "3\n4"));
        assertThat(operator.finished()).isTrue();
    }
}

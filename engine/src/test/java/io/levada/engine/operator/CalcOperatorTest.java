package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.engine.codegen.CalcKernel;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalcOperatorTest {
    private static final RowType ROW = TestPlans.row("v", DataType.INTEGER);

    @Test
    void countsTheRowsThatTheFilterDropped() {
        Batch three = BatchText.parse(ROW, "1\n2\n3");
        Batch one = BatchText.parse(ROW, "2");
        CalcKernel kernel = (input, context) -> input == three ? one : input == one ? null : input;
        TestContext context = new TestContext();
        List<Batch> out = new ArrayList<>();
        CalcOperator operator = new CalcOperator(kernel);
        operator.open(context, out::add);
        operator.process(0, three);
        operator.process(0, one);
        operator.process(0, BatchText.parse(ROW, "4\n5"));
        assertThat(context.figure("filtered_rows")).isEqualTo(3);
        assertThat(out).hasSize(2);
    }
}

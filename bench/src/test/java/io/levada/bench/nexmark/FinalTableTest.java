package io.levada.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FinalTableTest {
    private static FinalTable table(Object... rows) {
        FinalTable table = new FinalTable("q0");
        for (Object row : rows) {
            table.add(List.of(row), true);
        }
        return table;
    }

    @Test
    void changesThatCancelOutLeaveNothingInAnyOrder() {
        FinalTable table = table(1, 2);
        table.add(List.of(3), false);
        table.add(List.of(3), true);
        table.add(List.of(2), false);
        assertThat(table.differences(table(1))).isEmpty();
        assertThat(table.changes()).isEqualTo(5);
    }

    @Test
    void tellsMissingAdditionalAndDoubledRows() {
        assertThat(table(1, 2, 2).differences(table(1, 2, 3)))
                .containsExactlyInAnyOrder("2 times instead of 1: [2]", "0 times instead of 1: [3]");
    }
}

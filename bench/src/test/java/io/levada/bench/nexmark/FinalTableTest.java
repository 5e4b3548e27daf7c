package io.levada.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
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

    @Test
    void tellsLongRowsApartByTheirLastCharacter() {
        String same = "a".repeat(500);
        assertThat(table(same + "b").differences(table(same + "b"))).isEmpty();
        assertThat(table(same + "b").differences(table(same + "c"))).hasSize(2);
    }

    @Test
    void comparesBidsByTheClockWhereverTheWindowsAreCut() {
        LocalDateTime start = LocalDateTime.of(2026, 11, 1, 10, 0, 10);
        LocalDateTime next = start.plusSeconds(10);
        FinalTable once = new FinalTable("q12");
        once.add(List.of(7L, 3L, start, next), true);
        FinalTable cut = new FinalTable("q12");
        cut.add(List.of(7L, 1L, start, next), true);
        cut.add(List.of(7L, 2L, next, next.plusSeconds(10)), true);
        assertThat(once.differences(cut)).isEmpty();
        FinalTable wrong = new FinalTable("q12");
        wrong.add(List.of(7L, 3L, start, next.plusSeconds(1)), true);
        assertThat(once.differences(wrong)).isNotEmpty();
    }
}

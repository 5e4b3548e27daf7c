package io.levada.cli.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuakeSourceTest {
    @TempDir
    Path directory;

    @Test
    void everyQuakeOfTheWeekComesOnceKeyedByRegion() {
        List<ReplayEvent> events = Samples.all(QuakeSource.open(Samples.QUAKES, 7, 60));
        assertThat(events).hasSize(1_707);
        Set<String> ids = new HashSet<>();
        long due = Long.MIN_VALUE;
        for (ReplayEvent event : events) {
            String value = Samples.text(event.value());
            ids.add(value.substring(0, value.indexOf(',')));
            assertThat(value)
                    .contains("\"region\":\"" + Samples.text(event.key()) + "\"")
                    .contains("\"event_time\":" + event.eventMillis() + ",");
            assertThat(event.dueMillis() - event.eventMillis()).isBetween(0L, 60_000L);
            assertThat(event.dueMillis()).isGreaterThanOrEqualTo(due);
            due = event.dueMillis();
        }
        assertThat(ids).hasSize(1_707);
    }

    @Test
    void saysWhichLineLacksAField() throws Exception {
        Path file =
                Samples.gzip(directory.resolve("q.gz"), "{\"event_time\":5,\"region\":\"Here\"}", "{\"event_time\":5}");
        assertThatThrownBy(() -> QuakeSource.open(file, 1, 0)).hasMessageContaining("line 2: event_time or region");
    }
}

package io.levada.cli.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightSourceTest {
    @TempDir
    Path directory;

    @Test
    void givesDeparturesAsJsonInTheOrderInWhichThePlanesLeft() throws Exception {
        Path file = Samples.gzip(
                directory.resolve("f.gz"),
                "start,2001-01-01 23:58:00",
                "routes,2",
                "ATL,ORD,606",
                "JFK,SFO,2586",
                "flights,3",
                "0,0,9",
                "1,1,-2",
                "2,0,0");
        List<ReplayEvent> events = Samples.all(FlightSource.open(file, 1, 0));

        assertThat(events)
                .extracting(e -> Samples.text(e.key()) + " " + Samples.text(e.value()))
                .containsExactly(
                        "JFK {\"flight_id\":2,\"scheduled\":\"2001-01-01 23:59:00\",\"departed\":\"2001-01-01 23:57:00\","
                                + "\"delay\":-2,\"distance\":2586,\"origin\":\"JFK\",\"destination\":\"SFO\"}",
                        "ATL {\"flight_id\":3,\"scheduled\":\"2001-01-02 00:01:00\",\"departed\":\"2001-01-02 00:01:00\","
                                + "\"delay\":0,\"distance\":606,\"origin\":\"ATL\",\"destination\":\"ORD\"}",
                        "ATL {\"flight_id\":1,\"scheduled\":\"2001-01-01 23:58:00\",\"departed\":\"2001-01-02 00:07:00\","
                                + "\"delay\":9,\"distance\":606,\"origin\":\"ATL\",\"destination\":\"ORD\"}");
        assertThat(events).allSatisfy(e -> assertThat(e.dueMillis()).isEqualTo(e.eventMillis()));
    }

    @Test
    void everyFlightOfTheMonthComesOnceAndABoundedTimeAfterItLeft() {
        FlightSource source = FlightSource.open(Samples.FLIGHTS, 7, 240);
        assertThat(source.size()).isEqualTo(508_239);
        BitSet seen = new BitSet();
        long due = Long.MIN_VALUE;
        long newest = Long.MIN_VALUE;
        int disordered = 0;
        for (ReplayEvent event = source.next(); event != null; event = source.next()) {
            assertThat(event.dueMillis()).isGreaterThanOrEqualTo(due);
            assertThat(event.dueMillis() - event.eventMillis()).isBetween(0L, 240_000L);
            due = event.dueMillis();
            disordered += event.eventMillis() < newest ? 1 : 0;
            newest = Math.max(newest, event.eventMillis());
            String value = Samples.text(event.value());
            seen.set(Integer.parseInt(value, value.indexOf(':') + 1, value.indexOf(','), 10));
        }
        assertThat(seen.cardinality()).isEqualTo(508_239);
        assertThat(seen.length()).isEqualTo(508_240);
        assertThat(disordered).isGreaterThan(50_000);
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherSeedAnother() {
        assertThat(values(3)).isEqualTo(values(3)).isNotEqualTo(values(4));
        assertThat(values(3)).containsExactlyInAnyOrderElementsOf(values(4));
    }

    @Test
    void leavesOutWhatWasReportedTooEarly() {
        LocalDateTime from = LocalDateTime.parse("2001-01-31T23:00:00");
        List<ReplayEvent> events = Samples.all(FlightSource.open(Samples.FLIGHTS, 7, 240, from));
        long start = from.toEpochSecond(ZoneOffset.UTC) * 1000;
        assertThat(events)
                .hasSizeBetween(100, 2_000)
                .allSatisfy(e -> assertThat(e.dueMillis()).isGreaterThanOrEqualTo(start));
        assertThat(events)
                .extracting(e -> Samples.text(e.value()))
                .containsExactlyElementsOf(Samples.all(FlightSource.open(Samples.FLIGHTS, 7, 240)).stream()
                        .filter(e -> e.dueMillis() >= start)
                        .map(e -> Samples.text(e.value()))
                        .toList());
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        assertThatThrownBy(() -> FlightSource.open(directory.resolve("none.gz"), 1, 0))
                .isInstanceOfSatisfying(
                        LevadaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_NOT_FOUND));
        Path cut = Samples.gzip(
                directory.resolve("cut.gz"), "start,2001-01-01 00:00:00", "routes,1", "A,B,1", "flights,2", "0,0,1");
        assertThatThrownBy(() -> FlightSource.open(cut, 1, 0))
                .hasMessageContaining(cut.toString())
                .hasMessageEndingWith("is damaged at line 6: it ends too early");
        Path odd = Samples.gzip(
                directory.resolve("odd.gz"), "start,2001-01-01 00:00:00", "routes,1", "A,B,1", "flights,1", "0,5,1");
        assertThatThrownBy(() -> FlightSource.open(odd, 1, 0)).hasMessageContaining("a route that isn't listed");
    }

    private static List<String> values(long seed) {
        return Samples.all(FlightSource.of(Samples.flights(500), seed, 240, Long.MIN_VALUE)).stream()
                .map(e -> Samples.text(e.value()))
                .toList();
    }
}

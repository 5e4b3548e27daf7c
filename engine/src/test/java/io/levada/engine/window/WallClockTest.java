package io.levada.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Boxed;
import io.levada.core.type.DataType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    private static long local(String text) {
        return Boxed.toMicros(LocalDateTime.parse(text));
    }

    private static long instant(String text) {
        return Boxed.toMicros(Instant.parse(text));
    }

    @Test
    void timestampsWithoutZoneStayAsTheyAre() {
        WallClock clock = WallClock.of(DataType.timestamp(3), LOS_ANGELES);
        assertThat(clock.toLocal(5)).isEqualTo(5);
        assertThat(clock.toTime(5)).isEqualTo(5);
        assertThat(clock.closingTime(5000)).isEqualTo(4000);
        assertThat(clock.endTime(5000)).isEqualTo(5000);
    }

    /** The cases that the comments on Flink's window timers name. */
    @ParameterizedTest
    @CsvSource({
        "2021-03-14T01:59:59.999, 2021-03-14T09:59:59.999Z",
        "2021-03-14T02:00:00, 2021-03-14T10:00:00Z",
        "2021-03-14T02:59:59.999, 2021-03-14T10:00:00Z",
        "2021-03-14T03:00:00, 2021-03-14T10:00:00Z",
        "2021-11-07T00:59:59.999, 2021-11-07T07:59:59.999Z",
        "2021-11-07T01:00:00, 2021-11-07T09:00:00Z",
        "2021-11-07T01:59:59.999, 2021-11-07T09:59:59.999Z",
        "2021-11-07T02:00:00, 2021-11-07T10:00:00Z"
    })
    void wallClockTimesThatComeTwiceOrNeverCloseAsInFlink(String wall, String closed) {
        WallClock clock = WallClock.of(DataType.timestampLtz(3), LOS_ANGELES);
        assertThat(Boxed.toInstant(clock.closingTime(local(wall) + 1000))).isEqualTo(Instant.parse(closed));
        assertThat(Boxed.toInstant(clock.endTime(local(wall)))).isEqualTo(Instant.parse(closed));
    }

    @Test
    void aTimeThatComesTwiceIsShownAsTheFirst() {
        WallClock clock = WallClock.of(DataType.timestampLtz(3), LOS_ANGELES);
        assertThat(clock.toTime(local("2021-11-07T01:30:00"))).isEqualTo(instant("2021-11-07T08:30:00Z"));
        assertThat(clock.toTime(local("2021-03-14T02:30:00"))).isEqualTo(instant("2021-03-14T10:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "+05:30"})
    void agreesWithTheJdkAtRandomTimes(String zone) {
        ZoneId id = ZoneId.of(zone);
        WallClock clock = WallClock.of(DataType.timestampLtz(6), id);
        Random random = new Random(1);
        long previous = Long.MIN_VALUE;
        for (int i = 0; i < 20_000; i++) {
            long micros = (random.nextLong() >> 14) / (i % 2 == 0 ? 1 : 1_000_000);
            LocalDateTime expected = Boxed.toInstant(micros).atZone(id).toLocalDateTime();
            long local = expected.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + expected.getNano() / 1000;
            assertThat(clock.toLocal(micros)).isEqualTo(local);
            assertThat(clock.endTime(local)).isGreaterThanOrEqualTo(micros);
            previous = Math.max(previous, micros);
        }
        assertThat(previous).isPositive();
    }

    @Test
    void closingTimesNeverGoBack() {
        WallClock clock = WallClock.of(DataType.timestampLtz(3), LOS_ANGELES);
        for (String day : new String[] {"2021-03-13T22:00:00", "2021-11-06T22:00:00"}) {
            long last = Long.MIN_VALUE;
            for (int minute = 0; minute < 600; minute++) {
                long closing = clock.closingTime(local(day) + minute * 60_000_000L);
                assertThat(closing).isGreaterThanOrEqualTo(last);
                last = closing;
            }
        }
    }
}

package io.levada.connector.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.testkit.connector.KnownOutages;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionWatchTest {
    private static final String GONE = "the broker at b:1 doesn't answer any more";
    private static final String BACK = "the broker at b:1 answered";

    private final FakeMetrics metrics = new FakeMetrics();
    private final KnownOutages outages = new KnownOutages();
    private double connections = 1;
    private double received;
    private long millis;

    private ConnectionWatch watch(Duration rest) {
        metrics.add("connection-count", "consumer-metrics", () -> connections);
        metrics.add("incoming-byte-total", "consumer-metrics", () -> received);
        metrics.add("incoming-byte-total", "consumer-node-metrics", () -> (double) System.nanoTime());
        return new ConnectionWatch("b:1", metrics.all(), rest, outages, () -> millis * 1_000_000);
    }

    private void pass(ConnectionWatch watch, double seconds, boolean working) {
        for (long end = millis + (long) (seconds * 1000); millis < end; millis += 100) {
            watch.check(working);
        }
    }

    private void hear(ConnectionWatch watch) {
        received += 100;
        pass(watch, 0.6, true);
    }

    @Test
    void withoutAConnectionItIsToldWithinThreeSecondsAndOnce() {
        ConnectionWatch watch = watch(Duration.ZERO);
        hear(watch);
        connections = 0;
        pass(watch, 2, true);
        assertThat(outages.said()).isEmpty();
        pass(watch, 20, true);
        assertThat(outages.said()).containsExactly(GONE);
        connections = 1;
        pass(watch, 1, true);
        assertThat(outages.said()).as("a connection is no answer yet").containsExactly(GONE);
        hear(watch);
        assertThat(outages.said()).containsExactly(GONE, BACK);
    }

    @Test
    void aBrokerThatKeepsItsConnectionsButSaysNothingIsToldAfterTenSeconds() {
        ConnectionWatch watch = watch(Duration.ZERO);
        hear(watch);
        pass(watch, 9, true);
        assertThat(outages.said()).isEmpty();
        pass(watch, 3, true);
        assertThat(outages.said()).containsExactly(GONE);
    }

    @Test
    void aBrokerMayBeSilentForAsLongAsAFetchMayTake() {
        ConnectionWatch watch = watch(Duration.ofSeconds(30));
        hear(watch);
        pass(watch, 35, true);
        assertThat(outages.said()).isEmpty();
    }

    @Test
    void oneThatNeverAnsweredComesWithAdvice() {
        ConnectionWatch watch = watch(Duration.ZERO);
        pass(watch, 5, true);
        assertThat(outages.said())
                .containsExactly("the broker at b:1 doesn't answer: is it running there, and is"
                        + " 'properties.bootstrap.servers' right?");
    }

    @Test
    void oneThatAnswersSomeRequestsComesWithOtherAdvice() {
        ConnectionWatch watch = watch(Duration.ZERO);
        received = 100;
        watch.unanswered(Duration.ofSeconds(10), "could not look: no leader").answered();
        assertThat(outages.said().get(0)).contains("answer: could not look: no leader; it", "advertised.listeners");
        assertThat(outages.waiting()).isEmpty();
    }

    @Test
    void whoWantsNothingMissesNothing() {
        ConnectionWatch watch = watch(Duration.ZERO);
        connections = 0;
        pass(watch, 60, false);
        assertThat(outages.said()).isEmpty();
    }

    @Test
    void aProcessThatWasSuspendedHasMissedNothing() {
        ConnectionWatch watch = watch(Duration.ZERO);
        hear(watch);
        connections = 0;
        pass(watch, 1, true);
        millis += 3_600_000;
        pass(watch, 1, true);
        assertThat(outages.said()).isEmpty();
    }

    @Test
    void aClientThatIsClosedGivesUp() {
        ConnectionWatch watch = watch(Duration.ZERO);
        hear(watch);
        connections = 0;
        pass(watch, 5, true);
        watch.close();
        assertThat(outages.waiting()).isEmpty();
        assertThat(outages.said()).containsExactly(GONE, "the broker at b:1 was given up");
    }
}

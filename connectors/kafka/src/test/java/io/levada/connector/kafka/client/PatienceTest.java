package io.levada.connector.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.testkit.connector.KnownOutages;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {
    private final KnownOutages outages = new KnownOutages();
    private final FakeMetrics metrics = new FakeMetrics();

    /** Of a client with a connection, over which something came. */
    private Patience patience() {
        metrics.add("connection-count", "admin-client-metrics", () -> 1.0);
        metrics.add("incoming-byte-total", "admin-client-metrics", () -> 100.0);
        return new Patience("b:1", metrics.all(), outages);
    }

    /** @return once the wait was told */
    private boolean fails(Exception error) throws Exception {
        if (outages.waiting().isEmpty()) {
            throw error;
        }
        return true;
    }

    @Test
    void whyItWaitsIsTold() {
        Exception error = new ExecutionException(
                new TimeoutException("Call(callName=x) timed out", new LeaderNotAvailableException("no leader there")));
        assertThat(patience().<Boolean>call("look for topic 't'", () -> fails(error)))
                .isTrue();
        assertThat(outages.said().get(0))
                .startsWith(
                        "the broker at b:1 doesn't answer: could not look for topic 't': no leader there; it answers some");
        assertThat(outages.waiting()).isEmpty();
    }

    @Test
    void aTimeoutWithoutACauseSpeaksForItself() {
        assertThat(patience().<Boolean>call("look", () -> fails(new TimeoutException("too slow"))))
                .isTrue();
        assertThat(outages.said().get(0)).contains("could not look: too slow; ");
    }
}

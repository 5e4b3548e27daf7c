package io.levada.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of the topic give the answers of the events that are made while the query runs. */
class KafkaInputTest {
    private static final int EVENTS = 20_000;

    @TempDir
    static Path scratch;

    private static EmbeddedBroker broker;
    private static Queries made;
    private static Queries read;

    @BeforeAll
    static void fill() throws Exception {
        broker = EmbeddedBroker.start(scratch.resolve("broker"), 0);
        broker.createTopic("nexmark", EventTopic.PARTITIONS);
        EventTopic topic = new EventTopic(broker.bootstrapServers(), "nexmark");
        Path files = Files.createDirectory(scratch.resolve("files"));
        Queries queries = new Queries(Path.of("..").toAbsolutePath().normalize().resolve("examples/nexmark"), files);
        // Each event has a time of its own, so that "the last" is always one.
        made = queries.over(queries.tables().replace("${RATE:-100000}", "1000"));
        topic.fill(made.tables(), EVENTS);
        read = made.over(topic.over(made.tables()));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q0", "q1", "q2", "q3", "q5", "q8", "q11", "q17", "q18", "q22"})
    void answersAreThoseOfTheGenerator(String query) throws Exception {
        FinalTable expected = answer(made, query);
        FinalTable actual = answer(read, query);
        assertThat(expected.size()).isPositive();
        assertThat(actual.differences(expected)).isEmpty();
    }

    private static FinalTable answer(Queries queries, String query) throws Exception {
        String script = queries.script(query, EVENTS, "collect");
        return Verification.inProcess(query, script, Verification.Regime.TWO_WORKERS);
    }
}

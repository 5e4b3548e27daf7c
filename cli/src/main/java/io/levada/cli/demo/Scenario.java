package io.levada.cli.demo;

import io.levada.cli.demo.replay.FlightSource;
import io.levada.cli.demo.replay.PoisonedSource;
import io.levada.cli.demo.replay.QuakeSource;
import io.levada.cli.demo.replay.ReplaySource;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Function;

/**
 * An example that the demo runs: real data, the topic that it is replayed into, and the script that reads it.
 *
 * @param title what the data are, for a person
 * @param source opens the data below {@code examples/}
 */
record Scenario(
        String name, String title, String script, String topic, int partitions, Function<Path, ReplaySource> source) {
    private static final long SEED = 2001;
    private static final int JITTER_SECONDS = 240;
    private static final int POISON_PER_MILLION = 50;
    /** A morning: at night few planes leave. */
    private static final LocalDateTime FIRST_DEPARTURE = LocalDateTime.of(2001, 1, 2, 7, 0);

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "flights",
                    "508,239 US flights of January 2001",
                    "flights/flights.sql",
                    "flights",
                    2,
                    examples -> new PoisonedSource(
                            FlightSource.open(
                                    examples.resolve("flights/data/flights-2001-01.csv.gz"),
                                    SEED,
                                    JITTER_SECONDS,
                                    FIRST_DEPARTURE),
                            POISON_PER_MILLION,
                            SEED)),
            new Scenario(
                    "quakes",
                    "1,707 earthquakes of a week in 2018",
                    "quakes/quakes.sql",
                    "quakes",
                    1,
                    examples -> QuakeSource.open(
                            examples.resolve("quakes/data/quakes-2018-02.jsonl.gz"), SEED, JITTER_SECONDS)));
}

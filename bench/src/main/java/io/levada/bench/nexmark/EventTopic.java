package io.levada.bench.nexmark;

import io.levada.core.child.ScriptRequest;
import io.levada.core.connector.Connectors;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.sql.SqlSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The events as JSON in a topic, as the public benchmark puts them there: one object with {@code event_type},
 * {@code person}, {@code auction} and {@code bid}, of which two are null. A run reads it from its beginning to where it
 * ends when the run starts, with the consumer's default settings.
 */
record EventTopic(String bootstrap, String name) {
    static final int PARTITIONS = 4;

    private static final String OPTIONS = ") WITH (";

    /** Writes so many of the events that {@code tables} declares. */
    void fill(String tables, long events) throws Exception {
        String script =
                SqlSession.substitute(tables, Map.of("EVENTS", Long.toString(events))) + """
                CREATE TABLE event_topic WITH (%s, 'sink.delivery-guarantee' = 'at-least-once')
                LIKE datagen (EXCLUDING GENERATED EXCLUDING WATERMARKS EXCLUDING OPTIONS);
                INSERT INTO event_topic SELECT event_type, person, auction, bid FROM datagen;
                """.formatted(options());
        Connectors connectors = Connectors.load();
        ScriptRequest request = Queries.request(script, ScriptRequest.Purpose.RUN, Map.of("parallelism.default", "1"));
        Path state = Files.createTempDirectory("levada-events");
        try (JobHandle job = Engine.start(
                LevadaChild.plan(request, connectors).plan(),
                JobEnvironment.of("events", connectors).withDirectory(state))) {
            job.awaitEnd().orThrow();
        } finally {
            LevadaChild.delete(state);
        }
    }

    /** The same tables over the topic. */
    String over(String tables) {
        int start = tables.indexOf(OPTIONS) + OPTIONS.length();
        int end = tables.indexOf(");", start);
        List<String> reading = List.of(
                options(),
                "'scan.startup.mode' = 'earliest-offset'",
                "'scan.bounded.mode' = 'latest-offset'",
                "'properties.interceptor.classes' = '" + FirstRecord.class.getName() + "'");
        return tables.substring(0, start) + String.join(", ", reading) + tables.substring(end);
    }

    private String options() {
        return "'connector' = 'kafka', 'topic' = '" + name + "', 'properties.bootstrap.servers' = '" + bootstrap
                + "', 'format' = 'json'";
    }
}

package io.levada.bench.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What stands between the two topics, and what it promises. */
public enum Mode {
    /** Rows of a Java program through the query to the same program. */
    IN_PROCESS("in process", Engine.NONE, 0),
    /** One topic and nothing between: what the broker and its clients take. */
    FLOOR("floor, no engine", Engine.NONE, 0),
    LEVADA("Levada, at least once", Engine.LEVADA, 0),
    FLINK("Flink, at least once", Engine.FLINK, 0),
    STREAMS("Kafka Streams, at least once", Engine.STREAMS, 0),
    LEVADA_EO100("Levada, exactly once, 100 ms", Engine.LEVADA, 100),
    STREAMS_EO100("Kafka Streams, exactly once, 100 ms", Engine.STREAMS, 100),
    LEVADA_EO200("Levada, exactly once, 200 ms", Engine.LEVADA, 200),
    FLINK_EO200("Flink, exactly once, 200 ms", Engine.FLINK, 200);

    /** Who runs the query. */
    enum Engine {
        NONE,
        LEVADA,
        FLINK,
        STREAMS
    }

    private final String label;
    private final Engine engine;
    private final int intervalMillis;

    Mode(String label, Engine engine, int intervalMillis) {
        this.label = label;
        this.engine = engine;
        this.intervalMillis = intervalMillis;
    }

    String label() {
        return label;
    }

    Engine engine() {
        return engine;
    }

    /** Between checkpoints (or commits) that make output visible; 0 when it is visible at once. */
    int intervalMillis() {
        return intervalMillis;
    }

    boolean exactlyOnce() {
        return intervalMillis > 0;
    }

    /** As in names of figures and topics. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String key) {
        return Arrays.stream(values())
                .filter(mode -> mode.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no mode '" + key + "'; there are: "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Mode::key).toList())));
    }

    static List<Mode> of(Engine engine) {
        return Arrays.stream(values()).filter(mode -> mode.engine == engine).toList();
    }
}

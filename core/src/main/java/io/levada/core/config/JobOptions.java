package io.levada.core.config;

import java.time.Duration;
import java.util.List;

/** The settings of a job ({@code SET 'key' = 'value'}), under Flink's names where Flink has the concept. */
public final class JobOptions {
    public static final Option<String> NAME =
            Option.string("pipeline.name", null, "Name of the job; its state is kept under it.");
    public static final Option<Integer> PARALLELISM =
            Option.integer("parallelism.default", null, "Workers; without it, one per processor.");
    public static final Option<Duration> CHECKPOINT_INTERVAL = Option.duration(
            "execution.checkpointing.interval", Duration.ofSeconds(1), "Time between checkpoints; 0 means none.");
    public static final Option<Mode> CHECKPOINT_MODE = Option.oneOf(
            "execution.checkpointing.mode", Mode.class, Mode.EXACTLY_ONCE, "What is promised about the output.");
    public static final Option<Duration> CHECKPOINT_TIMEOUT = Option.duration(
            "execution.checkpointing.timeout", Duration.ofMinutes(10), "A checkpoint that takes longer fails the job.");
    public static final Option<String> STATE_DIRECTORY = Option.string(
            "execution.checkpointing.dir",
            null,
            "Where checkpoints lie; without it, .levada/<job name> below the working directory.");
    public static final Option<Duration> STATE_TTL = Option.duration(
            "table.exec.state.ttl", Duration.ZERO, "State that no row touched for this long is dropped; 0 keeps it.");
    public static final Option<Duration> SOURCE_IDLE_TIMEOUT = Option.duration(
            "table.exec.source.idle-timeout",
            Duration.ZERO,
            "A silent source stops holding the watermark back after this; 0 never.");
    public static final Option<String> LOCAL_TIME_ZONE =
            Option.string("table.local-time-zone", "default", "Zone of the session, such as Europe/Lisbon.");
    public static final Option<Runtime> RUNTIME_MODE =
            Option.oneOf("execution.runtime-mode", Runtime.class, Runtime.STREAMING, "Only streaming so far.");
    public static final Option<Integer> BATCH_SIZE =
            Option.integer("levada.batch-size", 4096, "Most rows that move together.");
    public static final Option<Duration> SHUTDOWN_TIMEOUT = Option.duration(
            "levada.shutdown.timeout",
            Duration.ofSeconds(30),
            "How long a graceful stop may take."
                    + " Without it a stop waits only 10 s for an outside system that doesn't answer.");
    public static final Option<Long> MEMORY_LIMIT = Option.memory(
            "levada.memory.limit",
            null,
            "What state may take in memory; more than that moves to disk. Without it, 70 % of -Xmx.");
    public static final Option<Boolean> INTERPRETER = Option.bool(
            "levada.codegen.interpreter",
            false,
            "Evaluate expressions by interpretation, to compare with generated code.");

    /** Every key that SET takes. */
    public static final List<Option<?>> ALL = List.of(
            NAME,
            PARALLELISM,
            CHECKPOINT_INTERVAL,
            CHECKPOINT_MODE,
            CHECKPOINT_TIMEOUT,
            STATE_DIRECTORY,
            STATE_TTL,
            SOURCE_IDLE_TIMEOUT,
            LOCAL_TIME_ZONE,
            RUNTIME_MODE,
            BATCH_SIZE,
            SHUTDOWN_TIMEOUT,
            MEMORY_LIMIT,
            INTERPRETER);

    private JobOptions() {}

    /** The values of {@link #CHECKPOINT_MODE}. */
    public enum Mode {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    /** The values of {@link #RUNTIME_MODE}. */
    public enum Runtime {
        STREAMING
    }
}

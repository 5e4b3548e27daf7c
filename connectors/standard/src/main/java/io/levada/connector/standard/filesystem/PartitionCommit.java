package io.levada.connector.standard.filesystem;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.data.Watermark;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says that a partition is complete, for those who read the directories: an empty file, {@code _SUCCESS}, once the
 * watermark or the clock has passed the partition's time and a delay. As in Flink a partition that gets late rows after
 * that is committed again. What is still to be committed isn't kept in checkpoints: it is what has files but no success file.
 */
final class PartitionCommit {
    static final Option<String> POLICY =
            Option.string("sink.partition-commit.policy.kind", null, "How a complete partition is told: success-file.");
    static final Option<Trigger> TRIGGER = Option.oneOf(
            "sink.partition-commit.trigger",
            Trigger.class,
            Trigger.PROCESS_TIME,
            "Whether the clock or the watermark completes a partition.");
    static final Option<Duration> DELAY =
            Option.duration("sink.partition-commit.delay", Duration.ZERO, "How long after its time it is complete.");
    static final Option<String> SUCCESS_FILE =
            Option.string("sink.partition-commit.success-file.name", "_SUCCESS", "The name of the file.");

    /** What completes a partition. */
    enum Trigger {
        PROCESS_TIME,
        PARTITION_TIME
    }

    private final Table table;
    private final Path root;
    private final Trigger trigger;
    private final Duration delay;
    private final String successFile;
    private final PartitionTime time;
    /** By directory below the root: when it was first seen here. */
    private final Map<String, Long> pendingSinceNanos = new LinkedHashMap<>();

    private boolean searched;

    private PartitionCommit(Table table, Path root) {
        this.table = table;
        this.root = root;
        trigger = table.options().get(TRIGGER);
        delay = table.options().get(DELAY);
        successFile = table.options().get(SUCCESS_FILE);
        time = new PartitionTime(table);
    }

    /** Null when the table doesn't ask for it. */
    static @Nullable PartitionCommit of(Table table, Path root) {
        return table.options().has(POLICY) ? new PartitionCommit(table, root) : null;
    }

    /** Says what is wrong with the options. */
    static void check(Table table) {
        if (!table.options().has(POLICY)) {
            for (Option<?> option : List.of(TRIGGER, DELAY, SUCCESS_FILE)) {
                if (table.options().has(option)) {
                    throw new LevadaException(
                            ErrorCode.OPTION_MISSING,
                            "'" + option.key() + "' does nothing without '" + POLICY.key() + "'",
                            "write '" + POLICY.key() + "' = 'success-file'");
                }
            }
            return;
        }
        String policy = table.options().get(POLICY);
        if (!policy.equals("success-file")) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "'" + POLICY.key() + "' = '" + policy + "' is not there yet",
                    "'success-file' is");
        }
        if (table.partitionKeys().isEmpty()) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + POLICY.key() + "' needs a table with PARTITIONED BY, which '" + table.name() + "' hasn't");
        }
        new PartitionTime(table);
    }

    /** Looks once for what an earlier run left to be committed. To be called before further files come into view. */
    void findPending() throws IOException {
        if (searched || !Files.isDirectory(root)) {
            searched = true;
            return;
        }
        searched = true;
        int depth = table.partitionKeys().size();
        try (Stream<Path> all = Files.walk(root, depth)) {
            for (Path directory : (Iterable<Path>) all.filter(p -> isPartition(p, depth))::iterator) {
                if (!Files.exists(directory.resolve(successFile)) && hasFiles(directory)) {
                    pendingSinceNanos.put(root.relativize(directory).toString(), System.nanoTime());
                }
            }
        }
    }

    private boolean isPartition(Path path, int depth) {
        return root.relativize(path).getNameCount() == depth
                && path.getFileName().toString().contains("=")
                && Files.isDirectory(path);
    }

    private static boolean hasFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(f -> f.getFileName().toString().startsWith("part-"));
        }
    }

    /**
     * Commits what is complete after a checkpoint.
     *
     * @param applied the staged files that came into view
     * @param watermark of all writers, in microseconds; {@link Watermark#MAX} at the end of the input
     */
    void after(List<String> applied, long watermark) throws IOException {
        long now = System.nanoTime();
        for (String file : applied) {
            String directory = Objects.requireNonNull(Path.of(file).getParent()).toString();
            pendingSinceNanos.putIfAbsent(directory, now);
        }
        for (Iterator<Map.Entry<String, Long>> i = pendingSinceNanos.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<String, Long> pending = i.next();
            if (watermark == Watermark.END || isComplete(pending.getKey(), now - pending.getValue(), watermark)) {
                commit(root.resolve(pending.getKey()));
                i.remove();
            }
        }
    }

    private boolean isComplete(String directory, long ageNanos, long watermark) {
        return switch (trigger) {
            case PROCESS_TIME -> ageNanos >= delay.toNanos();
            case PARTITION_TIME ->
                watermark != Watermark.NONE && watermark > time.micros(values(directory)) + delay.toNanos() / 1000;
        };
    }

    private Map<String, String> values(String directory) {
        Map<String, String> values = new HashMap<>();
        for (Path part : Path.of(directory)) {
            String text = part.toString();
            int equals = text.indexOf('=');
            values.put(
                    PartitionValues.unescape(text.substring(0, equals)),
                    PartitionValues.unescape(text.substring(equals + 1)));
        }
        return values;
    }

    private void commit(Path directory) throws IOException {
        Path file = directory.resolve(successFile);
        Files.write(file, new byte[0]);
        PartFiles.syncDirectory(directory);
    }
}

package io.levada.flink.portable;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings of a job as Flink takes them. */
public final class SettingMapping {
    /** Levada takes a checkpoint each second unless told otherwise; Flink takes none. */
    public static final Map<String, String> DEFAULTS = Map.of("execution.checkpointing.interval", "1 s");

    private final Path workingDirectory;
    private final Consumer<String> notes;

    public SettingMapping(Path workingDirectory, Consumer<String> notes) {
        this.workingDirectory = workingDirectory;
        this.notes = notes;
    }

    /** The value to set; nothing when the key means nothing to Flink. */
    public Optional<String> map(String key, String value) {
        if (key.startsWith("levada.")) {
            notes.accept("'" + key + "' is Levada's alone; Flink does without it");
            return Optional.empty();
        }
        return Optional.of(
                switch (key) {
                    case "execution.checkpointing.dir" -> directory(value);
                    case "execution.checkpointing.mode" -> value.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
                    default -> value;
                });
    }

    private String directory(String value) {
        return value.contains("://") || value.startsWith("file:")
                ? value
                : workingDirectory.resolve(value).toUri().toString();
    }
}

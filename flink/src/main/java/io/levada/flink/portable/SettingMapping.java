package io.levada.flink.portable;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.util.TimeUtils;

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

    /** What becomes of a setting. */
    public sealed interface Mapped {
        /** It is set to this. */
        record To(String value) implements Mapped {}

        /** It is taken back, because it means nothing to Flink or says so in this way. */
        record Unset() implements Mapped {}
    }

    public Mapped map(String key, String value) {
        if (key.startsWith("levada.")) {
            notes.accept("'" + key + "' is Levada's alone; Flink does without it");
            return new Mapped.Unset();
        }
        return switch (key) {
            case "execution.checkpointing.interval" ->
                TimeUtils.parseDuration(value).isZero() ? new Mapped.Unset() : new Mapped.To(value);
            case "execution.checkpointing.dir" -> new Mapped.To(directory(value));
            case "execution.checkpointing.mode" ->
                new Mapped.To(value.replace('-', '_').toUpperCase(Locale.ROOT));
            default -> new Mapped.To(value);
        };
    }

    private String directory(String value) {
        return value.contains("://") || value.startsWith("file:")
                ? value
                : workingDirectory.resolve(value).toUri().toString();
    }
}

package io.levada.cli.demo;

import io.levada.cli.demo.replay.Speed;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the demo runs.
 *
 * @param speed of the replay
 * @param duration after which it ends; null for never
 * @param directory where everything is kept; null for a temporary one
 * @param keep whether a temporary directory is left
 * @param fresh whether what an earlier demo left in the directory is deleted first
 * @param plain lines in place of a picture
 * @param port of the broker; null for the usual one, or any free one when that is taken
 */
public record DemoOptions(
        Speed speed,
        @Nullable Duration duration,
        @Nullable Path directory,
        boolean keep,
        boolean fresh,
        boolean plain,
        @Nullable Integer port) {}

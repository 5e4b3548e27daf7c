package io.levada.core.connector;

import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a connector may know of the job that it works for.
 *
 * @param id stable over restarts of the same pipeline and unique among those that share a broker
 * @param guarantee NONE when the job takes no checkpoints
 * @param directory where the job may keep files; null for a job that keeps nothing
 * @param zone of the session, such as {@code Europe/Lisbon}
 */
public record JobInfo(
        String id, DeliveryGuarantee guarantee, @Nullable Path directory, Settings settings, java.time.ZoneId zone) {}

package io.levada.engine.job;

import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.JobOptions;
import io.levada.core.config.Settings;
import io.levada.core.connector.JobInfo;
import io.levada.engine.checkpoint.store.StateDirectory;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A job's settings, read. */
record JobConfig(
        int workers,
        int batchSize,
        long memoryLimitBytes,
        long stateTtlMicros,
        ZoneId zone,
        long intervalMillis,
        long timeoutMillis,
        long stopTimeoutMillis,
        long stopSilentMillis,
        DeliveryGuarantee guarantee) {

    /** How long a stop waits for an outside system that doesn't answer, unless somebody said how long a stop may take. */
    private static final long STOP_SILENT_MILLIS = 10_000;

    static JobConfig of(Settings settings, boolean keepsState) {
        long interval =
                keepsState ? settings.get(JobOptions.CHECKPOINT_INTERVAL).toMillis() : 0;
        DeliveryGuarantee guarantee = interval == 0
                ? DeliveryGuarantee.NONE
                : settings.get(JobOptions.CHECKPOINT_MODE) == JobOptions.Mode.EXACTLY_ONCE
                        ? DeliveryGuarantee.EXACTLY_ONCE
                        : DeliveryGuarantee.AT_LEAST_ONCE;
        String zone = settings.get(JobOptions.LOCAL_TIME_ZONE);
        return new JobConfig(
                settings.find(JobOptions.PARALLELISM)
                        .orElse(Runtime.getRuntime().availableProcessors()),
                settings.get(JobOptions.BATCH_SIZE),
                settings.find(JobOptions.MEMORY_LIMIT).orElseGet(JobConfig::defaultMemoryLimit),
                settings.get(JobOptions.STATE_TTL).toNanos() / 1000,
                zone.equals("default") ? ZoneId.systemDefault() : ZoneId.of(zone),
                interval,
                settings.get(JobOptions.CHECKPOINT_TIMEOUT).toMillis(),
                settings.get(JobOptions.SHUTDOWN_TIMEOUT).toMillis(),
                settings.has(JobOptions.SHUTDOWN_TIMEOUT)
                        ? settings.get(JobOptions.SHUTDOWN_TIMEOUT).toMillis()
                        : STOP_SILENT_MILLIS,
                guarantee);
    }

    /** The rest is for what moves, and for pages that were copied while a checkpoint is written. */
    private static long defaultMemoryLimit() {
        return Runtime.getRuntime().maxMemory() / 10 * 7;
    }

    JobInfo info(String name, Settings settings, @Nullable StateDirectory directory) {
        return directory == null
                ? new JobInfo(name, guarantee, null, settings, zone)
                : new JobInfo(directory.jobId(name), guarantee, directory.root(), settings, zone);
    }
}

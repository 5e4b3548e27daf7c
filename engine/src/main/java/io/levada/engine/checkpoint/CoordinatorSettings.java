package io.levada.engine.checkpoint;

import io.levada.core.connector.CheckpointDecider;
import io.levada.engine.checkpoint.store.StateDirectory;
import io.levada.engine.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator works with.
 *
 * @param directory null when nothing is kept
 * @param deciderName empty when there is no decider
 * @param start from where the job goes on
 * @param intervalMillis 0 for checkpoints at the end only
 * @param silent the outside systems that a checkpoint needs and that don't answer now; must not block
 */
public record CoordinatorSettings(
        int workers,
        @Nullable StateDirectory directory,
        @Nullable CheckpointDecider decider,
        String deciderName,
        String fingerprint,
        Start start,
        long intervalMillis,
        long timeoutMillis,
        Supplier<List<String>> silent,
        Clock clock) {}

package io.levada.bench.latency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Processor time of a process from one moment to another, in cores. */
final class Sampler {
    private final @Nullable ProcessHandle process;
    private final long startNanos = System.nanoTime();
    private final Duration before;

    Sampler(@Nullable ProcessHandle process) {
        this.process = process;
        this.before = cpu();
    }

    private Duration cpu() {
        return process == null
                ? Duration.ZERO
                : process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    double cores() {
        return (double) cpu().minus(before).toNanos() / (System.nanoTime() - startNanos);
    }
}

package io.levada.cli.demo;

import io.levada.cli.demo.replay.ReplayProgress;
import io.levada.cli.run.Sample;
import io.levada.engine.checkpoint.CheckpointFigures;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The demo at one moment, summed over its pipelines.
 *
 * @param nanos {@link System#nanoTime} of the moment
 * @param clock the event time that the flights have reached; null before the first
 * @param events that the pipelines have read
 * @param results that readers have seen committed
 * @param dead records that could not be decoded
 * @param lag records that wait in the topics
 * @param p50 and p99 and worst: milliseconds from publishing to being seen
 * @param checkpointMillis how long the newest checkpoint took
 * @param replayDone whether all data have been published
 */
record DemoFigures(
        long nanos,
        @Nullable LocalDateTime clock,
        long events,
        long results,
        long alerts,
        long dead,
        long late,
        long lag,
        long p50,
        long p99,
        long worst,
        long checkpoint,
        double checkpointMillis,
        long checkpointBytes,
        boolean replayDone) {

    static DemoFigures of(List<DemoPipeline> pipelines, DemoState state) {
        long events = 0;
        long dead = 0;
        long late = 0;
        long lag = 0;
        boolean done = true;
        for (DemoPipeline pipeline : pipelines) {
            Sample sample = pipeline.sample();
            events += sample.rowsIn();
            dead += sample.dead();
            late += sample.late();
            lag += Math.max(0, sample.lag());
            done &= pipeline.replayed().done();
        }
        ReplayProgress first = pipelines.get(0).replayed();
        CheckpointFigures checkpoints = pipelines.get(0).job().checkpoints();
        Latencies latencies = state.latencies();
        return new DemoFigures(
                System.nanoTime(),
                first.eventMillis() == 0
                        ? null
                        : LocalDateTime.ofInstant(Instant.ofEpochMilli(first.eventMillis()), ZoneOffset.UTC),
                events,
                state.results(),
                state.alerts(),
                dead,
                late,
                lag,
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.percentile(100),
                checkpoints.lastId(),
                checkpoints.lastDurationNanos() / 1e6,
                checkpoints.lastBytes(),
                done && lag == 0);
    }

    /** The line that ends a plain demo. */
    String summary() {
        return "events=" + events + " results=" + results + " alerts=" + alerts + " dead=" + dead + " p99_ms=" + p99;
    }
}

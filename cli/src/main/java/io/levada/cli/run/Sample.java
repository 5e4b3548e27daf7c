package io.levada.cli.run;

import java.util.Set;

/**
 * What a job has done so far, at one moment.
 *
 * @param nanos {@link System#nanoTime} of the moment
 * @param rowsIn rows that sources emitted
 * @param rowsOut rows that sinks were given
 * @param filtered rows that no filter let pass
 * @param late rows that came after their window had closed
 * @param dead records that could not be decoded
 * @param watermarkMicros the least over the sources; {@link io.levada.core.data.Watermark#NONE} when there is none yet
 * @param lag records that wait in the source; -1 when it isn't known
 * @param unreachable sources whose outside system doesn't answer; all of them while the job doesn't run yet
 * @param checkpoint the last one that was completed, 0 before the first
 */
public record Sample(
        long nanos,
        long rowsIn,
        long rowsOut,
        long filtered,
        long late,
        long dead,
        long watermarkMicros,
        long lag,
        Set<String> unreachable,
        long checkpoint) {
    public Sample {
        unreachable = Set.copyOf(unreachable);
    }

    /** Events per second between an earlier moment and this one. A job that started again between them counts from 0. */
    public static double rate(long before, long now, long nanosBetween) {
        return nanosBetween <= 0 ? 0 : (now < before ? now : now - before) * 1e9 / nanosBetween;
    }
}

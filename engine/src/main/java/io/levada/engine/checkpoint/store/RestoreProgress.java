package io.levada.engine.checkpoint.store;

import io.levada.engine.time.Clock;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells a person how far a restore is: after two seconds and then every ten, and at last how long it took. Of one that
 * takes less nothing is said. First the checkpoint is checked, by one thread, then all tasks read it at the same time; what
 * happens between these two doesn't count.
 */
public final class RestoreProgress {
    private static final long SILENT_NANOS = 2_000_000_000L;
    private static final long EVERY_NANOS = 10_000_000_000L;
    private static final double MEGA = 1e6;
    private static final double NANOS = 1e9;

    private final Clock clock;
    private final Consumer<String> notices;
    private String what = "";
    private long id;
    private long bytes;
    private long done;
    /** Of the parts before this one. */
    private long nanosBefore;

    private long start;
    private long nextNotice = SILENT_NANOS;
    private int tasks;

    /** @param notices takes sentences, from any thread */
    public RestoreProgress(Clock clock, Consumer<String> notices) {
        this.clock = clock;
        this.notices = notices;
    }

    /** The files of a checkpoint are going to be read and compared with their checksums. */
    synchronized void checking(long checkpoint, long ofBytes) {
        id = checkpoint;
        begin("checking", ofBytes);
    }

    synchronized void checked() {
        nanosBefore = nanos();
    }

    /** So many tasks are going to take their state from the checkpoint, each of which calls {@link #restored} in the end. */
    public synchronized void restoring(long ofBytes, int byTasks) {
        tasks = byTasks;
        begin("restoring", ofBytes);
    }

    private void begin(String doing, long ofBytes) {
        what = doing;
        bytes = ofBytes;
        done = 0;
        start = clock.nanoTime();
    }

    private long nanos() {
        return nanosBefore + clock.nanoTime() - start;
    }

    synchronized void read(long more) {
        done += more;
        long nanos = nanos();
        if (nanos >= nextNotice) {
            nextNotice = nanos + EVERY_NANOS;
            notices.accept(what + " checkpoint " + id + ", " + String.format(Locale.ROOT, "%,.0f", done / MEGA) + " of "
                    + megabytes());
        }
    }

    private String megabytes() {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / MEGA);
    }

    /** One of the tasks has its state. */
    public synchronized void restored() {
        if (--tasks == 0 && nanos() >= SILENT_NANOS) {
            notices.accept("restored checkpoint " + id + ", " + megabytes() + " in "
                    + String.format(Locale.ROOT, "%.1f s", nanos() / NANOS));
        }
    }
}

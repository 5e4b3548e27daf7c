package io.levada.engine.dataflow;

import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Barrier;
import java.util.List;

/**
 * One worker's copy of a stage. The worker calls {@link #work} over and over; each call does a bounded bit: what waits at
 * the ways out goes first, then a watermark that is under way, then new input. Nothing here blocks.
 */
public abstract class Task implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;
    private static final long SAMPLE_NANOS = 100_000_000;

    final int stage;
    final TaskSettings settings;
    final Flow flow;
    final Reports reports;
    final StepContext.Now now;
    /** Nanoseconds with and without room for output. */
    final Count busyNanos = new Count();

    final Count blockedNanos = new Count();

    /** How long the newest barrier kept rows from being worked on. */
    final Count pauseNanos = new Count();

    private final List<Readiness> readiness;
    private long blockedSince;
    private long nextTick;
    private long nextSample;
    /** What was reported to the budget. */
    private long stateBytes;

    private long stuckBytes;

    private boolean ready;

    /** Something that has to be there before the first row passes: a loaded lookup table. */
    @FunctionalInterface
    public interface Readiness {
        boolean isReady();
    }

    public int stage() {
        return stage;
    }

    public int worker() {
        return settings.worker();
    }

    Task(int stage, TaskSettings settings, Flow flow, StepContext.Now now, Reports reports, List<Readiness> readiness) {
        this.stage = stage;
        this.settings = settings;
        this.flow = flow;
        this.now = now;
        this.reports = reports;
        this.readiness = readiness;
    }

    /** Called once by the worker's thread before the first {@link #work}. */
    abstract void open();

    /** Does a bit. @return whether there was anything to do */
    final boolean work() {
        long start = settings.clock().nanoTime();
        boolean progress = workAt(start);
        if (progress) {
            busyNanos.add(settings.clock().nanoTime() - start);
        }
        if (start - nextSample >= 0 || hasGrown()) {
            nextSample = start + SAMPLE_NANOS;
            sample();
        }
        return progress;
    }

    private void sample() {
        long bytes = measure();
        long wanted = settings.budget().grown(bytes - stateBytes, bytes);
        stateBytes = bytes;
        long stuck = 0;
        if (wanted > 0) {
            long freed = 0;
            for (StepRun step : flow.steps()) {
                long part = (long) Math.ceil((double) wanted * step.memoryBytes / bytes);
                freed += part > 0 ? step.memory.makeRoom(part, step.memoryBytes) : 0;
            }
            long left = measure();
            settings.budget().grown(left - stateBytes, left);
            stateBytes = left;
            stuck = freed < wanted ? left - pinnedBytes() : 0;
        }
        if (stuck != stuckBytes) {
            long more = stuck - stuckBytes;
            stuckBytes = stuck;
            settings.budget().stuck(more);
        }
    }

    private long measure() {
        long bytes = 0;
        for (StepRun step : flow.steps()) {
            step.sample();
            bytes += step.memoryBytes;
        }
        return bytes;
    }

    private long pinnedBytes() {
        long bytes = 0;
        for (StepRun step : flow.steps()) {
            bytes += step.memory.pinnedBytes();
        }
        return bytes;
    }

    /** Whether so much memory was taken since it was reported that it must be now, before more input is taken. */
    final boolean hasGrown() {
        long bytes = 0;
        for (StepRun step : flow.steps()) {
            bytes += step.memory.grownBytes();
        }
        return bytes > settings.budget().stepBytes();
    }

    /** For whoever fills the state before there is input; between two bits of that. */
    final void makeRoom() {
        if (hasGrown()) {
            sample();
        }
    }

    private boolean workAt(long nanos) {
        if (!flow.isClear()) {
            boolean moved = flow.drain();
            if (!flow.isClear()) {
                if (blockedSince == 0) {
                    blockedSince = nanos;
                }
                return moved;
            }
        }
        if (blockedSince != 0) {
            blockedNanos.add(nanos - blockedSince);
            unblocked(nanos - blockedSince);
            blockedSince = 0;
        }
        if (!ready && !becomesReady()) {
            return false;
        }
        now.read();
        if (flow.isWaiting()) {
            boolean resumed = flow.resume();
            if (flow.isWaiting() || !flow.isClear()) {
                return resumed;
            }
        }
        if (flow.isAdvancing()) {
            flow.advance();
            return true;
        }
        if (flow.wantsClock() && !isDone() && (flow.isTicking() || nanos - nextTick >= 0)) {
            nextTick = nanos + TICK_NANOS;
            flow.arrivalNanos = nanos;
            flow.clock(now.micros());
            if (!flow.isClear() || flow.isTicking()) {
                return true;
            }
        }
        return takeInput(nanos);
    }

    private boolean becomesReady() {
        for (Readiness each : readiness) {
            if (!each.isReady()) {
                return false;
            }
        }
        ready = true;
        return true;
    }

    /** The task was kept from taking input for so long. */
    void unblocked(long nanos) {}

    abstract boolean takeInput(long nanos);

    /** Whether the last barrier has passed: nothing may follow it. */
    abstract boolean isDone();

    /** When the task wants to be called though nothing came, in clock nanoseconds; Long.MAX_VALUE for never. */
    long nextCallNanos() {
        return flow.wantsClock() ? nextTick : Long.MAX_VALUE;
    }

    /** The worker has nothing else to do. */
    void flush() {
        for (Lane lane : flow.lanes()) {
            if (lane instanceof SinkLane sink) {
                sink.flush();
            }
        }
    }

    final void passBarrier(Barrier barrier, int sourceStep, List<SourceSplit> positions) {
        long start = settings.clock().nanoTime();
        TaskSnapshot snapshot = new TaskSnapshot(stage, settings.worker(), flow.freeze(), sourceStep, positions);
        reports.frozen(barrier.checkpointId(), snapshot);
        flow.barrier(barrier);
        pauseNanos.set(settings.clock().nanoTime() - start);
    }

    /** Called by another thread after the worker's has ended. */
    @Override
    public void close() {
        flow.steps().forEach(step -> step.operator.close());
        for (Lane lane : flow.lanes()) {
            if (lane instanceof SinkLane sink) {
                sink.writer().close();
            }
        }
    }
}

package io.levada.engine.dataflow;

import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Barrier;
import io.levada.core.data.Batch;
import io.levada.core.data.Watermark;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task that reads its worker's splits of a table. Splits and barriers are handed to it by other threads. */
public final class SourceTask extends Task {
    private final int sourceStep;
    private final SourceReader reader;
    private final Poll output;
    private final SourceCursor cursor;
    private final List<WatermarkStep> watermarks;
    private final Consumer<Runnable> opening;
    private final Queue<SourceSplit> newSplits = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Barrier> barrier = new AtomicReference<>();
    private volatile boolean splitsComplete;
    private boolean toldComplete;
    private boolean toldTime;
    private boolean ended;
    private boolean stopped;

    SourceTask(
            int stage,
            TaskSettings settings,
            Flow flow,
            StepContext.Now now,
            Reports reports,
            List<Readiness> readiness,
            Source source,
            Consumer<Runnable> opening) {
        super(stage, settings, flow, now, reports, readiness);
        this.sourceStep = source.step();
        this.reader = source.reader();
        this.cursor = source.cursor();
        this.watermarks = source.watermarks();
        this.output = new Poll(source.deadLetters());
        this.opening = opening;
    }

    /** What a source task reads. */
    record Source(
            int step,
            SourceReader reader,
            SourceCursor cursor,
            List<WatermarkStep> watermarks,
            @Nullable DeadLetterGate deadLetters) {}

    /** From any thread. */
    public void assign(SourceSplit split) {
        newSplits.add(split);
    }

    /** From any thread, after the last {@link #assign}. */
    public void noMoreSplits() {
        splitsComplete = true;
    }

    /** From any thread: the barrier goes into the flow as soon as there is room. */
    public void inject(Barrier newBarrier) {
        barrier.set(newBarrier);
    }

    public int sourceStep() {
        return sourceStep;
    }

    @Override
    void open() {
        opening.accept(this::makeRoom);
        cursor.nowNanos = settings.clock().nanoTime();
        takeSplits();
        moveTime(cursor.nowNanos);
    }

    @Override
    void unblocked(long nanos) {
        watermarks.forEach(w -> w.splits().paused(nanos));
    }

    @Override
    boolean takeInput(long nanos) {
        cursor.nowNanos = nanos;
        takeSplits();
        Barrier due = barrier.getAndSet(null);
        if (due != null) {
            flow.arrivalNanos = nanos;
            passBarrier(due, sourceStep, reader.positions());
            stopped = due.last();
            return true;
        }
        if (ended || stopped) {
            return false;
        }
        flow.arrivalNanos = nanos;
        output.emitted = false;
        SourceReader.Status status = reader.poll(output);
        if (status == SourceReader.Status.END) {
            ended = true;
            flow.setInput(Watermark.END, false);
        }
        moveTime(nanos);
        if (ended) {
            reports.sourceEnded(stage, settings.worker());
        }
        return status != SourceReader.Status.IDLE || output.emitted;
    }

    private void takeSplits() {
        boolean complete = splitsComplete;
        for (SourceSplit split = newSplits.poll(); split != null; split = newSplits.poll()) {
            for (WatermarkStep step : watermarks) {
                step.splits().assign(split.id(), cursor.nowNanos);
            }
            reader.assign(split);
        }
        if (complete && !toldComplete) {
            toldComplete = true;
            watermarks.forEach(w -> w.splits().complete());
            reader.noMoreSplits();
        }
    }

    private void moveTime(long nanos) {
        for (WatermarkStep step : watermarks) {
            long markBefore = step.splits().mark();
            boolean idleBefore = step.splits().isIdle();
            step.splits().update(nanos);
            if (step.splits().mark() != markBefore || step.splits().isIdle() != idleBefore || !toldTime) {
                flow.touch();
            }
        }
        toldTime = true;
        if (flow.isAdvancing() && flow.isClear()) {
            flow.advance();
        }
    }

    @Override
    boolean isDone() {
        return stopped;
    }

    @Override
    long nextCallNanos() {
        long nextCall = super.nextCallNanos();
        if (!ended && !stopped) {
            for (WatermarkStep step : watermarks) {
                nextCall = Math.min(nextCall, step.splits().nextChangeNanos());
            }
        }
        return nextCall;
    }

    @Override
    public void close() {
        reader.close();
        super.close();
    }

    /** What the reader emits into. */
    private final class Poll implements SourceOutput {
        private final @Nullable DeadLetterGate deadLetters;
        private boolean emitted;

        private Poll(@Nullable DeadLetterGate deadLetters) {
            this.deadLetters = deadLetters;
        }

        @Override
        public void emit(String splitId, Batch batch) {
            emitted = true;
            cursor.split = splitId;
            flow.process(0, batch, cursor.nowNanos);
        }

        @Override
        public void splitEnded(String splitId) {
            watermarks.forEach(w -> w.splits().end(splitId));
        }

        @Override
        public void deadLetter(String splitId, long offset, byte @Nullable [] raw, String reason) {
            emitted = true;
            if (deadLetters != null) {
                deadLetters.add(splitId, offset, raw, reason);
            }
        }
    }
}

package io.levada.engine.dataflow;

import io.levada.core.data.Barrier;
import io.levada.core.data.Batch;
import io.levada.core.data.Message;
import io.levada.core.data.Watermark;
import java.util.List;
import java.util.function.Consumer;

/**
 * A task that takes its input from other tasks. An input from which a barrier came is not read until the barrier has come
 * from all: what lies behind it belongs to the next checkpoint.
 */
final class InnerTask extends Task {
    /** Messages taken in one call: enough to pay for the call, few enough to be fair to the worker's other tasks. */
    private static final int MOST_MESSAGES = 8;

    private final Input[] inputs;
    private final boolean[] held;
    private final WatermarkMerge watermarks;
    private final Consumer<Runnable> opening;
    private int heldCount;
    private int next;
    private boolean done;

    /** A channel, and which input of the task's first step it feeds. */
    record Input(Channel channel, int number) {}

    InnerTask(
            int stage,
            TaskSettings settings,
            Flow flow,
            StepContext.Now now,
            Reports reports,
            List<Readiness> readiness,
            Input[] inputs,
            Consumer<Runnable> opening) {
        super(stage, settings, flow, now, reports, readiness);
        this.inputs = inputs;
        this.held = new boolean[inputs.length];
        this.watermarks = new WatermarkMerge(inputs.length);
        this.opening = opening;
    }

    @Override
    void open() {
        opening.accept(this::makeRoom);
    }

    @Override
    boolean takeInput(long nanos) {
        int taken = 0;
        for (int empty = 0; empty < inputs.length && taken < MOST_MESSAGES && !done; ) {
            int input = next;
            next = next + 1 == inputs.length ? 0 : next + 1;
            Message message = held[input] ? null : inputs[input].channel().poll();
            if (message == null) {
                empty++;
                continue;
            }
            empty = 0;
            taken++;
            take(input, message);
            if (flow.isAdvancing()) {
                flow.advance();
            }
            if (flow.isAdvancing() || flow.isWaiting() || !flow.isClear() || hasGrown()) {
                break;
            }
        }
        return taken > 0;
    }

    @Override
    boolean isDone() {
        return done;
    }

    private void take(int input, Message message) {
        long arrival = inputs[input].channel().lastArrival();
        switch (message) {
            case Batch batch -> {
                watermarks.active(input);
                timeMoved();
                flow.process(inputs[input].number(), batch, arrival);
                if (flow.copiesInput()) {
                    inputs[input].channel().done(batch);
                }
            }
            case Watermark watermark -> {
                flow.arrivalNanos = arrival;
                watermarks.watermark(input, watermark.micros());
                timeMoved();
            }
            case Barrier barrier -> {
                held[input] = true;
                if (++heldCount == inputs.length) {
                    java.util.Arrays.fill(held, false);
                    heldCount = 0;
                    passBarrier(barrier, -1, List.of());
                    done = barrier.last();
                }
            }
        }
    }

    private void timeMoved() {
        flow.setInput(watermarks.output(), watermarks.isIdle());
    }
}

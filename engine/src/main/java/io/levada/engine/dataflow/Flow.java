package io.levada.engine.dataflow;

import io.levada.core.data.Barrier;
import io.levada.core.data.Batch;
import io.levada.core.data.Watermark;
import io.levada.engine.operator.FrozenState;
import io.levada.engine.operator.WaitingOperator;
import io.levada.engine.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fused steps of one task: a tree of operators whose outputs are method calls, with lanes at its ends. Batches are
 * pushed in at the root; watermarks sink through step by step, and stop where an operator has more to emit than there is
 * room for, until {@link #advance} is called again.
 */
final class Flow {
    /** The arrival of the newest row behind what is being worked on. */
    long arrivalNanos;

    final TimeShares shares;
    private final StepRun.Fan root = new StepRun.Fan(this);
    private final List<StepRun> steps = new ArrayList<>();
    private final List<Exit> exits = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<WaitingOperator> waiting = new ArrayList<>();
    private long inputMark = Watermark.NONE;
    private boolean inputIdle;
    private boolean advancing;
    private boolean wantsClock;
    private boolean ticking;

    Flow(Clock clock) {
        shares = new TimeShares(clock);
    }

    /** Where marks leave: one for each outlet. Sinks need none but the barrier. */
    private static final class Exit {
        private final @Nullable StepRun parent;
        private final Outflow outflow;
        private long sent = Watermark.NONE;
        private boolean idle;

        private Exit(@Nullable StepRun parent, Outflow outflow) {
            this.parent = parent;
            this.outflow = outflow;
        }
    }

    /** For building: parents first. */
    void addStep(StepRun step) {
        fanOf(step.parent).add(step);
        steps.add(step);
        wantsClock |= step.operator.wantsClock();
        if (step.operator instanceof WaitingOperator asks) {
            waiting.add(asks);
        }
    }

    /** For building. @param parent whose output it takes; null for the task's input */
    void addOutflow(@Nullable StepRun parent, Outflow outflow, List<? extends Lane> itsLanes) {
        fanOf(parent).add(outflow);
        exits.add(new Exit(parent, outflow));
        lanes.addAll(itsLanes);
    }

    /** For building: a lane that is fed by the task itself; barriers go there too. */
    void addSideLane(Lane lane) {
        exits.add(new Exit(null, new Outflow.Direct(lane)));
        lanes.add(lane);
    }

    private StepRun.Fan fanOf(@Nullable StepRun parent) {
        return parent == null ? root : parent.fan;
    }

    List<StepRun> steps() {
        return steps;
    }

    List<Lane> lanes() {
        return lanes;
    }

    StepRun.Fan root() {
        return root;
    }

    /** @param input of the first step */
    void process(int input, Batch batch, long arrival) {
        arrivalNanos = arrival;
        root.emit(input, batch);
    }

    /** Whether nothing of a batch that was processed is kept or handed on. */
    boolean copiesInput() {
        return root.copiesInput();
    }

    /** Whether everything that was emitted has left: only then may input be taken. */
    boolean isClear() {
        for (Lane lane : lanes) {
            if (!lane.isClear()) {
                return false;
            }
        }
        return true;
    }

    boolean drain() {
        boolean moved = false;
        for (Lane lane : lanes) {
            moved |= lane.drain();
        }
        return moved;
    }

    /** The watermark at the root; when it is news, {@link #advance} carries it through. */
    void setInput(long mark, boolean idle) {
        if (mark != inputMark || idle != inputIdle) {
            inputMark = mark;
            inputIdle = idle;
            advancing = true;
        }
    }

    /** Says that a step inside has news of its own about time. */
    void touch() {
        advancing = true;
    }

    /** Whether a watermark is still on its way through. */
    boolean isAdvancing() {
        return advancing;
    }

    /** Whether an operator waits for an answer: until it has it, no input may be taken. */
    boolean isWaiting() {
        for (WaitingOperator each : waiting) {
            if (each.isWaiting()) {
                return true;
            }
        }
        return false;
    }

    /** Goes on with what has been answered. @return whether there was anything */
    boolean resume() {
        boolean any = false;
        for (WaitingOperator each : waiting) {
            any |= each.resume();
        }
        return any;
    }

    /** Carries watermarks as far as there is room. */
    void advance() {
        for (StepRun step : steps) {
            long mark = markOf(step.parent);
            boolean idle = idleOf(step.parent);
            if (step.operator instanceof WatermarkStep own && mark != Watermark.END) {
                mark = own.splits().mark();
                idle = own.splits().isIdle();
            }
            if (mark > step.taken) {
                step.context.watermark = mark;
                if (!step.watermark(mark)) {
                    return;
                }
                step.take(mark);
            }
            step.idle = idle && mark != Watermark.END;
            if (!isClear()) {
                return;
            }
        }
        exits.forEach(this::passOn);
        advancing = false;
    }

    private void passOn(Exit exit) {
        long mark = markOf(exit.parent);
        boolean idle = idleOf(exit.parent);
        if (mark > exit.sent || exit.idle && !idle) {
            exit.outflow.mark(new Watermark(mark), arrivalNanos);
            exit.sent = mark;
            exit.idle = false;
        }
        if (idle && !exit.idle) {
            exit.outflow.mark(new Watermark(Watermark.IDLE), arrivalNanos);
            exit.idle = true;
        }
    }

    private long markOf(@Nullable StepRun parent) {
        return parent == null ? inputMark : parent.passed;
    }

    private boolean idleOf(@Nullable StepRun parent) {
        return parent == null ? inputIdle : parent.idle;
    }

    boolean wantsClock() {
        return wantsClock;
    }

    /** @return whether some operator has more to emit at this time */
    boolean isTicking() {
        return ticking;
    }

    void clock(long nowMicros) {
        ticking = false;
        for (StepRun step : steps) {
            if (step.operator.wantsClock() && !step.clock(nowMicros)) {
                ticking = true;
            }
        }
    }

    List<TaskSnapshot.StepState> freeze() {
        List<TaskSnapshot.StepState> states = new ArrayList<>();
        for (StepRun step : steps) {
            FrozenState state = step.operator.freeze();
            if (state != null) {
                states.add(new TaskSnapshot.StepState(step.id, state));
            }
        }
        return states;
    }

    void barrier(Barrier barrier) {
        for (Exit exit : exits) {
            exit.outflow.mark(barrier, arrivalNanos);
        }
    }
}

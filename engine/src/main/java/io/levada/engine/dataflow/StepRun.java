package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Watermark;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.Output;
import io.levada.engine.state.StateMemory;
import org.jspecify.annotations.Nullable;

/** One step in one task: its operator and how far it has come. */
final class StepRun {
    final int id;
    final @Nullable StepRun parent;
    final Operator operator;
    final StepContext context;
    final StateMemory memory;
    /** Where its output goes. */
    final Fan fan;

    final Count rowsIn = new Count();
    /** Its state in memory and on disk, and what of it is on disk alone. */
    final Count stateBytes = new Count();

    final Count spilledBytes = new Count();
    final Count mostStateBytes = new Count();
    final Count mostSpilledBytes = new Count();
    /** Its own time, without that of the steps behind it. */
    final Count busyNanos = new Count();

    final Count watermark = new Count();
    /** The watermark that came in and was worked off. */
    long taken = Watermark.NONE;
    /** The watermark that went out. */
    long passed = Watermark.NONE;
    /** Whether nobody needs to wait for its output. */
    boolean idle;
    /** What its state takes in memory, when it was sampled last. */
    long memoryBytes;

    /** @param parent whose output it takes; null for the task's input */
    StepRun(int id, @Nullable StepRun parent, Operator operator, StateMemory memory, StepContext context, Fan fan) {
        this.id = id;
        this.parent = parent;
        this.operator = operator;
        this.memory = memory;
        this.context = context;
        this.fan = fan;
    }

    /** Figures that other threads can't ask the operator for. */
    void sample() {
        memoryBytes = operator.stateBytes();
        memory.sampled();
        spilledBytes.set(memory.spilledBytes());
        stateBytes.set(memoryBytes + spilledBytes.get());
        mostStateBytes.set(Math.max(mostStateBytes.get(), stateBytes.get()));
        mostSpilledBytes.set(Math.max(mostSpilledBytes.get(), spilledBytes.get()));
        watermark.set(passed);
    }

    void process(int input, Batch batch) {
        rowsIn.add(operator.changesIn(batch));
        fan.flow.shares.begin();
        operator.process(input, batch);
        busyNanos.add(fan.flow.shares.end());
    }

    boolean watermark(long mark) {
        if (mark == Watermark.END) {
            // Its state is about to go, or as large as it will be.
            sample();
        }
        fan.flow.shares.begin();
        boolean done = operator.watermark(mark);
        busyNanos.add(fan.flow.shares.end());
        return done;
    }

    boolean clock(long nowMicros) {
        fan.flow.shares.begin();
        boolean done = operator.clock(nowMicros);
        busyNanos.add(fan.flow.shares.end());
        return done;
    }

    /** The operator is done with a watermark: what it promises to those behind it. */
    void take(long mark) {
        taken = mark;
        long delay = operator.watermarkDelayMicros();
        passed = mark == Watermark.END || mark < Watermark.NONE + delay ? mark : Math.max(passed, mark - delay);
    }

    /** Hands one output to all that take it. */
    static final class Fan implements Output {
        private final Flow flow;
        private StepRun[] steps = {};
        private Outflow[] outflows = {};
        private boolean stepsCopy = true;
        final Count rows = new Count();

        Fan(Flow flow) {
            this.flow = flow;
        }

        void add(StepRun step) {
            steps = java.util.Arrays.copyOf(steps, steps.length + 1);
            steps[steps.length - 1] = step;
            stepsCopy &= step.operator.copiesInput();
        }

        void add(Outflow outflow) {
            outflows = java.util.Arrays.copyOf(outflows, outflows.length + 1);
            outflows[outflows.length - 1] = outflow;
        }

        /** Whether none of those that take a batch keep anything of it or hand it on. */
        boolean copiesInput() {
            return stepsCopy && outflows.length == 0;
        }

        @Override
        public boolean isSpent() {
            boolean spent = stepsCopy;
            for (Outflow outflow : outflows) {
                spent &= outflow.isSpent();
            }
            return spent;
        }

        @Override
        public void emit(Batch batch) {
            emit(0, batch);
        }

        void emit(int input, Batch batch) {
            rows.add(batch.rowCount());
            for (StepRun step : steps) {
                step.process(input, batch);
            }
            for (Outflow outflow : outflows) {
                outflow.batch(batch, flow.arrivalNanos);
            }
        }
    }
}

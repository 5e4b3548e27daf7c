package io.levada.engine.dataflow;

import io.levada.core.connector.SinkWriter;
import io.levada.core.plan.Join;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.type.RowType;
import io.levada.engine.operator.BestOfWindow;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.RowCombiner;
import io.levada.engine.physical.Exchange;
import io.levada.engine.physical.Outlet;
import io.levada.engine.physical.PhysicalPlan;
import io.levada.engine.physical.Stage;
import io.levada.engine.physical.Step;
import io.levada.engine.physical.TimeUse;
import io.levada.engine.state.StateMemory;
import io.levada.engine.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the tasks of all workers and the channels between them. */
public final class DataflowBuilder {
    private final PhysicalPlan plan;
    private final Settings settings;
    private final Parts parts;
    private final Reports reports;
    /** Whether anything depends on watermarks. */
    private final boolean timeUsed;

    private final List<Worker> workers = new ArrayList<>();
    /** Channels into a task, by stage and worker. */
    private final List<List<List<InnerTask.Input>>> inputs = new ArrayList<>();

    private final List<Task> tasks = new ArrayList<>();
    private final List<Dataflow.SinkRef> sinks = new ArrayList<>();

    /** What all tasks have in common. */
    public record Settings(
            int workers, int batchSize, long stateTtlMicros, ZoneId zone, Clock clock, StateBudget budget) {}

    private DataflowBuilder(PhysicalPlan plan, Settings settings, Parts parts, Reports reports) {
        this.plan = plan;
        this.settings = settings;
        this.parts = parts;
        timeUsed = TimeUse.isIn(plan) || plan.steps().stream().anyMatch(parts::usesWatermarks);
        this.reports = reports;
    }

    public static Dataflow build(PhysicalPlan plan, Settings settings, Parts parts, Reports reports) {
        return new DataflowBuilder(plan, settings, parts, reports).build();
    }

    private Dataflow build() {
        for (int w = 0; w < settings.workers(); w++) {
            workers.add(new Worker(reports, settings.clock()));
        }
        for (int s = 0; s < plan.stages().size(); s++) {
            List<List<InnerTask.Input>> byWorker = new ArrayList<>();
            workers.forEach(w -> byWorker.add(new ArrayList<>()));
            inputs.add(byWorker);
        }
        List<List<Task>> byWorker = new ArrayList<>();
        workers.forEach(w -> byWorker.add(new ArrayList<>()));
        for (Stage stage : plan.stages()) {
            for (int w = 0; w < settings.workers(); w++) {
                // Where only one worker is given rows, the others have no task.
                if (stage.source() != null || !inputs.get(stage.id()).get(w).isEmpty()) {
                    Task task = task(stage, w);
                    byWorker.get(w).add(task);
                    tasks.add(task);
                }
            }
        }
        for (int w = 0; w < settings.workers(); w++) {
            workers.get(w).setTasks(byWorker.get(w));
        }
        return new Dataflow(workers, tasks, sinks);
    }

    private Task task(Stage stage, int worker) {
        TaskSettings own = new TaskSettings(
                worker,
                settings.workers(),
                settings.batchSize(),
                settings.stateTtlMicros(),
                settings.zone(),
                settings.clock(),
                settings.budget());
        StepContext.Now now = new StepContext.Now(settings.clock());
        Flow flow = new Flow(settings.clock());
        SourceCursor cursor = new SourceCursor();
        List<Task.Readiness> readiness = new ArrayList<>();
        List<WatermarkStep> watermarks = new ArrayList<>();
        Draft draft = new Draft(own, flow, now, cursor, watermarks, readiness);
        @Nullable StepRun[] runs = new StepRun[stage.steps().size()];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = addStep(
                    draft,
                    stage.steps().get(i),
                    parent(runs, stage.steps().get(i).parent()));
        }
        for (Outlet outlet : stage.outlets()) {
            List<ChannelLane> lanes = lanes(outlet, worker);
            flow.addOutflow(parent(runs, outlet.parent()), outflow(stage, outlet, lanes), lanes);
        }
        Consumer<Runnable> opening = between -> open(stage, runs, worker, between);
        Step source = stage.source();
        Task task;
        if (source == null) {
            InnerTask.Input[] channels = inputs.get(stage.id()).get(worker).toArray(new InnerTask.Input[0]);
            task = new InnerTask(stage.id(), own, flow, now, reports, readiness, channels, opening);
        } else {
            SourceTask.Source what = new SourceTask.Source(
                    source.id(),
                    parts.reader(source, worker, workers.get(worker)),
                    cursor,
                    watermarks,
                    deadLetters(source, draft));
            task = new SourceTask(stage.id(), own, flow, now, reports, readiness, what, opening);
        }
        TaskFigures.register(stage, task, parts);
        return task;
    }

    private record Draft(
            TaskSettings settings,
            Flow flow,
            StepContext.Now now,
            SourceCursor cursor,
            List<WatermarkStep> watermarks,
            List<Task.Readiness> readiness) {}

    private static @Nullable StepRun parent(@Nullable StepRun[] runs, int index) {
        return index == Stage.INPUT ? null : runs[index];
    }

    /** @return null for a sink, which nothing follows */
    private @Nullable StepRun addStep(Draft draft, Step step, @Nullable StepRun parent) {
        int worker = draft.settings().worker();
        if (step.node() instanceof Sink sink) {
            SinkWriter writer = parts.writer(step, worker, workers.get(worker)::wake);
            SinkLane lane = sinkLane(step.id(), worker, writer, RequiredValues.of(sink), draft.flow());
            draft.flow().addOutflow(parent, new Outflow.Direct(lane), List.of(lane));
            TaskFigures.registerSink(parts.figures(step, worker), lane);
            return null;
        }
        draft.readiness().addAll(parts.readiness(step));
        StateMemory memory = draft.settings().budget().newMemory();
        Operator operator;
        if (step.node() instanceof WatermarkAssigner assigner) {
            WatermarkStep assigns = new WatermarkStep(
                    WatermarkExpr.of(assigner.expr(), parts.watermark(step)),
                    draft.cursor(),
                    assigner.idleTimeout().toNanos(),
                    timeUsed);
            draft.watermarks().add(assigns);
            operator = assigns;
        } else {
            operator = memory.building(() -> parts.operator(step));
        }
        StepContext context = new StepContext(draft.settings(), parts.figures(step, worker), draft.now());
        StepRun run = new StepRun(step.id(), parent, operator, memory, context, new StepRun.Fan(draft.flow()));
        draft.flow().addStep(run);
        return run;
    }

    private void open(Stage stage, @Nullable StepRun[] runs, int worker, Runnable between) {
        for (StepRun run : runs) {
            if (run != null) {
                run.memory.building(() -> run.operator.open(run.context, run.fan));
            }
        }
        for (int i = 0; i < runs.length; i++) {
            StepRun run = runs[i];
            if (run != null) {
                parts.restore(stage.steps().get(i), worker, run.operator, between);
            }
        }
        parts.restored();
    }

    private SinkLane sinkLane(int sink, int worker, SinkWriter writer, RequiredValues required, Flow flow) {
        SinkLane lane = new SinkLane(sink, worker, writer, required, reports, settings.clock(), flow.shares);
        sinks.add(new Dataflow.SinkRef(sink, worker, lane.latencies));
        return lane;
    }

    private @Nullable DeadLetterGate deadLetters(Step source, Draft draft) {
        if (!(source.node() instanceof Scan scan)) {
            return null;
        }
        int worker = draft.settings().worker();
        SinkWriter writer = parts.deadLetterWriter(source, worker, workers.get(worker)::wake);
        Lane lane = null;
        if (writer != null) {
            lane = sinkLane(parts.deadLetterSink(source), worker, writer, RequiredValues.NONE, draft.flow());
            draft.flow().addSideLane(lane);
        }
        DeadLetterGate gate = new DeadLetterGate(
                scan.table(), lane, draft.now(), draft.cursor(), record -> parts.firstDeadLetter(source, record));
        parts.figures(source, worker).counter("dead_records", gate.records::get);
        return gate;
    }

    /** The lanes of one worker's copy of an outlet, by receiving worker. */
    private List<ChannelLane> lanes(Outlet outlet, int worker) {
        return switch (outlet.exchange()) {
            case Exchange.Forward f -> List.of(lane(outlet, worker, worker));
            case Exchange.Single s -> List.of(lane(outlet, worker, 0));
            case Exchange.Hash h -> {
                List<ChannelLane> lanes = new ArrayList<>();
                for (int to = 0; to < settings.workers(); to++) {
                    lanes.add(lane(outlet, worker, to));
                }
                yield lanes;
            }
        };
    }

    private ChannelLane lane(Outlet outlet, int from, int to) {
        Runnable none = () -> {};
        Channel channel =
                from == to ? new Channel(none, none) : new Channel(workers.get(from)::wake, workers.get(to)::wake);
        inputs.get(outlet.toStage()).get(to).add(new InnerTask.Input(channel, outlet.input()));
        return new ChannelLane(channel);
    }

    private Outflow outflow(Stage stage, Outlet outlet, List<ChannelLane> lanes) {
        if (!(outlet.exchange() instanceof Exchange.Hash hash)) {
            return new Outflow.Direct(lanes.get(0));
        }
        Step receiver = plan.stages().get(outlet.toStage()).steps().get(0);
        RowCombiner combiner = parts.combiner(receiver);
        if (combiner == null) {
            int[] keys = hash.keys().stream().mapToInt(Integer::intValue).toArray();
            Outflow direct = toOwners(lanes, keys, rowType(stage, outlet.parent()));
            RowCombiner bests =
                    receiver.node() instanceof Join join && outlet.input() == 0 ? BestOfWindow.of(join) : null;
            return bests == null ? direct : new CombiningOutflow(bests, direct);
        }
        combiner.open(settings.zone());
        int[] keys = IntStream.range(0, hash.keys().size()).toArray();
        return new CombiningOutflow(combiner, toOwners(lanes, keys, combiner.rowType()));
    }

    private static Outflow toOwners(List<ChannelLane> lanes, int[] keys, RowType rowType) {
        return lanes.size() == 1
                ? new Outflow.Direct(lanes.get(0))
                : new HashOutflow(lanes.toArray(new ChannelLane[0]), keys, rowType);
    }

    private static RowType rowType(Stage stage, int step) {
        Step giver = step == Stage.INPUT
                ? Objects.requireNonNull(stage.source())
                : stage.steps().get(step);
        return giver.node().rowType();
    }
}

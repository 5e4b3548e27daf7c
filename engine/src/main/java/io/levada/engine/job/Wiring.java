package io.levada.engine.job;

import io.levada.core.connector.CheckpointDecider;
import io.levada.core.connector.Figures;
import io.levada.core.connector.Outages;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.PlanText;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.engine.checkpoint.Start;
import io.levada.engine.checkpoint.store.RestoreProgress;
import io.levada.engine.codegen.CalcKernel;
import io.levada.engine.dataflow.Parts;
import io.levada.engine.dataflow.Reports;
import io.levada.engine.dataflow.Task;
import io.levada.engine.dataflow.Worker;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.RowCombiner;
import io.levada.engine.physical.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives the dataflow its parts, and connectors their contexts. */
final class Wiring implements Parts {
    /** Dead letters of a source take part in checkpoints under its step's number and this. */
    static final int DEAD_LETTERS = 1_000_000;

    private final Shared shared;
    private final Map<Integer, Supplier<Operator>> operators = new HashMap<>();
    private final Map<Integer, Supplier<CalcKernel>> kernels = new HashMap<>();

    /** What belongs to one run. */
    record Shared(
            String job,
            int workers,
            int batchSize,
            OperatorFactory factory,
            Map<Integer, OpenSource> sources,
            OpenSinks sinks,
            Map<Integer, OpenLookup> lookups,
            Map<Integer, OpenKeyedLookup> keyedLookups,
            Start start,
            RestoreProgress progress,
            Reports reports,
            FigureRegistry figures,
            OpenOutages outages,
            Consumer<JobEvent> listener) {}

    Wiring(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Operator operator(Step step) {
        return operators.computeIfAbsent(step.id(), id -> prepare(step)).get();
    }

    private Supplier<Operator> prepare(Step step) {
        OpenKeyedLookup keyed = shared.keyedLookups().get(step.id());
        if (keyed != null) {
            return shared.factory().lookup((LookupJoin) step.node(), keyed.request(), keyed::asker);
        }
        OpenLookup lookup = shared.lookups().get(step.id());
        return lookup != null && step.node() instanceof LookupJoin join
                ? shared.factory().lookup(join, lookup.holder())
                : shared.factory().operator(step.node(), step.exchanged());
    }

    @Override
    public @Nullable RowCombiner combiner(Step step) {
        return step.exchanged() ? shared.factory().combiner(step.node()) : null;
    }

    @Override
    public CalcKernel watermark(Step step) {
        WatermarkAssigner node = (WatermarkAssigner) step.node();
        return kernels.computeIfAbsent(
                        step.id(), id -> shared.factory().kernel(node.input().rowType(), node.expr()))
                .get();
    }

    @Override
    public List<Task.Readiness> readiness(Step step) {
        OpenLookup lookup = shared.lookups().get(step.id());
        return lookup == null ? List.of() : List.of(lookup.holder()::isLoaded);
    }

    @Override
    public SourceReader reader(Step step, int worker, Worker whose) {
        OpenSource source = shared.sources().get(step.id());
        if (source == null) {
            throw new IllegalStateException("no source for step " + step.id());
        }
        return source.source().openReader(new ReaderContext() {
            @Override
            public int worker() {
                return worker;
            }

            @Override
            public int workers() {
                return shared.workers();
            }

            @Override
            public int batchSize() {
                return shared.batchSize();
            }

            @Override
            public void wakeUp() {
                whose.wake();
            }

            @Override
            public void lend() {
                whose.lend();
            }

            @Override
            public void notice(String message) {
                shared.listener().accept(new JobEvent.Notice(message));
            }

            @Override
            public Outages outages() {
                return shared.outages().of(nameOf(step.node()));
            }

            @Override
            public Figures figures() {
                return Wiring.this.figures(step, worker);
            }
        });
    }

    @Override
    public SinkWriter writer(Step step, int worker, Runnable wake) {
        return writer(shared.sinks().get(step.id()), step, worker, wake);
    }

    @Override
    public boolean usesWatermarks(Step step) {
        TableSink sink = shared.sinks().find(step.id());
        return sink != null && sink.usesWatermarks();
    }

    @Override
    public @Nullable SinkWriter deadLetterWriter(Step source, int worker, Runnable wake) {
        TableSink sink = shared.sinks().find(deadLetterSink(source));
        return sink == null ? null : writer(sink, source, worker, wake);
    }

    @Override
    public int deadLetterSink(Step source) {
        return DEAD_LETTERS + source.id();
    }

    private SinkWriter writer(TableSink sink, Step step, int worker, Runnable wake) {
        return sink.openWriter(new WriterContext() {
            @Override
            public int worker() {
                return worker;
            }

            @Override
            public int workers() {
                return shared.workers();
            }

            @Override
            public long restoredCheckpoint() {
                return shared.start().restored();
            }

            @Override
            public @Nullable CheckpointDecider decider() {
                return shared.sinks().decider();
            }

            @Override
            public void wakeUp() {
                wake.run();
            }

            @Override
            public void fail(Throwable error) {
                shared.reports().failed(error);
            }

            @Override
            public void notice(String message) {
                shared.listener().accept(new JobEvent.Notice(message));
            }

            @Override
            public Outages outages() {
                return shared.outages().of(null);
            }

            @Override
            public Figures figures() {
                return Wiring.this.figures(step, worker);
            }
        });
    }

    @Override
    public void firstDeadLetter(Step source, String record) {
        shared.listener().accept(new JobEvent.DeadLetter(nameOf(source.node()), record));
    }

    @Override
    public void restore(Step step, int worker, Operator operator, Runnable between) {
        if (shared.start().state() != null) {
            shared.start().state().restore(step.id(), worker, shared.workers(), operator, between);
        }
    }

    @Override
    public void restored() {
        if (shared.start().state() != null) {
            shared.progress().restored();
        }
    }

    @Override
    public Figures figures(Step step, int worker) {
        return shared.figures()
                .scope(Map.of(
                        "job", shared.job(),
                        "operator", step.id() + " " + nameOf(step.node()),
                        "worker", Integer.toString(worker)));
    }

    /** A short name: the first word of the node's description, and its table. */
    static String nameOf(PlanNode node) {
        return switch (node) {
            case io.levada.core.plan.Scan scan -> scan.table().name();
            case io.levada.core.plan.Sink sink -> sink.name();
            default -> PlanText.describe(node).split(" ", 2)[0];
        };
    }
}

package io.levada.engine.job;

import io.levada.core.catalog.Table;
import io.levada.core.connector.CheckpointDecider;
import io.levada.core.connector.Connector;
import io.levada.core.connector.Connectors;
import io.levada.core.connector.DeadLetters;
import io.levada.core.connector.JobInfo;
import io.levada.core.connector.KeyedLookup;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.TableSource;
import io.levada.core.data.Barrier;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.ValuesNode;
import io.levada.engine.checkpoint.CheckpointFigures;
import io.levada.engine.checkpoint.Coordinator;
import io.levada.engine.checkpoint.CoordinatorSettings;
import io.levada.engine.checkpoint.Cut;
import io.levada.engine.checkpoint.Fingerprint;
import io.levada.engine.checkpoint.Outcome;
import io.levada.engine.checkpoint.Participants;
import io.levada.engine.checkpoint.Participants.Participant;
import io.levada.engine.checkpoint.Start;
import io.levada.engine.checkpoint.store.RestoreProgress;
import io.levada.engine.checkpoint.store.StateDirectory;
import io.levada.engine.dataflow.Dataflow;
import io.levada.engine.dataflow.DataflowBuilder;
import io.levada.engine.dataflow.StateBudget;
import io.levada.engine.physical.PhysicalPlan;
import io.levada.engine.physical.Step;
import io.levada.engine.state.SpillDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job, from recovery to its end or failure. A job that fails for a reason outside has several, one after the
 * other; nothing but the state directory passes from one to the next.
 */
final class Run implements Cut, AutoCloseable {
    private final Spec spec;
    private final Map<Integer, OpenSource> sources = new TreeMap<>();
    private final OpenSinks sinks = new OpenSinks();
    private final Map<Integer, OpenLookup> lookups = new TreeMap<>();
    private final Map<Integer, OpenKeyedLookup> keyedLookups = new TreeMap<>();
    private boolean recovered;
    private volatile boolean running;
    private @Nullable Coordinator coordinator;
    private @Nullable Dataflow dataflow;
    private @Nullable RunThreads threads;
    private final SpillDirectory spills;
    private final RestoreProgress progress;

    /** What all runs of a job share. */
    record Spec(
            PhysicalPlan plan,
            JobConfig config,
            JobInfo info,
            JobEnvironment environment,
            @Nullable StateDirectory directory,
            OperatorFactory factory,
            FigureRegistry figures,
            OpenOutages outages) {}

    Run(Spec spec) {
        this.spec = spec;
        progress = new RestoreProgress(spec.environment().clock(), this::notice);
        StateDirectory directory = spec.directory();
        spills = new SpillDirectory(
                directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory.spills());
    }

    /**
     * Works until the end. Throws what made it fail.
     *
     * @param begun told as soon as the run can be stopped
     */
    Outcome execute(Restore restore, Consumer<Run> begun) throws InterruptedException {
        spec.outages().open();
        openConnectors();
        sinks.openDecider();
        String fingerprint = Fingerprint.of(spec.plan());
        Start start = recover(restore, fingerprint);
        recovered = true;
        Coordinator own = new Coordinator(
                new CoordinatorSettings(
                        spec.config().workers(),
                        spec.directory(),
                        sinks.decider(),
                        sinks.deciderName(),
                        fingerprint,
                        start,
                        spec.config().intervalMillis(),
                        spec.config().timeoutMillis(),
                        () -> spec.outages().current().stream()
                                .filter(JobOutage::written)
                                .map(JobOutage::system)
                                .toList(),
                        spec.environment().clock()),
                this);
        coordinator = own;
        begun.accept(this);
        if (start.state() != null) {
            own.applyAll(start.restored(), start.state().manifest().committables());
        }
        sinks.abortAfter(start.restored());
        if (start.hasEnded() && spec.directory() != null) {
            spec.directory().markFinished();
            return new Outcome(Outcome.Reason.FINISHED, null);
        }
        Dataflow built = build(start, own);
        dataflow = built;
        for (Map.Entry<Integer, OpenSource> entry : sources.entrySet()) {
            List<SourceSplit> restored = start.state() == null
                    ? List.of()
                    : start.state().manifest().positions().getOrDefault(entry.getKey(), List.of());
            entry.getValue().dealFirst(built, restored, this::notice);
        }
        if (start.state() != null) {
            progress.restoring(start.state().stateBytes(), built.tasks().size());
        }
        RunThreads started = new RunThreads(
                spec.environment().name(),
                built,
                sources.values(),
                own,
                spec.environment().clock());
        threads = started;
        started.start();
        keyedLookups.values().forEach(lookup -> lookup.start(built::wake));
        lookups.values().forEach(lookup -> lookup.start(built::wake, this::notice, own::failed));
        running = true;
        spec.environment().listener().accept(new JobEvent.Running(start.restored()));
        return own.run(participants(built));
    }

    private void openConnectors() {
        Connectors connectors = spec.environment().connectors();
        for (Step step : spec.plan().steps()) {
            PlanNode node = step.node();
            if (node instanceof Scan scan) {
                Table table = scan.table();
                var stored = table.storedColumns();
                var columns = scan.columns().stream().map(stored::get).toList();
                TableSource source = connectors.of(table).source(new SourceRequest(table, columns, spec.info()));
                sources.put(step.id(), new OpenSource(step, table.name(), source));
                addDeadLetters(step, table, source);
            } else if (node instanceof ValuesNode values) {
                sources.put(step.id(), new OpenSource(step, "VALUES", new ValuesSource(values)));
            } else if (node instanceof LookupJoin join) {
                open(step, join, connectors);
            } else if (node instanceof Sink sink) {
                sinks.add(step.id(), open(sink, connectors));
            }
        }
    }

    private void addDeadLetters(Step step, Table table, TableSource source) {
        if (table.options().get(DeadLetters.ON_ERROR) != DeadLetters.OnError.DEAD_LETTER) {
            return;
        }
        TableSink own = source.deadLetterSink();
        StateDirectory directory = spec.directory();
        if (own != null) {
            sinks.add(Wiring.DEAD_LETTERS + step.id(), own);
        } else if (directory != null) {
            sinks.add(
                    Wiring.DEAD_LETTERS + step.id(),
                    new DeadLetterFile(directory.root().resolve("dead-letters"), table.name()));
        }
    }

    private void open(Step step, LookupJoin join, Connectors connectors) {
        var stored = join.table().storedColumns();
        var columns = join.tableColumns().stream().map(stored::get).toList();
        LookupRequest request = new LookupRequest(join.table(), columns, join.tableKeys(), spec.info());
        Connector connector = connectors.of(join.table());
        Supplier<KeyedLookup> keyed = connector.keyedLookup(request);
        if (keyed == null) {
            lookups.put(step.id(), new OpenLookup(request, connector.lookup(request)));
        } else {
            keyedLookups.put(step.id(), new OpenKeyedLookup(request, keyed));
        }
    }

    private TableSink open(Sink sink, Connectors connectors) {
        Table table = sink.table();
        if (table != null) {
            return connectors.of(table).sink(new SinkRequest(table, table.writableColumns(), sink.mode(), spec.info()));
        }
        ResultConsumer results = spec.environment().results();
        if (results == null) {
            throw new IllegalArgumentException("a query without a table, and nobody to take its rows");
        }
        return new ResultSink(results);
    }

    private Start recover(Restore restore, String fingerprint) {
        CheckpointDecider decider = sinks.decider();
        StateDirectory directory = spec.directory();
        OptionalLong decided = OptionalLong.empty();
        if (decider != null) {
            decider.listener(this::notice, spec.outages().of(null));
            CheckpointDecider.Mark mark = decider.recover();
            decided = OptionalLong.of(mark.checkpointId());
            if (directory != null && mark.manifest() != null) {
                directory.complete(mark.checkpointId(), mark.manifest());
            }
        }
        return directory == null
                ? new Start(null, decided.orElse(0), 0)
                : new Recoverer(directory, fingerprint, this::notice, progress).recover(restore, decided);
    }

    private Dataflow build(Start start, Coordinator own) {
        JobConfig config = spec.config();
        Wiring wiring = new Wiring(new Wiring.Shared(
                spec.environment().name(),
                config.workers(),
                config.batchSize(),
                spec.factory(),
                sources,
                sinks,
                lookups,
                keyedLookups,
                start,
                progress,
                own,
                spec.figures(),
                spec.outages(),
                spec.environment().listener()));
        DataflowBuilder.Settings settings = new DataflowBuilder.Settings(
                config.workers(),
                config.batchSize(),
                config.stateTtlMicros(),
                config.zone(),
                spec.environment().clock(),
                new StateBudget(config.memoryLimitBytes(), spills, this::notice));
        return DataflowBuilder.build(spec.plan(), settings, wiring, own);
    }

    private Participants participants(Dataflow built) {
        return new Participants(
                built.tasks().stream()
                        .map(task -> new Participant(task.stage(), task.worker()))
                        .toList(),
                built.sinks().stream()
                        .map(sink -> new Participant(sink.sink(), sink.worker()))
                        .toList(),
                sinks.deciding(),
                built.sources().size());
    }

    /** Whether what the job was told to begin from is noted: a next run then takes the latest. */
    boolean isRecovered() {
        return recovered;
    }

    /** Whether rows may have come: a stop then needs a last checkpoint. */
    boolean isRunning() {
        return running;
    }

    /** Stops after a last checkpoint. */
    void stop(boolean savepoint) {
        if (coordinator != null) {
            coordinator.requestStop(
                    savepoint, spec.config().stopTimeoutMillis(), spec.config().stopSilentMillis());
        }
    }

    @Nullable
    Coordinator coordinator() {
        return coordinator;
    }

    @Nullable
    Dataflow dataflow() {
        return dataflow;
    }

    @Override
    public void inject(Barrier barrier) {
        if (dataflow != null) {
            dataflow.inject(barrier);
        }
    }

    @Override
    public void apply(int sink, long checkpointId, List<byte[]> committables) {
        TableSink target = sinks.find(sink);
        if (target != null) {
            target.apply(checkpointId, committables);
        }
    }

    @Override
    public void committed(Map<Integer, List<SourceSplit>> positions) {
        positions.forEach((step, splits) -> {
            OpenSource source = sources.get(step);
            if (source != null) {
                tell(source, splits);
            }
        });
    }

    /** For those who watch from outside: a failure here costs them a moment, and the job nothing. */
    private void tell(OpenSource source, List<SourceSplit> splits) {
        try {
            source.source().committed(splits);
        } catch (LevadaException e) {
            notice("positions can't be told to others: " + e.message());
        }
    }

    @Override
    public void completed(long checkpointId, CheckpointFigures figures) {
        spec.environment().listener().accept(new JobEvent.CheckpointDone(checkpointId, figures));
    }

    @Override
    public void notice(String message) {
        spec.environment().listener().accept(new JobEvent.Notice(message));
    }

    @Override
    public void close() {
        // A cancel's interrupt has done its work; waiting for the workers must not end because of it.
        Thread.interrupted();
        spec.outages().forget();
        lookups.values().forEach(Closing::quietly);
        keyedLookups.values().forEach(Closing::quietly);
        Closing.quietly(threads);
        if (dataflow != null) {
            dataflow.tasks().forEach(Closing::quietly);
        }
        sources.values().forEach(Closing::quietly);
        Closing.quietly(coordinator);
        Closing.quietly(spills);
        sinks.close();
    }
}

package io.levada.cli.demo;

import io.levada.broker.EmbeddedBroker;
import io.levada.cli.demo.replay.ReplayOptions;
import io.levada.cli.demo.replay.ReplayProgress;
import io.levada.cli.demo.replay.Replayer;
import io.levada.cli.demo.replay.Speed;
import io.levada.cli.run.Sample;
import io.levada.cli.run.Sampler;
import io.levada.cli.run.ScriptWalk;
import io.levada.cli.script.Script;
import io.levada.core.catalog.Table;
import io.levada.core.config.JobOptions;
import io.levada.core.connector.Connectors;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.StreamPlan;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobEvent;
import io.levada.engine.job.JobHandle;
import io.levada.engine.job.JobStatus;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One scenario: its script as a running job, and its data being replayed. */
final class DemoPipeline implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final Scenario scenario;
    private final Connectors connectors = Connectors.load();
    private final SqlSession session = new SqlSession(connectors);
    private final List<StreamPlan> plans = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> replayFailure = new AtomicReference<>();
    private final String bootstrapServers;
    private final Replayer replayer;
    private @Nullable JobHandle job;
    private @Nullable Sampler sampler;
    private @Nullable Thread replay;

    /** Plans the script and makes the topics that it names. */
    DemoPipeline(Scenario scenario, Path examples, EmbeddedBroker broker, Speed speed) {
        this.scenario = scenario;
        this.bootstrapServers = broker.bootstrapServers();
        this.replayer = new Replayer(
                scenario.source().apply(examples),
                ReplayOptions.of(bootstrapServers, scenario.topic(), scenario.partitions(), speed));
        session.set(JobOptions.NAME.key(), scenario.name());
        Script script = Script.read(examples.resolve(scenario.script()).toString(), InputStream.nullInputStream())
                .replaced(Map.of("bootstrap", bootstrapServers, "examples", examples.toString()), Map.of());
        new ScriptWalk(session, this::keep).over(script.text());
        makeTopics(broker);
    }

    private int keep(Planned planned) {
        if (planned instanceof Planned.Job jobPlan && !jobPlan.select()) {
            plans.add(jobPlan.plan());
        }
        return 0;
    }

    private void makeTopics(EmbeddedBroker broker) {
        broker.createTopic(scenario.topic(), scenario.partitions());
        for (Table table : tables()) {
            String topic = table.options().values().get("topic");
            boolean upsert = "upsert-kafka".equals(table.options().values().get("connector"));
            if (topic != null) {
                broker.createTopic(topic, 1, upsert ? Map.of("cleanup.policy", "compact") : Map.of());
            }
            String deadLetters = table.options().values().get("dead-letter.topic");
            if (deadLetters != null) {
                broker.createTopic(deadLetters, 1);
            }
        }
    }

    private List<Table> tables() {
        return session.tableNames().stream()
                .flatMap(name -> session.table(name).stream())
                .filter(table -> table.options().values().containsKey("topic"))
                .toList();
    }

    /** The topics that the script writes. */
    List<OutputTable> outputs() {
        return tables().stream()
                .filter(table ->
                        !scenario.topic().equals(table.options().values().get("topic")))
                .map(table ->
                        new OutputTable(table, table.options().values().getOrDefault("topic", ""), ZoneOffset.UTC))
                .toList();
    }

    /** Starts the job; it is up some time later. */
    void start(Path stateDirectory, Consumer<JobEvent> listener) {
        StreamPlan plan = plans.get(0);
        JobHandle started = Engine.start(
                plan,
                JobEnvironment.of(scenario.name(), connectors)
                        .withDirectory(stateDirectory)
                        .withListener(listener));
        job = started;
        sampler = new Sampler(started, plan);
    }

    /** Whether rows can flow. */
    boolean isRunning() {
        return job().status() == JobStatus.RUNNING;
    }

    /** Starts the replay. */
    void startReplay() {
        replay = Thread.ofPlatform()
                .name("levada-replay-" + scenario.name())
                .daemon()
                .start(this::replay);
    }

    private void replay() {
        try {
            replayer.run();
        } catch (RuntimeException e) {
            replayFailure.set(e);
        }
    }

    Scenario scenario() {
        return scenario;
    }

    Sample sample() {
        Sampler running = sampler;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.now();
    }

    JobHandle job() {
        JobHandle running = job;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    ReplayProgress replayed() {
        return replayer.progress();
    }

    /** Throws what went wrong with the job or the replay. */
    void check() {
        LevadaException failed = job == null ? null : job.failure();
        if (failed != null) {
            throw failed;
        }
        if (replayFailure.get() instanceof RuntimeException e) {
            throw e;
        }
    }

    /** Ends the replay, then the job after a last checkpoint. */
    void stop() throws InterruptedException {
        replayer.stop();
        if (replay != null) {
            replay.join(DRAIN.toMillis());
        }
        if (job != null) {
            job.stop(false);
            job.awaitEnd(DRAIN);
        }
    }

    @Override
    public void close() {
        replayer.stop();
        if (job != null) {
            job.close();
        }
    }
}

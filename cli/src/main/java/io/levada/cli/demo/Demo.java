package io.levada.cli.demo;

import io.levada.broker.EmbeddedBroker;
import io.levada.cli.Console;
import io.levada.cli.run.Interrupts;
import io.levada.cli.text.Numbers;
import io.levada.core.data.Row;
import io.levada.engine.job.JobEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The demo from its start to its end: a broker, the scenarios as pipelines, a reader of their output, a view. */
public final class Demo {
    private static final long DRAIN_MILLIS = 2_000;
    /** Where the scripts of the examples look for a broker when nobody says otherwise. */
    private static final int USUAL_PORT = 9092;

    private final Console console;
    private final DemoOptions options;
    private final DemoState state = new DemoState();
    private final CountDownLatch stopped = new CountDownLatch(1);

    public Demo(Console console, DemoOptions options) {
        this.console = console;
        this.options = options;
    }

    /** Until its duration is over or a person ends it. Returns the exit code; what goes wrong is thrown. */
    public int run() throws InterruptedException {
        Path examples = ExampleFolder.find();
        long startNanos = System.nanoTime();
        List<DemoPipeline> pipelines = new ArrayList<>();
        try (DemoDirectory directory = DemoDirectory.open(options.directory(), options.fresh(), options.keep())) {
            say((directory.continued() ? "going on with " : "keeping everything in ") + directory.path());
            try (Interrupts interrupts = new Interrupts(
                            stopped::countDown, () -> Runtime.getRuntime().halt(130));
                    EmbeddedBroker broker = startBroker(directory)) {
                say("a Kafka broker listens on " + broker.bootstrapServers() + "; starting the pipelines of "
                        + examples);
                Scenario.ALL.forEach(
                        scenario -> pipelines.add(new DemoPipeline(scenario, examples, broker, options.speed())));
                DemoFigures last = watch(pipelines, broker, directory);
                finish(last, directory, startNanos);
                return interrupts.count() > 1 ? 130 : 0;
            } finally {
                pipelines.forEach(DemoPipeline::close);
            }
        }
    }

    private EmbeddedBroker startBroker(DemoDirectory directory) {
        Integer asked = options.port();
        if (asked != null) {
            return EmbeddedBroker.start(directory.broker(), asked);
        }
        return EmbeddedBroker.start(directory.broker(), EmbeddedBroker.isTaken(USUAL_PORT) ? 0 : USUAL_PORT);
    }

    private DemoFigures watch(List<DemoPipeline> pipelines, EmbeddedBroker broker, DemoDirectory directory)
            throws InterruptedException {
        Map<String, OutputTable> byTopic = new HashMap<>();
        pipelines.forEach(p -> p.outputs().forEach(table -> byTopic.put(table.topic(), table)));
        try (OutputWatch watch = new OutputWatch(broker.bootstrapServers(), byTopic.keySet(), r -> read(byTopic, r))) {
            watch.awaitReady();
            for (DemoPipeline pipeline : pipelines) {
                pipeline.start(directory.state(pipeline.scenario().name()), event -> tell(pipeline, event));
            }
            if (!awaitRunning(pipelines)) {
                return DemoFigures.of(pipelines, state);
            }
            pipelines.forEach(DemoPipeline::startReplay);
            long startNanos = System.nanoTime();
            try (DemoView view = view(broker, startNanos)) {
                look(pipelines, view, startNanos);
                for (DemoPipeline pipeline : pipelines) {
                    pipeline.stop();
                }
                return drain(pipelines, view);
            }
        }
    }

    /** The replay waits for the pipelines, so that what is measured is not how long they take to start. */
    private boolean awaitRunning(List<DemoPipeline> pipelines) throws InterruptedException {
        while (!pipelines.stream().allMatch(DemoPipeline::isRunning)) {
            pipelines.forEach(DemoPipeline::check);
            if (stopped.await(50, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private DemoView view(EmbeddedBroker broker, long startNanos) {
        String question = question(broker.port(), broker.bootstrapServers());
        return options.plain()
                ? new PlainView(console, startNanos)
                : new TerminalView(console, options.speed().toString(), question, startNanos);
    }

    /** The command that asks the demo's topics something, for another terminal. */
    static String question(int port, String bootstrapServers) {
        String where = port == USUAL_PORT ? "" : " --define bootstrap=" + bootstrapServers;
        return "./levada run examples/flights/late.sql" + where;
    }

    private void look(List<DemoPipeline> pipelines, DemoView view, long startNanos) throws InterruptedException {
        long end =
                options.duration() == null ? Long.MAX_VALUE : options.duration().toNanos();
        while (System.nanoTime() - startNanos < end && !stopped.await(view.everyMillis(), TimeUnit.MILLISECONDS)) {
            pipelines.forEach(DemoPipeline::check);
            DemoFigures now = DemoFigures.of(pipelines, state);
            view.show(now, state);
            if (now.replayDone()) {
                return;
            }
        }
    }

    /** After the last checkpoints the readers still have to see what those committed. */
    private DemoFigures drain(List<DemoPipeline> pipelines, DemoView view) throws InterruptedException {
        long results = -1;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        while (System.nanoTime() < end && results != state.results()) {
            results = state.results();
            Thread.sleep(300);
        }
        pipelines.forEach(DemoPipeline::check);
        DemoFigures last = DemoFigures.of(pipelines, state);
        view.show(last, state);
        return last;
    }

    private void read(Map<String, OutputTable> byTopic, ConsumerRecord<byte[], byte[]> committed) {
        long now = System.currentTimeMillis();
        OutputTable table = byTopic.get(committed.topic());
        Row row = table == null ? null : table.read(committed.value());
        if (table != null && row != null) {
            state.seen(table, row, now);
        }
    }

    private void tell(DemoPipeline pipeline, JobEvent event) {
        String name = pipeline.scenario().name();
        switch (event) {
            case JobEvent.Running running ->
                state.notice(
                        running.restored() == 0
                                ? name + ": running"
                                : name + ": going on from checkpoint " + running.restored());
            case JobEvent.Notice notice -> state.notice(name + ": " + notice.message());
            case JobEvent.DeadLetter letter ->
                state.notice(name + ": a record that can't be read went to the dead letters (" + letter.record() + ")");
            case JobEvent.Restarting restarting ->
                state.notice(name + ": " + restarting.cause().message() + "; starting again");
            case JobEvent.CheckpointDone ignored -> {
                // shown as a figure
            }
        }
    }

    private void finish(DemoFigures last, DemoDirectory directory, long startNanos) {
        if (options.plain()) {
            console.out().append(last.summary() + "\n").flush();
        } else {
            say(Numbers.counted(last.events(), "event") + ", " + Numbers.counted(last.results(), "result") + ", "
                    + Numbers.counted(last.alerts(), "alert") + " in "
                    + Numbers.clock((System.nanoTime() - startNanos) / 1_000_000_000L));
        }
        if (directory.kept()) {
            say("everything is kept in " + directory.path() + "; 'levada demo --dir " + directory.path() + "' goes on");
        }
    }

    private void say(String message) {
        console.say(message);
    }
}

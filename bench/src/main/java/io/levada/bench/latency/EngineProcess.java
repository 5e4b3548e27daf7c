package io.levada.bench.latency;

import io.levada.bench.nexmark.Child;
import io.levada.bench.nexmark.Queries;
import io.levada.core.child.ScriptRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process that runs the query, until it is closed. */
final class EngineProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private EngineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread.ofVirtual().start(() -> drain(process.getInputStream()));
    }

    /** The query of {@link Events}. */
    static EngineProcess start(Child child, Path scratch, Mode mode, String bootstrap, String in, String out)
            throws IOException {
        if (mode.engine() == Mode.Engine.STREAMS) {
            List<String> command = new ArrayList<>(child.levada(StreamsJob.class.getName()));
            command.addAll(List.of(
                    bootstrap,
                    in,
                    out,
                    Integer.toString(mode.intervalMillis()),
                    scratch.resolve(mode.key()).toString()));
            return new EngineProcess(child.start(command), child.log());
        }
        String script = Events.tables(bootstrap, in, out, mode.exactlyOnce()) + Events.INSERT;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("parallelism.default", "1");
        settings.put("execution.checkpointing.interval", (mode.exactlyOnce() ? mode.intervalMillis() : 1000) + " ms");
        return start(child, scratch, mode, script, settings);
    }

    /** Any script, on Levada or on Flink. */
    static EngineProcess start(Child child, Path scratch, Mode mode, String script, Map<String, String> settings)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("pipeline.name", mode.key());
        Path state = scratch.resolve(mode.key());
        List<String> command;
        if (mode.engine() == Mode.Engine.FLINK) {
            all.put("execution.checkpointing.dir", state.toString());
            all.put("execution.checkpointing.mode", mode.exactlyOnce() ? "exactly-once" : "at-least-once");
            all.put("pipeline.object-reuse", "true");
            command = child.flink("io.levada.flink.Main");
        } else {
            command = new ArrayList<>(child.levada(LevadaJob.class.getName()));
            command.add(state.toString());
        }
        ScriptRequest request = Queries.request(script, ScriptRequest.Purpose.RUN, all);
        return new EngineProcess(child.start(command, request), child.log());
    }

    private static void drain(InputStream out) {
        try (out) {
            out.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The process was ended.
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Throws when it isn't there any more. */
    void check() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the engine ended; see " + log);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}

package io.levada.flink;

import io.levada.core.child.Frame;
import io.levada.core.child.ScriptRequest;
import io.levada.core.child.ScriptRequest.StatementText;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.flink.portable.LookedUpTables;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The child process of {@code levada run --engine flink}: reads a {@link ScriptRequest} from standard input, runs it on
 * Flink, writes {@link Frame}s to standard output.
 */
public final class Main {
    private static final int FLUSH_MILLIS = 100;

    private Main() {}

    public static void main(String[] args) throws IOException {
        FrameSink sink = new FrameSink(new FileOutputStream(FileDescriptor.out));
        System.setOut(sink.printed());
        ScriptRequest request = ScriptRequest.read(new DataInputStream(new BufferedInputStream(System.in)));
        Thread flusher = Thread.ofVirtual().start(() -> flushNowAndThen(sink));
        Frame last = run(request, sink);
        flusher.interrupt();
        sink.send(last, true);
        // Flink leaves threads behind that would keep the process.
        Runtime.getRuntime().halt(0);
    }

    private static Frame run(ScriptRequest request, FrameSink sink) {
        int slots = Runtime.getRuntime().availableProcessors();
        try (FlinkCluster cluster = request.address().isEmpty()
                ? FlinkCluster.embedded(slots(request, slots))
                : FlinkCluster.remote(URI.create(request.address()))) {
            runOn(cluster, request, sink);
            return new Frame.Done();
        } catch (Exception e) {
            return new Frame.Failed(FlinkErrors.of(e));
        }
    }

    /** A cluster of our own has as many slots as the script may ask for. */
    private static int slots(ScriptRequest request, int processors) {
        String wanted = request.settings().getOrDefault("parallelism.default", "");
        int most = wanted.matches("\\d{1,4}") ? Integer.parseInt(wanted) : 0;
        for (StatementText statement : request.statements()) {
            var matcher = java.util.regex.Pattern.compile("'parallelism\\.default'\\s*=\\s*'(\\d{1,4})'")
                    .matcher(statement.text());
            while (matcher.find()) {
                most = Math.max(most, Integer.parseInt(matcher.group(1)));
            }
        }
        return Math.max(most, processors);
    }

    private static void runOn(FlinkCluster cluster, ScriptRequest request, FrameSink sink) throws Exception {
        List<String> texts =
                request.statements().stream().map(StatementText::text).toList();
        FlinkSession session = new FlinkSession(
                cluster,
                Path.of("").toAbsolutePath(),
                LookedUpTables.in(texts),
                request.purpose() == ScriptRequest.Purpose.COMPARE,
                sink);
        if (request.address().isEmpty()) {
            session.set(
                    "parallelism.default", Integer.toString(Runtime.getRuntime().availableProcessors()));
        }
        request.settings().forEach(session::set);
        StatementText current = null;
        try {
            for (StatementText statement : request.statements()) {
                current = statement;
                session.run(statement.text());
            }
            session.runInserts();
        } catch (Exception e) {
            LevadaException error = FlinkErrors.of(e);
            Position at = error.position();
            throw current == null
                    ? error
                    : error.withPosition(at == null ? current.start() : at.within(current.start()));
        }
    }

    private static void flushNowAndThen(FrameSink sink) {
        try {
            while (true) {
                Thread.sleep(FLUSH_MILLIS);
                sink.flush();
            }
        } catch (InterruptedException | java.io.UncheckedIOException e) {
            // the end, or nobody listens any more
        }
    }
}

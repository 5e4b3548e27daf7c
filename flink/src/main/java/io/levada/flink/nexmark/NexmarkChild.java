package io.levada.flink.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns;
import io.levada.core.child.ScriptRequest;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import io.levada.flink.FlinkCluster;
import io.levada.flink.FlinkSession;
import io.levada.flink.ResultSink;
import io.levada.flink.portable.LookedUpTables;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * Flink's side of {@code levada bench nexmark}: reads a {@link ScriptRequest} from standard input, runs it again and
 * again, and prints the figures as the last line. Arguments: events of a run, slots, seconds to warm up, least processor
 * seconds to measure.
 */
public final class NexmarkChild {
    private static final int MANAGED_MEGABYTES = 1024;

    private NexmarkChild() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // What the job prints must not be taken for figures.
        System.setOut(System.err);
        ScriptRequest request = ScriptRequest.read(new DataInputStream(System.in));
        Configuration more = new Configuration();
        more.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MANAGED_MEGABYTES));
        int slots = Integer.parseInt(args[1]);
        MeasuredRuns.Figures figures;
        try (FlinkCluster cluster = FlinkCluster.embedded(slots, more)) {
            figures = MeasuredRuns.get()
                    .measure(
                            Long.parseLong(args[0]),
                            Duration.ofSeconds(Integer.parseInt(args[2])),
                            Duration.ofSeconds(Integer.parseInt(args[3])),
                            () -> run(cluster, request));
        } catch (Exception e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            out.println("failed "
                    + String.valueOf(root.getMessage()).lines().findFirst().orElse(""));
            Runtime.getRuntime().halt(1);
            return;
        }
        out.println(figures.toLine());
        out.flush();
        // Flink leaves threads behind that would keep the process.
        Runtime.getRuntime().halt(0);
    }

    private static void run(FlinkCluster cluster, ScriptRequest request) throws Exception {
        List<String> texts = request.statements().stream()
                .map(ScriptRequest.StatementText::text)
                .toList();
        FlinkSession session =
                new FlinkSession(cluster, Path.of("").toAbsolutePath(), LookedUpTables.in(texts), false, new Nowhere());
        request.settings().forEach(session::set);
        for (String text : texts) {
            session.run(text);
        }
        session.runInserts();
    }

    /** INSERTs have no result, and notes would be said at each run. */
    private static final class Nowhere implements ResultSink {
        @Override
        public void begin(String name, RowType type, boolean updating, boolean answer, java.time.ZoneId zone) {}

        @Override
        public void row(Row row) {}

        @Override
        public void end() {}

        @Override
        public void note(String text) {}
    }
}

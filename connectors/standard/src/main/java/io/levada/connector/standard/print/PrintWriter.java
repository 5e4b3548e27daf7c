package io.levada.connector.standard.print;

import io.levada.connector.standard.io.IoThread;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Batch;
import io.levada.core.type.RowType;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Makes the lines in the worker's thread and prints them in another one, because a pipe may be full. */
final class PrintWriter implements SinkWriter {
    private static final int WAITING_BATCHES = 4;

    private final RowType type;
    private final String prefix;
    private final PrintStream stream;
    private final IoThread printer;

    PrintWriter(RowType type, String prefix, PrintStream stream, WriterContext context) {
        this.type = type;
        this.prefix = prefix;
        this.stream = stream;
        printer = new IoThread("levada-print", WAITING_BATCHES, context::wakeUp, context::fail);
    }

    @Override
    public boolean ready() {
        return printer.hasRoom();
    }

    @Override
    public boolean copiesBatches() {
        return true;
    }

    @Override
    public void write(Batch batch) {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < batch.rowCount(); row++) {
            lines.append(prefix);
            RowText.appendRow(lines, batch, row, type);
            lines.append('\n');
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        printer.run(() -> {
            // One call for all lines: other writers print whole batches too.
            stream.write(bytes, 0, bytes.length);
            stream.flush();
        });
    }

    @Override
    public CompletionStage<byte @Nullable []> prepare(long checkpointId) {
        return printer.call(() -> null);
    }

    @Override
    public void close() {
        printer.drain();
        printer.close();
    }
}

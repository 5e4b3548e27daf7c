package io.levada.flink;

import io.levada.core.child.Frame;
import io.levada.core.child.FrameCodec;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Results as frames. Any thread may write: the connector {@code print} does from the job's. */
final class FrameSink implements ResultSink {
    private static final long FLUSH_NANOS = 50_000_000L;

    private final DataOutputStream out;
    private final FrameCodec codec = new FrameCodec();
    private long flushedNanos;

    FrameSink(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    }

    @Override
    public void begin(String name, RowType type, boolean updating, boolean answer, ZoneId zone) {
        send(new Frame.Columns(name, type, updating, answer, zone), true);
    }

    @Override
    public void row(Row row) {
        send(new Frame.Change(row), false);
    }

    @Override
    public void end() {
        send(new Frame.End(), true);
    }

    @Override
    public void note(String text) {
        send(new Frame.Note(text), true);
    }

    synchronized void send(Frame frame, boolean flush) {
        try {
            codec.write(out, frame);
            long now = System.nanoTime();
            if (flush || now - flushedNanos > FLUSH_NANOS) {
                flushedNanos = now;
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("whoever reads the results has gone", e);
        }
    }

    /** Rows that wait in the buffer go out. */
    synchronized void flush() {
        send(new Frame.Pause(), true);
    }

    /** A stream whose lines become frames; what a job prints. */
    PrintStream printed() {
        return new PrintStream(
                new ByteArrayOutputStream() {
                    @Override
                    public synchronized void flush() {
                        if (size() > 0) {
                            byte[] bytes = toByteArray();
                            reset();
                            send(new Frame.Output(bytes), true);
                        }
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }
}

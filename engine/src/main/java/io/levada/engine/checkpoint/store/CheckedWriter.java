package io.levada.engine.checkpoint.store;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes one {@link CheckedFile}: the payload through {@link #out}, then {@link #finish}. */
final class CheckedWriter implements AutoCloseable {
    private final CheckedFile.Kind kind;
    private final FileChannel channel;
    private final CheckedOutput out;

    CheckedWriter(Path file, CheckedFile.Kind kind) throws IOException {
        this.kind = kind;
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        out = new CheckedOutput(channel);
        writeFully(ByteBuffer.allocate(CheckedFile.HEADER_BYTES));
    }

    DataOutput out() {
        return out;
    }

    /** Bytes of payload so far. */
    long position() {
        return out.position();
    }

    /** Makes it durable. */
    void finish() throws IOException {
        out.empty();
        byte[] header = CheckedFile.header(kind, out.position(), out.sum());
        channel.position(0);
        writeFully(ByteBuffer.wrap(header));
        channel.force(true);
        channel.close();
    }

    private void writeFully(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package io.levada.engine.checkpoint.store;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes one {@link CheckedFile}: the payload through {@link #out}, then {@link #finish}. */
final class CheckedWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final CheckedFile.Kind kind;
    private final FileChannel channel;
    private final Body body = new Body();
    private final DataOutputStream out = new DataOutputStream(body);

    CheckedWriter(Path file, CheckedFile.Kind kind) throws IOException {
        this.kind = kind;
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        writeFully(ByteBuffer.allocate(CheckedFile.HEADER_BYTES));
    }

    /** Buffers, counts and sums what is written. */
    private final class Body extends OutputStream {
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private final CRC32C crc = new CRC32C();
        private int filled;
        private long written;

        @Override
        public void write(int b) throws IOException {
            if (filled == buffer.length) {
                empty();
            }
            buffer[filled++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int from = offset;
            for (int left = count; left > 0; ) {
                if (filled == buffer.length) {
                    empty();
                }
                int part = Math.min(left, buffer.length - filled);
                System.arraycopy(bytes, from, buffer, filled, part);
                filled += part;
                from += part;
                left -= part;
            }
        }

        private void empty() throws IOException {
            crc.update(buffer, 0, filled);
            writeFully(ByteBuffer.wrap(buffer, 0, filled));
            written += filled;
            filled = 0;
        }
    }

    DataOutputStream out() {
        return out;
    }

    /** Bytes of payload so far. */
    long position() {
        return body.written + body.filled;
    }

    /** Makes it durable. */
    void finish() throws IOException {
        body.empty();
        byte[] header = CheckedFile.header(kind, body.written, (int) body.crc.getValue());
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

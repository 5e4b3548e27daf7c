package io.levada.engine.checkpoint.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** Buffers, counts and sums what is written. */
final class CheckedOutput extends ArrayOutput {
    private static final int BUFFER_BYTES = 1 << 16;

    private final WritableByteChannel channel;
    private final CRC32C crc = new CRC32C();
    private long written;

    CheckedOutput(WritableByteChannel channel) {
        super(BUFFER_BYTES);
        this.channel = channel;
    }

    /** Bytes so far. */
    long position() {
        return written + filled;
    }

    /** The sum of what was emptied. */
    int sum() {
        return (int) crc.getValue();
    }

    @Override
    void makeRoom(int bytes) throws IOException {
        empty();
    }

    /** Hands the buffer on. */
    void empty() throws IOException {
        crc.update(buffer, 0, filled);
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, filled);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        written += filled;
        filled = 0;
    }
}

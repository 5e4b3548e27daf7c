package io.levada.engine.state;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of places that are written, read and written anew. A place is known by a number that isn't 0: where it begins and
 * how long it is, in units of {@value #UNIT} bytes. One thread writes and frees; any thread reads.
 */
final class SpillFile implements AutoCloseable {
    private static final int UNIT = 512;
    private static final int LENGTH_BITS = 24;
    private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;
    /** Lengths have so many leading bits, so that places are few in kind and used again. */
    private static final int LEADING_BITS = 4;

    private final Path path;
    private final FileChannel channel;
    private final Map<Long, Deque<Long>> free = new HashMap<>();
    private long end;

    SpillFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Bytes that a place takes. */
    static long bytes(long slot) {
        return (slot & LENGTH_MASK) * UNIT;
    }

    private static long offset(long slot) {
        return (slot >>> LENGTH_BITS) * UNIT;
    }

    /** Writes to a free place and gives its number. Throws STORAGE when the disk refuses. */
    long write(ByteBuffer image) {
        long units = rounded((image.remaining() + UNIT - 1) / UNIT);
        Deque<Long> ofThatLength = free.get(units);
        Long again = ofThatLength == null ? null : ofThatLength.poll();
        long slot = again != null ? again : end << LENGTH_BITS | units;
        try {
            long position = offset(slot);
            while (image.hasRemaining()) {
                position += channel.write(image, position);
            }
        } catch (IOException e) {
            throw SpillDirectory.refused(path, e);
        }
        if (again == null) {
            end += units;
        }
        return slot;
    }

    private static long rounded(long units) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(units) - LEADING_BITS);
        return (units + (1L << shift) - 1) >>> shift << shift;
    }

    /** The bytes of a place, and perhaps some more behind. */
    ByteBuffer read(long slot) {
        ByteBuffer bytes = ByteBuffer.allocate((int) bytes(slot));
        try {
            long position = offset(slot);
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, position);
                if (count < 0) {
                    break;
                }
                position += count;
            }
            if (bytes.position() == 0) {
                throw new EOFException("it ends before " + offset(slot));
            }
        } catch (IOException e) {
            throw new LevadaException(
                    ErrorCode.STORAGE,
                    "state that was moved to disk can't be read: " + path + ": " + e.getMessage(),
                    null,
                    "a run that goes on from the last checkpoint doesn't need that file",
                    e);
        }
        return bytes.flip();
    }

    /** The place may be written anew. */
    void free(long slot) {
        free.computeIfAbsent(slot & LENGTH_MASK, units -> new ArrayDeque<>()).push(slot);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

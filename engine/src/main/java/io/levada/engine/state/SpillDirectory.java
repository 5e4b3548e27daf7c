package io.levada.engine.state;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a run keeps state that its memory has no room for. Files are made when they are needed. Where the system can, they
 * lose their names at once, so that nothing is left of them when the process ends, however it ends; elsewhere they go
 * when they are closed, and those of a process that was killed when the next run makes its own. Thread-safe.
 */
public final class SpillDirectory implements AutoCloseable {
    private static final String PREFIX = "levada-spill-";
    private static final int ZEROS = 1 << 20;

    private final Path path;
    private final List<SpillFile> files = new ArrayList<>();
    private boolean cleaned;

    /** @param path made when it is needed; others may have files there too */
    public SpillDirectory(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Throws STORAGE when there can't be a file. */
    synchronized SpillFile open() {
        try {
            Path file = newPath();
            SpillFile opened = new SpillFile(file, create(file));
            files.add(opened);
            return opened;
        } catch (IOException e) {
            throw refused(path, e);
        }
    }

    /**
     * A file of zeros, mapped in pieces of so many longs; it goes when nobody refers to it. Throws STORAGE when the disk has
     * no room for it.
     */
    synchronized LongBuffer[] map(int longs, int segmentShift) {
        try (FileChannel channel = create(newPath())) {
            long bytes = longs * (long) Long.BYTES;
            // Written, not left as a hole: room that the disk lacks is an error here, and not a fault of the process
            // later.
            ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, ZEROS));
            for (long position = 0; position < bytes; ) {
                zeros.clear().limit((int) Math.min(ZEROS, bytes - position));
                position += channel.write(zeros, position);
            }
            int segments = (int) Math.max(1, (long) longs >>> segmentShift);
            LongBuffer[] mapped = new LongBuffer[segments];
            long size = bytes / segments;
            for (int i = 0; i < segments; i++) {
                mapped[i] = channel.map(FileChannel.MapMode.READ_WRITE, i * size, size)
                        .order(ByteOrder.nativeOrder())
                        .asLongBuffer();
            }
            return mapped;
        } catch (IOException e) {
            throw refused(path, e);
        }
    }

    private Path newPath() throws IOException {
        Files.createDirectories(path);
        if (!cleaned) {
            cleaned = true;
            deleteLeftovers();
        }
        return path.resolve(PREFIX + ProcessHandle.current().pid() + "-" + java.util.UUID.randomUUID());
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    static LevadaException refused(Path where, IOException cause) {
        return new LevadaException(
                ErrorCode.STORAGE,
                "state that 'levada.memory.limit' has no room for can't be moved to disk: " + where + ": "
                        + cause.getMessage(),
                null,
                "make space there and check permissions, or give the job more memory ('levada.memory.limit', and -Xmx above"
                        + " it); 'execution.checkpointing.dir', or -Djava.io.tmpdir for a job that keeps no state, says where"
                        + " such files go. The next run goes on from the last checkpoint, where there is one",
                cause);
    }

    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(path, PREFIX + "*")) {
            for (Path leftover : leftovers) {
                String name = leftover.getFileName().toString().substring(PREFIX.length());
                int end = name.indexOf('-');
                if (end > 0
                        && ProcessHandle.of(Long.parseLong(name, 0, end, 10)).isEmpty()) {
                    Files.deleteIfExists(leftover);
                }
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (SpillFile file : files) {
            file.close();
        }
        files.clear();
    }
}

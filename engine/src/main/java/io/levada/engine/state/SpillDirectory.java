package io.levada.engine.state;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
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

    private final Path path;
    private final List<SpillFile> files = new ArrayList<>();

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
            Files.createDirectories(path);
            if (files.isEmpty()) {
                deleteLeftovers();
            }
            String name = PREFIX + ProcessHandle.current().pid() + "-" + java.util.UUID.randomUUID();
            Path file = path.resolve(name);
            SpillFile opened = new SpillFile(
                    file,
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE));
            files.add(opened);
            return opened;
        } catch (IOException e) {
            throw new LevadaException(
                    ErrorCode.STORAGE,
                    "state that 'levada.memory.limit' has no room for can't be moved to disk: no file can be made in " + path
                            + ": " + e,
                    null,
                    "check space and permissions there, or give the job more memory ('levada.memory.limit', and -Xmx"
                            + " above it)",
                    e);
        }
    }

    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(path, PREFIX + "*")) {
            for (Path leftover : leftovers) {
                String name = leftover.getFileName().toString().substring(PREFIX.length());
                int end = name.indexOf('-');
                if (end > 0 && ProcessHandle.of(Long.parseLong(name, 0, end, 10)).isEmpty()) {
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

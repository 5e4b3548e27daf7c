package io.levada.broker;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second broker off a directory. Kafka locks its directory too, but only after it has opened, and so changed, the
 * metadata log of the broker that is running there. The operating system gives the lock up with the process.
 */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    /** Makes the directory and locks it. */
    static DirectoryLock of(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel file = FileChannel.open(
                    directory.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(file)) {
                file.close();
                throw new LevadaException(
                        ErrorCode.STORAGE,
                        "the broker's directory " + directory + " is in use by another broker",
                        "stop that one, or name another directory");
            }
            return new DirectoryLock(file);
        } catch (IOException e) {
            throw new LevadaException(
                    ErrorCode.STORAGE,
                    "the broker's directory " + directory + " can't be written: " + e,
                    null,
                    "name a directory that can be written",
                    e);
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) { // by this very process
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }
}

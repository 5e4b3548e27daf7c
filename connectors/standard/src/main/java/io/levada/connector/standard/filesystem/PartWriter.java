package io.levada.connector.standard.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of one writer: one open file for each partition directory, and those that are finished but not yet staged.
 * Used by the I/O thread only.
 */
final class PartWriter {
    /** Files open at once: a process may have some thousand, and each worker has a writer. */
    static final int MOST_OPEN = 100;

    private static final int PIECE_BYTES = 128 << 10;

    private final PartFiles files;
    private final String writer;
    private final long largest;
    private final long oldestNanos;
    private final boolean publishAtOnce;
    /** Those not written to for the longest time first. */
    private final Map<String, Open> open = new LinkedHashMap<>();

    private final List<Path> finished = new ArrayList<>();
    private int count;

    private static final class Open {
        final Path path;
        final FileChannel channel;
        final long begunNanos = System.nanoTime();
        long bytes;

        Open(Path path) throws IOException {
            this.path = path;
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    /** @param publishAtOnce whether finished files come into view without a checkpoint */
    PartWriter(PartFiles files, String writer, long largest, long oldestNanos, boolean publishAtOnce) {
        this.files = files;
        this.writer = writer;
        this.largest = largest;
        this.oldestNanos = oldestNanos;
        this.publishAtOnce = publishAtOnce;
    }

    void write(String directory, ByteBuffer bytes) throws IOException {
        Open file = open.remove(directory);
        if (file == null) {
            if (open.size() >= MOST_OPEN) {
                String idlest = open.keySet().iterator().next();
                finish(Objects.requireNonNull(open.remove(idlest)));
            }
            file = new Open(files.inProgress(directory, writer, count++));
        }
        open.put(directory, file);
        file.bytes += bytes.remaining();
        write(file.channel, bytes);
        if (file.bytes >= largest) {
            open.remove(directory);
            finish(file);
        }
    }

    /** Piece by piece: the channel copies each into memory outside of the heap, and a small copy stays in the cache. */
    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PIECE_BYTES));
            channel.write(bytes);
        }
    }

    /** Ends files that are older than they may get. */
    void rollOld() throws IOException {
        long now = System.nanoTime();
        for (String directory : List.copyOf(open.keySet())) {
            Open file = open.get(directory);
            if (file != null && now - file.begunNanos >= oldestNanos) {
                open.remove(directory);
                finish(file);
            }
        }
    }

    private void finish(Open file) throws IOException {
        file.channel.force(true);
        file.channel.close();
        if (publishAtOnce) {
            files.publish(file.path);
        } else {
            finished.add(file.path);
        }
    }

    void finishAll() throws IOException {
        for (Open file : List.copyOf(open.values())) {
            finish(file);
        }
        open.clear();
    }

    /** Ends and stages everything; gives the staged paths. */
    List<Path> stage(long checkpointId) throws IOException {
        finishAll();
        List<Path> staged = new ArrayList<>();
        for (Path path : finished) {
            staged.add(files.stage(path, checkpointId));
        }
        files.syncDirectories(staged);
        finished.clear();
        return staged;
    }

    /** Gives up what isn't staged. */
    void discard() throws IOException {
        for (Open file : open.values()) {
            file.channel.close();
            Files.deleteIfExists(file.path);
        }
        open.clear();
        for (Path path : finished) {
            Files.deleteIfExists(path);
        }
        finished.clear();
    }
}

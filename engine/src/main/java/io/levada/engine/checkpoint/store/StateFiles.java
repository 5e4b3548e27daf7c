package io.levada.engine.checkpoint.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * State files that were verified, for as long as one worker reads from them. A window's slices are parts with a chain of
 * their own, thousands of files together: only those that were read last are open.
 */
final class StateFiles implements AutoCloseable {
    static final int MOST_OPEN = 64;
    private static final int FORMAT_AT = Long.BYTES;
    /** At once: the JDK keeps memory outside the heap for as much as was ever read at once, for each thread. */
    private static final int MOST_READ = 1 << 20;

    private final Map<Path, StateFile> files = new HashMap<>();
    /** The one that was read last comes last. */
    private final LinkedHashMap<Path, FileChannel> open = new LinkedHashMap<>(16, 0.75f, true);

    StateFile open(Path path) throws IOException {
        StateFile file = files.get(path);
        if (file == null) {
            file = new StateFile(path);
            files.put(path, file);
        }
        return file;
    }

    private FileChannel channel(Path path) throws IOException {
        FileChannel channel = open.get(path);
        if (channel == null) {
            if (open.size() == MOST_OPEN) {
                Iterator<FileChannel> eldest = open.values().iterator();
                eldest.next().close();
                eldest.remove();
            }
            channel = FileChannel.open(path, StandardOpenOption.READ);
            open.put(path, channel);
        }
        return channel;
    }

    int openFiles() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : open.values()) {
            channel.close();
        }
    }

    /** Reads of it say where, so that they can go to and fro. Positions count from the payload's beginning. */
    final class StateFile {
        private final Path path;
        private final int format;

        private StateFile(Path path) throws IOException {
            this.path = path;
            byte[] number = new byte[Integer.BYTES];
            read(FORMAT_AT - CheckedFile.HEADER_BYTES, number, 0, number.length);
            format = ByteBuffer.wrap(number).getInt();
        }

        int format() {
            return format;
        }

        void read(long position, byte[] target, int offset, int length) throws IOException {
            FileChannel channel = channel(path);
            int end = offset + length;
            ByteBuffer rest = ByteBuffer.wrap(target, offset, length);
            long from = CheckedFile.HEADER_BYTES + position - offset;
            while (rest.position() < end) {
                rest.limit(Math.min(end, rest.position() + MOST_READ));
                if (channel.read(rest, from + rest.position()) < 0) {
                    throw new EOFException(path + " ends too early");
                }
            }
        }

        byte[] read(long position, long length) throws IOException {
            byte[] bytes = new byte[Math.toIntExact(length)];
            read(position, bytes, 0, bytes.length);
            return bytes;
        }
    }
}

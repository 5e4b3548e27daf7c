package io.levada.engine.checkpoint.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** State files that were verified, each opened once for as long as one worker reads from them. */
final class StateFiles implements AutoCloseable {
    private static final int FORMAT_AT = Long.BYTES;

    private final Map<Path, StateFile> open = new LinkedHashMap<>();

    StateFile open(Path path) throws IOException {
        StateFile file = open.get(path);
        if (file == null) {
            file = new StateFile(path);
            open.put(path, file);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        List<StateFile> all = new ArrayList<>(open.values());
        for (StateFile file : all) {
            file.channel.close();
        }
    }

    /** Reads of it say where, so that they can go to and fro. Positions count from the payload's beginning. */
    static final class StateFile {
        private final Path path;
        private final FileChannel channel;
        private final int format;

        private StateFile(Path path) throws IOException {
            this.path = path;
            channel = FileChannel.open(path, StandardOpenOption.READ);
            byte[] format = new byte[Integer.BYTES];
            try {
                read(FORMAT_AT - CheckedFile.HEADER_BYTES, format, 0, format.length);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            this.format = ByteBuffer.wrap(format).getInt();
        }

        int format() {
            return format;
        }

        void read(long position, byte[] target, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(target, offset, length);
            long from = CheckedFile.HEADER_BYTES + position - offset;
            while (rest.hasRemaining()) {
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

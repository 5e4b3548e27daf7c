package io.levada.engine.checkpoint.store;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/**
 * The envelope of every file here: 8 bytes of magic, the format version (int), the payload's length (long) and CRC-32C
 * (int), then the payload. The header is written last, so that a torn file has none.
 */
final class CheckedFile {
    static final int HEADER_BYTES = 24;
    private static final int BUFFER_BYTES = 1 << 16;

    private CheckedFile() {}

    /** What a file may be. */
    enum Kind {
        STATE("LEVADA-S", 3),
        MANIFEST("LEVADA-M", 3);

        private final long magic;
        private final int version;

        Kind(String magic, int version) {
            this.magic = ByteBuffer.wrap(magic.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .getLong();
            this.version = version;
        }
    }

    static byte[] header(Kind kind, long length, int checksum) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putLong(kind.magic)
                .putInt(kind.version)
                .putLong(length)
                .putInt(checksum)
                .array();
    }

    /** A whole file. */
    static byte[] of(Kind kind, byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .put(header(kind, payload.length, (int) crc.getValue()))
                .put(payload)
                .array();
    }

    /**
     * Reads the whole file once and compares it with its header. Throws CHECKPOINT_DAMAGED or CHECKPOINT_TOO_NEW.
     *
     * @param read told how many bytes were read, again and again
     * @return its format
     */
    static int verify(Path file, Kind kind, LongConsumer read) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            long magic = in.readLong();
            int version = in.readInt();
            long length = in.readLong();
            int checksum = in.readInt();
            if (magic != kind.magic) {
                throw damaged(file, "it does not begin as such a file does");
            }
            if (version > kind.version) {
                throw new LevadaException(
                        ErrorCode.CHECKPOINT_TOO_NEW,
                        file + " has format " + version + ", this program knows formats up to " + kind.version,
                        "start it with the newer program that wrote it");
            }
            long actual = Files.size(file) - HEADER_BYTES;
            if (actual != length) {
                throw damaged(file, "it should have " + length + " bytes after its header and has " + actual);
            }
            if (checksum(in, read) != checksum) {
                throw damaged(file, "its checksum is wrong");
            }
            return version;
        } catch (EOFException e) {
            throw damaged(file, "it is cut off");
        } catch (NoSuchFileException e) {
            throw damaged(file, "it is missing");
        }
    }

    private static int checksum(InputStream in, LongConsumer told) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            crc.update(buffer, 0, read);
            told.accept(read);
        }
        return (int) crc.getValue();
    }

    /** The payload, or a part of it, of a file that was verified. */
    static DataInputStream read(Path file, long offset) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        channel.position(HEADER_BYTES + offset);
        return new DataInputStream(new java.io.BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
    }

    static LevadaException damaged(Path file, String how) {
        return new LevadaException(ErrorCode.CHECKPOINT_DAMAGED, file + " is damaged: " + how);
    }

    /** Makes the content of a file durable. */
    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes renames and new files in a directory durable, where the system can. */
    static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows can't open directories; its file systems keep renames in order by themselves.
            return;
        }
    }
}

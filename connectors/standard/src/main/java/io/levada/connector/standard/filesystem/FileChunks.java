package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.RecordSplitter;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a file from a position on, in chunks of whole records. Blocks. */
final class FileChunks implements AutoCloseable {
    private static final int CHUNK_BYTES = 256 << 10;
    private static final int LARGEST_RECORD = 256 << 20;

    private final Path path;
    private final RecordSplitter splitter;
    private final InputStream in;
    private boolean skipRecord;
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int filled;
    private long offset;
    private boolean ended;

    /**
     * Records of one file, one after the other in an array.
     *
     * @param starts index of each record's first byte
     * @param ends index after each record's last byte, line end left out
     * @param offset of the array's first byte in the file
     * @param next index after the last record and its line end
     * @param skipped whether the first record is a header: it counts but isn't a row
     * @param last whether the file ends with this chunk
     */
    record Chunk(
            byte[] bytes, int count, int[] starts, int[] ends, long offset, int next, boolean skipped, boolean last) {
        /** Offset in the file of what follows the record. */
        long offsetAfter(int record) {
            return offset + (record + 1 < count ? starts[record + 1] : next);
        }
    }

    FileChunks(Path path, FilePosition from, RecordSplitter splitter, boolean skipFirst) throws IOException {
        this.path = path;
        this.splitter = splitter;
        offset = from.offset();
        skipRecord = skipFirst && from.offset() == 0;
        in = open(path);
        try {
            in.skipNBytes(offset);
        } catch (EOFException e) {
            in.close();
            throw new LevadaException(
                    ErrorCode.STATE_MISMATCH,
                    "file " + path + " is shorter than what was read of it before: it was replaced",
                    "files must not change once they can be seen");
        }
    }

    private static InputStream open(Path path) throws IOException {
        InputStream raw = Files.newInputStream(path);
        if (!path.getFileName().toString().endsWith(".gz")) {
            return raw;
        }
        try {
            return new GZIPInputStream(new BufferedInputStream(raw, 1 << 16), 1 << 16);
        } catch (EOFException e) {
            raw.close();
            if (Files.size(path) == 0) {
                return InputStream.nullInputStream();
            }
            throw e;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The next records; null after the last. */
    @Nullable
    Chunk next() throws IOException {
        while (!ended) {
            fill();
            Chunk chunk = cut();
            if (chunk != null) {
                return chunk;
            }
            if (filled == buffer.length) {
                if (filled >= LARGEST_RECORD) {
                    throw new LevadaException(
                            ErrorCode.STORAGE,
                            "a record of file " + path + " at byte " + offset + " is longer than "
                                    + (LARGEST_RECORD >> 20) + " MiB",
                            "is a quote not closed, or is this not a text file?");
                }
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
        return null;
    }

    private void fill() throws IOException {
        while (filled < buffer.length) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                ended = true;
                return;
            }
            filled += read;
        }
    }

    /** A chunk of the whole records in the buffer, null when there is none and the file goes on. */
    private @Nullable Chunk cut() {
        int[] starts = new int[64];
        int[] ends = new int[64];
        int count = 0;
        int from = 0;
        while (from < filled) {
            int lineEnd = splitter.end(buffer, from, filled);
            if (lineEnd < 0 && !ended) {
                break;
            }
            int end = lineEnd < 0 ? filled : lineEnd;
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            starts[count] = from;
            ends[count++] = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
            from = lineEnd < 0 ? filled : lineEnd + 1;
        }
        if (count == 0 && !ended) {
            return null;
        }
        Chunk chunk = new Chunk(buffer, count, starts, ends, offset, from, skipRecord && count > 0, ended);
        skipRecord &= count == 0;
        byte[] rest = new byte[Math.max(CHUNK_BYTES, (filled - from) * 2)];
        System.arraycopy(buffer, from, rest, 0, filled - from);
        filled -= from;
        offset += from;
        buffer = rest;
        return chunk;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package io.levada.engine.job;

import io.levada.core.connector.DeadLetters;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records that could not be decoded in {@code dead-letters/<table>.jsonl}, one JSON object on each line. Lines are
 * staged in the checkpoint and appended when it is decided; a mark beside the file says which checkpoint was appended last
 * and how long the file was then, so that appending again changes nothing.
 */
final class DeadLetterFile implements TableSink {
    private final Path file;
    private final Path mark;

    DeadLetterFile(Path directory, String table) {
        String name = table.replaceAll("[^A-Za-z0-9._-]", "_");
        file = directory.resolve(name + ".jsonl");
        mark = directory.resolve(name + ".mark");
    }

    @Override
    public SinkWriter openWriter(WriterContext context) {
        return new Writer();
    }

    @Override
    public void apply(long checkpointId, List<byte[]> committables) {
        try {
            Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
            long[] last = readMark();
            if (last[0] >= checkpointId) {
                return;
            }
            long length;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                length = Math.min(last[1], channel.size());
                channel.truncate(length).position(length);
                for (byte[] lines : committables) {
                    ByteBuffer buffer = ByteBuffer.wrap(lines);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                    length += lines.length;
                }
                channel.force(true);
            }
            writeMark(checkpointId, length);
        } catch (IOException e) {
            throw new LevadaException(
                    ErrorCode.STORAGE, "dead letters can't be kept: " + file + ": " + e, null, null, e);
        }
    }

    /** The checkpoint that was appended last, and the file's length then. */
    private long[] readMark() throws IOException {
        if (!Files.exists(mark)) {
            // Noted before the first append, so that an append that a crash cut off can be taken back.
            writeMark(0, Files.exists(file) ? Files.size(file) : 0);
        }
        String[] parts = Files.readString(mark).trim().split(" ");
        return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
    }

    private void writeMark(long checkpointId, long length) throws IOException {
        Path draft = mark.resolveSibling(mark.getFileName() + ".draft");
        Files.writeString(draft, checkpointId + " " + length);
        Files.move(draft, mark, StandardCopyOption.ATOMIC_MOVE);
    }

    private static final class Writer implements SinkWriter {
        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

        @Override
        public void write(Batch batch) {
            for (Row row : Boxed.rows(batch, DeadLetters.ROW_TYPE)) {
                lines.writeBytes(line(row).getBytes(StandardCharsets.UTF_8));
            }
        }

        private static String line(Row row) {
            StringBuilder out = new StringBuilder("{");
            for (int i = 0; i < 5; i++) {
                out.append(i == 0 ? "\"" : ",\"")
                        .append(DeadLetters.ROW_TYPE.name(i))
                        .append("\":");
                if (row.get(i) instanceof Long number) {
                    out.append(number);
                } else {
                    text(out, String.valueOf(row.get(i)));
                }
            }
            if (row.get(5) instanceof Bytes raw) {
                out.append(",\"raw_base64\":\"")
                        .append(Base64.getEncoder().encodeToString(raw.toByteArray()))
                        .append("\",\"raw_text\":");
                text(out, raw.toString());
            }
            return out.append("}\n").toString();
        }

        private static void text(StringBuilder out, String text) {
            out.append('"');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') {
                    out.append('\\').append(c);
                } else if (c < ' ') {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
            out.append('"');
        }

        @Override
        public CompletionStage<byte @Nullable []> prepare(long checkpointId) {
            byte[] staged = lines.size() == 0 ? null : lines.toByteArray();
            lines.reset();
            return CompletableFuture.completedFuture(staged);
        }

        @Override
        public void close() {}
    }
}

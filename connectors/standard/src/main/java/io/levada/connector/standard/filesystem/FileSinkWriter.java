package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.IoThread;
import io.levada.connector.standard.io.LineEncoder;
import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Settings;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.Watermark;
import io.levada.core.type.RowType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Encodes rows in the worker's thread and hands the bytes of each partition to the I/O thread. */
final class FileSinkWriter implements SinkWriter {
    private static final int WAITING_BATCHES = 8;
    private static final int FIRST_BYTES = 4096;

    private final RowType type;
    private final LineEncoder encoder;
    private final int[] recordColumns;
    private final int[] partitionColumns;
    private final String defaultPartition;
    private final DeliveryGuarantee guarantee;
    private final PartFiles files;
    private final boolean commitsPartitions;
    private final long rollCheckNanos;
    private final PartWriter parts;
    private final IoThread io;
    /** Those whose bytes are written: a new array for each batch would have to be zeroed, and collected. */
    private final Queue<ByteWriter> spare = new ArrayBlockingQueue<>(WAITING_BATCHES);

    private long watermark = Watermark.NONE;
    private long lastRollNanos = System.nanoTime();

    FileSinkWriter(
            FileTable table, SinkRequest request, PartFiles files, WriterContext context, boolean commitsPartitions) {
        this.commitsPartitions = commitsPartitions;
        this.files = files;
        type = request.rowType();
        guarantee = request.job().guarantee();
        Settings options = request.table().options();
        rollCheckNanos = options.get(FilesystemConnector.CHECK_INTERVAL).toNanos();
        defaultPartition = options.get(FilesystemConnector.DEFAULT_PARTITION);
        List<TableColumn> columns = request.columns();
        int[] all = new int[columns.size()];
        Arrays.setAll(all, i -> i);
        recordColumns =
                Arrays.stream(all).filter(i -> table.isInRecord(columns.get(i))).toArray();
        partitionColumns =
                request.table().partitionKeys().stream().mapToInt(type::indexOf).toArray();
        RowType recordType =
                new RowType(Arrays.stream(recordColumns).mapToObj(type::field).toList());
        encoder =
                LineEncoder.of(table.format().encoder(recordType, request.job().zone()));
        parts = new PartWriter(
                files,
                UUID.randomUUID().toString().substring(0, 8) + "-" + context.worker(),
                options.get(FilesystemConnector.FILE_SIZE),
                options.get(FilesystemConnector.ROLLOVER_INTERVAL).toNanos(),
                guarantee != DeliveryGuarantee.EXACTLY_ONCE);
        io = new IoThread("levada-write-" + context.worker(), WAITING_BATCHES, context::wakeUp, context::fail);
    }

    @Override
    public boolean ready() {
        return io.hasRoom();
    }

    @Override
    public boolean copiesBatches() {
        return true;
    }

    @Override
    public void write(Batch batch) {
        Column[] columns = new Column[recordColumns.length];
        Arrays.setAll(columns, i -> batch.column(recordColumns[i]));
        Batch records = new Batch(batch.rowCount(), columns, null);
        Map<String, ByteWriter> byDirectory = new LinkedHashMap<>();
        for (int from = 0; from < batch.rowCount(); ) {
            int to = endOfPartition(batch, from);
            ByteWriter out = byDirectory.computeIfAbsent(directory(batch, from), d -> emptyWriter());
            encoder.encodeLines(records, from, to, out);
            from = to;
        }
        byDirectory.forEach((directory, bytes) -> io.run(() -> {
            parts.write(directory, ByteBuffer.wrap(bytes.array(), 0, bytes.size()));
            bytes.clear();
            spare.offer(bytes);
        }));
        flush();
    }

    private ByteWriter emptyWriter() {
        ByteWriter used = spare.poll();
        return used == null ? new ByteWriter(FIRST_BYTES) : used;
    }

    /** The row after the last of those that follow {@code from} and lie in the same directory. */
    private int endOfPartition(Batch batch, int from) {
        if (areUniform(batch)) {
            return batch.rowCount();
        }
        int row = from + 1;
        while (row < batch.rowCount() && samePartition(batch, row - 1, row)) {
            row++;
        }
        return row;
    }

    /** Whether all rows are known to lie in one directory, which is so where it is made of the day and the hour. */
    private boolean areUniform(Batch batch) {
        for (int column : partitionColumns) {
            if (!(batch.column(column) instanceof BytesColumn texts && texts.isUniform())) {
                return false;
            }
        }
        return true;
    }

    private boolean samePartition(Batch batch, int row, int other) {
        for (int column : partitionColumns) {
            if (!batch.column(column).equalAt(row, batch.column(column), other)) {
                return false;
            }
        }
        return true;
    }

    private String directory(Batch batch, int row) {
        StringBuilder path = new StringBuilder();
        for (int column : partitionColumns) {
            if (path.length() > 0) {
                path.append('/');
            }
            path.append(PartitionValues.directory(
                    type.name(column), type.type(column), batch.column(column), row, defaultPartition));
        }
        return path.toString();
    }

    @Override
    public void watermark(long micros) {
        watermark = micros;
    }

    @Override
    public void flush() {
        long now = System.nanoTime();
        if (now - lastRollNanos >= rollCheckNanos) {
            lastRollNanos = now;
            io.run(parts::rollOld);
        }
    }

    @Override
    public CompletionStage<byte @Nullable []> prepare(long checkpointId) {
        if (guarantee != DeliveryGuarantee.EXACTLY_ONCE) {
            return io.call(() -> {
                parts.finishAll();
                return null;
            });
        }
        long reached = watermark;
        return io.call(() -> {
            List<Path> staged = parts.stage(checkpointId);
            return staged.isEmpty() && !commitsPartitions ? null : files.encode(staged, reached);
        });
    }

    @Override
    public void close() {
        if (guarantee == DeliveryGuarantee.NONE) {
            io.run(parts::finishAll);
        } else {
            io.run(parts::discard);
        }
        io.drain();
        io.close();
    }
}

package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.IoThread;
import io.levada.connector.standard.text.ByteWriter;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Settings;
import io.levada.core.connector.RecordEncoder;
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
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Encodes rows in the worker's thread and hands the bytes of each partition to the I/O thread. */
final class FileSinkWriter implements SinkWriter {
    private static final int WAITING_BATCHES = 8;
    private static final int FIRST_BYTES = 4096;

    private final RowType type;
    private final RecordEncoder encoder;
    private final int[] recordColumns;
    private final int[] partitionColumns;
    private final String defaultPartition;
    private final DeliveryGuarantee guarantee;
    private final PartFiles files;
    private final boolean commitsPartitions;
    private final long rollCheckNanos;
    private final PartWriter parts;
    private final IoThread io;
    private final BytesColumn record = new BytesColumn(16);
    /** What a batch takes when it lies in one directory, as the last one did. */
    private int expectedBytes = FIRST_BYTES;

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
        encoder = table.format().encoder(recordType, request.job().zone());
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
    public void write(Batch batch) {
        Column[] columns = new Column[recordColumns.length];
        Arrays.setAll(columns, i -> batch.column(recordColumns[i]));
        Batch records = new Batch(batch.rowCount(), columns, null);
        Map<String, ByteWriter> byDirectory = new LinkedHashMap<>();
        ByteWriter out = null;
        for (int row = 0; row < batch.rowCount(); row++) {
            if (out == null || !samePartition(batch, row - 1, row)) {
                out = byDirectory.computeIfAbsent(directory(batch, row), d -> new ByteWriter(expectedBytes));
            }
            record.truncate(0);
            encoder.encode(records, row, record);
            out.write(record.data(), 0, record.length(0));
            out.write('\n');
        }
        byDirectory.forEach((directory, bytes) -> {
            // The writer is not used again, so that its bytes need no copy.
            ByteBuffer written = ByteBuffer.wrap(bytes.array(), 0, bytes.size());
            io.run(() -> parts.write(directory, written));
        });
        expectedBytes = byDirectory.size() == 1 && out != null ? out.size() + out.size() / 8 : FIRST_BYTES;
        flush();
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

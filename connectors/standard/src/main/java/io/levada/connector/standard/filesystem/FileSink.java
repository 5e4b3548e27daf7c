package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.IoThread;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Watermark;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes part files below the table's directory; see {@link PartFiles} for how they come into view. */
final class FileSink implements TableSink {
    private final SinkRequest request;
    private final FileTable table;
    private final PartFiles files;
    private final @Nullable PartitionCommit commit;

    FileSink(SinkRequest request) {
        this.request = request;
        table = new FileTable(request.table());
        table.checkPartitions();
        files = new PartFiles(
                table.root(),
                request.job().id(),
                table.format().name().equals("raw") ? "txt" : table.format().name());
        commit = PartitionCommit.of(request.table(), table.root());
        if (commit != null && request.job().guarantee() != DeliveryGuarantee.EXACTLY_ONCE) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + PartitionCommit.POLICY.key() + "' of table '"
                            + request.table().name() + "' needs a job that takes checkpoints and writes exactly once",
                    "leave the option out, or set 'execution.checkpointing.interval'");
        }
        if (Files.isRegularFile(table.root())) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'path' of table '" + request.table().name() + "' is the file " + table.root()
                            + ", but writing needs a directory");
        }
    }

    @Override
    public boolean usesWatermarks() {
        return true;
    }

    @Override
    public SinkWriter openWriter(WriterContext context) {
        return new FileSinkWriter(table, request, files, context, commit != null);
    }

    @Override
    public void apply(long checkpointId, List<byte[]> committables) {
        try {
            if (commit != null) {
                commit.findPending();
            }
            List<String> applied = new ArrayList<>();
            long watermark = Watermark.END;
            for (byte[] committable : committables) {
                PartFiles.Committable decoded = PartFiles.decode(committable);
                watermark = Math.min(watermark, decoded.watermark());
                for (String staged : decoded.staged()) {
                    files.apply(staged);
                    applied.add(staged);
                }
            }
            if (commit != null && !committables.isEmpty()) {
                commit.after(applied, watermark);
            }
        } catch (IOException e) {
            throw storage(e);
        }
    }

    @Override
    public void abortAfter(long checkpointId) {
        try {
            files.abortAfter(checkpointId);
        } catch (IOException e) {
            throw storage(e);
        }
    }

    private LevadaException storage(IOException e) {
        return new LevadaException(
                ErrorCode.STORAGE,
                "writing table '" + request.table().name() + "' failed: " + IoThread.describe(e),
                null,
                null,
                e);
    }
}

package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.IoThread;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.WriterContext;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Writes part files below the table's directory; see {@link PartFiles} for how they come into view. */
final class FileSink implements TableSink {
    private final SinkRequest request;
    private final FileTable table;
    private final PartFiles files;

    FileSink(SinkRequest request) {
        this.request = request;
        table = new FileTable(request.table());
        table.checkPartitions();
        files = new PartFiles(
                table.root(),
                request.job().id(),
                table.format().name().equals("raw") ? "txt" : table.format().name());
        if (Files.isRegularFile(table.root())) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'path' of table '" + request.table().name() + "' is the file " + table.root()
                            + ", but writing needs a directory");
        }
    }

    @Override
    public SinkWriter openWriter(WriterContext context) {
        return new FileSinkWriter(table, request, files, context);
    }

    @Override
    public void apply(long checkpointId, List<byte[]> committables) {
        try {
            for (byte[] committable : committables) {
                for (String staged : PartFiles.decode(committable)) {
                    files.apply(staged);
                }
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

package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.BatchBuilder;
import io.levada.connector.standard.io.IoThread;
import io.levada.core.connector.DeadLetters;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.LookupTable;
import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All records of the files, for a lookup join. There are no dead letters here: a record that can't be decoded is an
 * error unless the table says {@code 'on-error' = 'skip'}.
 */
final class FileLookup implements LookupTable {
    private final LookupRequest request;
    private final FileTable table;
    private final boolean skipBad;

    FileLookup(LookupRequest request) {
        this.request = request;
        table = new FileTable(request.table());
        skipBad = request.table().options().get(DeadLetters.ON_ERROR) == DeadLetters.OnError.SKIP;
    }

    @Override
    public List<Batch> load() {
        List<Batch> batches = new ArrayList<>();
        BatchBuilder builder = table.builder(request.columns(), request.job().zone());
        for (String id : table.list()) {
            try {
                load(id, builder, batches);
            } catch (IOException e) {
                throw new LevadaException(
                        ErrorCode.STORAGE,
                        "reading file " + table.resolve(id) + " failed: " + IoThread.describe(e),
                        null,
                        null,
                        e);
            }
        }
        return batches;
    }

    private void load(String id, BatchBuilder builder, List<Batch> batches) throws IOException {
        FileColumns constants = new FileColumns(table, request.columns(), id);
        try (FileChunks chunks = new FileChunks(
                table.resolve(id),
                FilePosition.START,
                table.format().splitter(),
                table.format().skipsFirstRecord())) {
            long record = 0;
            FileChunks.Chunk chunk;
            while ((chunk = chunks.next()) != null) {
                for (int i = 0; i < chunk.count(); i++) {
                    record++;
                    int start = chunk.starts()[i];
                    int length = chunk.ends()[i] - start;
                    if (length == 0 || i == 0 && chunk.skipped()) {
                        continue;
                    }
                    String reason = builder.add(chunk.bytes(), start, length, ChangeKind.I);
                    if (reason != null && !skipBad) {
                        throw new LevadaException(
                                ErrorCode.BAD_RECORD,
                                "record " + record + " of " + table.resolve(id) + ": " + reason,
                                "'on-error' = 'skip' leaves such records out of a lookup table");
                    }
                    if (builder.rows() == Batch.MAX_ROWS) {
                        take(builder, constants, batches);
                    }
                }
                take(builder, constants, batches);
            }
        }
    }

    private static void take(BatchBuilder builder, FileColumns constants, List<Batch> batches) {
        Batch batch = builder.take(constants::fill);
        if (batch != null) {
            batches.add(batch);
        }
    }

    @Override
    public Duration refreshInterval() {
        return request.table().options().get(FilesystemConnector.LOOKUP_TTL);
    }
}

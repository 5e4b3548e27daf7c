package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.BatchBuilder;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Batch;
import io.levada.core.data.ChangeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes what the pump delivers. Empty lines are no records. */
final class FileReader implements SourceReader {
    private final FilePump pump;
    private final BatchBuilder builder;
    private final boolean bounded;
    private final int batchSize;
    private final Map<String, FilePosition> positions = new LinkedHashMap<>();
    private final List<String> endedBefore = new ArrayList<>();
    private int unfinished;
    private boolean complete;
    private FilePump.@Nullable Delivery current;
    private int next;

    FileReader(FileTable table, SourceRequest request, ReaderContext context, boolean bounded) {
        this.bounded = bounded;
        batchSize = context.batchSize();
        pump = new FilePump(table, request.columns(), context);
        builder = table.builder(request.columns(), request.job().zone());
    }

    @Override
    public void assign(SourceSplit split) {
        FilePosition position = FilePosition.of(split);
        positions.put(split.id(), position);
        if (position.ended()) {
            endedBefore.add(split.id());
        } else {
            unfinished++;
            pump.read(split.id(), position);
        }
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public Status poll(SourceOutput output) {
        if (!endedBefore.isEmpty()) {
            endedBefore.forEach(output::splitEnded);
            endedBefore.clear();
        }
        if (current == null) {
            current = pump.poll();
            next = 0;
        }
        if (current == null) {
            return unfinished == 0 && complete && bounded ? Status.END : Status.IDLE;
        }
        if (current.failure() != null) {
            throw current.failure();
        }
        if (current.chunk() != null && current.columns() != null) {
            decode(current.id(), current.chunk(), current.columns(), output);
        }
        return Status.MORE;
    }

    private void decode(String id, FileChunks.Chunk chunk, FileColumns constants, SourceOutput output) {
        FilePosition before = positions.getOrDefault(id, FilePosition.START);
        long records = before.records();
        byte[] bytes = chunk.bytes();
        while (next < chunk.count() && builder.rows() < batchSize) {
            int start = chunk.starts()[next];
            int length = chunk.ends()[next] - start;
            records++;
            if (length > 0 && !(next == 0 && chunk.skipped())) {
                String reason = builder.add(bytes, start, length, ChangeKind.I);
                if (reason != null) {
                    output.deadLetter(id, records, Arrays.copyOfRange(bytes, start, start + length), reason);
                }
            }
            next++;
        }
        Batch batch = builder.take(constants::fill);
        if (batch != null) {
            output.emit(id, batch);
        }
        boolean chunkDone = next == chunk.count();
        boolean ended = chunkDone && chunk.last();
        long offset = next == 0 ? chunk.offset() : chunk.offsetAfter(next - 1);
        positions.put(id, new FilePosition(offset, records, ended));
        if (chunkDone) {
            current = null;
        }
        if (ended) {
            unfinished--;
            output.splitEnded(id);
        }
    }

    @Override
    public List<SourceSplit> positions() {
        List<SourceSplit> all = new ArrayList<>();
        positions.forEach((id, position) -> all.add(new SourceSplit(id, position.toBytes())));
        return all;
    }

    @Override
    public void close() {
        pump.close();
    }
}

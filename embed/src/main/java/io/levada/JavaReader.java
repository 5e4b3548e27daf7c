package io.levada;

import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/** Reads what a {@link RowSource} is fed. What waits for it is guarded by the source's lock. */
final class JavaReader implements SourceReader {
    private final RowSource source;
    private final int[] columns;
    private final ReaderContext context;
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
    private int waitingRows;
    private boolean assigned;
    private long position;

    JavaReader(RowSource source, int[] columns, ReaderContext context) {
        this.source = source;
        this.columns = columns;
        this.context = context;
    }

    ArrayDeque<Batch> waiting() {
        return waiting;
    }

    int waitingRows() {
        return waitingRows;
    }

    void give(Batch batch) {
        waiting.add(batch);
        waitingRows += batch.rowCount();
    }

    void took(int rows) {
        waitingRows -= rows;
    }

    void wake() {
        context.wakeUp();
    }

    @Override
    public void assign(SourceSplit split) {
        assigned = true;
        position = ByteBuffer.wrap(split.position()).getLong();
        source.setSafeRows(position);
        source.attach(this);
    }

    @Override
    public void noMoreSplits() {}

    @Override
    public Status poll(SourceOutput output) {
        if (!assigned) {
            return Status.END;
        }
        Batch batch = source.take(this);
        if (batch == null) {
            return source.isOver(this) ? Status.END : Status.IDLE;
        }
        Column[] chosen = new Column[columns.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = batch.column(columns[i]);
        }
        output.emit(JavaTableSource.SPLIT, Batch.inserts(batch.rowCount(), chosen));
        position += batch.rowCount();
        return Status.MORE;
    }

    @Override
    public List<SourceSplit> positions() {
        return assigned ? List.of(JavaTableSource.split(position)) : List.of();
    }

    @Override
    public void close() {
        source.detach(this);
    }
}

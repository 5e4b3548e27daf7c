package io.levada.connector.standard.datagen;

import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Settings;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.type.RowType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes rows when their time has come. */
final class DatagenReader implements SourceReader {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long LEAST_PAUSE_NANOS = 5_000_000;

    private final RowType type;
    private final List<TableColumn> columns;
    private final Settings options;
    private final OptionalLong rows;
    private final long rowsPerSecond;
    private final boolean seeded;
    private final long startMicros;
    private final ReaderContext context;
    private final List<Split> splits = new ArrayList<>();
    private boolean complete;
    private int turn;

    DatagenReader(SourceRequest request, ReaderContext context) {
        this.context = context;
        type = request.rowType();
        columns = request.columns();
        options = request.table().options();
        rows = DatagenConnector.rows(request.table());
        rowsPerSecond = options.get(DatagenConnector.ROWS_PER_SECOND);
        seeded = options.has(DatagenConnector.SEED);
        startMicros = options.get(DatagenConnector.START_TIME);
    }

    private static final class Split {
        final String id;
        final Generator[] generators;
        DatagenPosition position;
        long pacedFrom;
        long madeBeforePacing;
        boolean ended;

        Split(SourceSplit split, Generator[] generators) {
            id = split.id();
            position = DatagenPosition.of(split);
            this.generators = generators;
            pacedFrom = System.nanoTime();
            madeBeforePacing = position.made();
        }
    }

    @Override
    public void assign(SourceSplit split) {
        Generators generators =
                new Generators(options, DatagenPosition.of(split).seed());
        splits.add(new Split(
                split,
                columns.stream()
                        .map(c -> generators.of(new FieldOptions(c.name(), c.type())))
                        .toArray(Generator[]::new)));
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public Status poll(SourceOutput output) {
        boolean allEnded = true;
        long pause = Long.MAX_VALUE;
        for (int i = 0; i < splits.size(); i++) {
            Split split = splits.get(turn++ % splits.size());
            if (split.ended) {
                continue;
            }
            allEnded = false;
            long due = due(split);
            if (due > 0) {
                make(split, (int) Math.min(due, context.batchSize()), output);
                return Status.MORE;
            }
            if (left(split) == 0) {
                split.ended = true;
                output.splitEnded(split.id);
                return Status.MORE;
            }
            pause = Math.min(pause, nanosToNext(split));
        }
        if (allEnded) {
            return complete ? Status.END : Status.IDLE;
        }
        Executor later = CompletableFuture.delayedExecutor(Math.max(LEAST_PAUSE_NANOS, pause), TimeUnit.NANOSECONDS);
        later.execute(context::wakeUp);
        return Status.IDLE;
    }

    private long left(Split split) {
        if (rows.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long next = split.position.nextIndex();
        int step = split.position.step();
        return next >= rows.getAsLong() ? 0 : (rows.getAsLong() - 1 - next) / step + 1;
    }

    /** Rows whose time has come. */
    private long due(Split split) {
        if (rowsPerSecond < 0) {
            return left(split);
        }
        double seconds = (System.nanoTime() - split.pacedFrom) / (double) NANOS_PER_SECOND;
        long should = (long) (seconds * rowsPerSecond / split.position.step()) + 1;
        return Math.min(left(split), should - (split.position.made() - split.madeBeforePacing));
    }

    private long nanosToNext(Split split) {
        long made = split.position.made() - split.madeBeforePacing;
        double seconds = (double) made * split.position.step() / rowsPerSecond;
        return split.pacedFrom + (long) (seconds * NANOS_PER_SECOND) - System.nanoTime();
    }

    private void make(Split split, int count, SourceOutput output) {
        Column[] made = Batch.columnsFor(type, count);
        DatagenPosition from = split.position;
        long wallMicros = seeded ? 0 : microsNow();
        for (int c = 0; c < made.length; c++) {
            Generator generator = split.generators[c];
            Column target = made[c];
            long index = from.nextIndex();
            for (int i = 0; i < count; i++) {
                generator.append(index, seeded ? seededMicros(index) : wallMicros, target);
                index += from.step();
            }
        }
        split.position = new DatagenPosition(from.first(), from.step(), from.made() + count, from.seed());
        output.emit(split.id, new Batch(count, made, null));
    }

    private long seededMicros(long index) {
        return rowsPerSecond < 0 ? startMicros + index : startMicros + (long) (index * 1e6 / rowsPerSecond);
    }

    private static long microsNow() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    @Override
    public List<SourceSplit> positions() {
        return splits.stream().map(s -> s.position.toSplit()).toList();
    }

    @Override
    public void close() {}
}

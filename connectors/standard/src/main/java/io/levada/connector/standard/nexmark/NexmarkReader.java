package io.levada.connector.standard.nexmark;

import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Settings;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes events, as fast as they are taken or when their time has come. */
final class NexmarkReader implements SourceReader {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LEAST_PAUSE_NANOS = 5_000_000;

    private final List<TableColumn> columns;
    private final ReaderContext context;
    private final EventModel model;
    private final long events;
    private final boolean limited;
    private final Places places;
    private final EventColumns maker;
    private final List<Split> splits = new ArrayList<>();
    private boolean complete;
    private int turn;

    NexmarkReader(SourceRequest request, ReaderContext context) {
        this.context = context;
        Settings options = request.table().options();
        columns = request.columns();
        model = NexmarkOptions.model(options);
        events = NexmarkOptions.events(options);
        limited = options.get(NexmarkOptions.LIMITED);
        EventKind only = NexmarkOptions.only(options);
        places = new Places(model, only, context.batchSize());
        maker = new EventColumns(model, isOnlyOf(only, columns));
    }

    private static boolean isOnlyOf(@Nullable EventKind only, List<TableColumn> columns) {
        return only != null
                && columns.stream()
                        .allMatch(c ->
                                Leaf.of(c.name()).map(l -> l.kind() == only).orElse(true));
    }

    private static final class Split {
        NexmarkPosition position;
        final long pacedFromNanos = System.nanoTime();
        final long pacedFromPlace;
        boolean ended;

        Split(NexmarkPosition position) {
            this.position = position;
            pacedFromPlace = position.place();
        }
    }

    @Override
    public void assign(SourceSplit split) {
        splits.add(new Split(NexmarkPosition.of(split)));
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
            if (split.position.place() >= events) {
                split.ended = true;
                output.splitEnded(split.position.id());
                return Status.MORE;
            }
            long limit = due(split);
            if (split.position.place() < limit) {
                make(split, limit, output);
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

    /** The place before which all events may come now. */
    private long due(Split split) {
        if (!limited) {
            return events;
        }
        double seconds = (System.nanoTime() - split.pacedFromNanos) / NANOS_PER_SECOND;
        return Math.min(events, split.pacedFromPlace + (long) (seconds * model.eventsPerSecond()) + 1);
    }

    private long nanosToNext(Split split) {
        double seconds = (split.position.place() - split.pacedFromPlace) / model.eventsPerSecond();
        return split.pacedFromNanos + (long) (seconds * NANOS_PER_SECOND) - System.nanoTime();
    }

    /** One batch, over several blocks where events of other kinds are left out. */
    private void make(Split split, long limit, SourceOutput output) {
        places.clear();
        NexmarkPosition position = split.position;
        while (places.count() < context.batchSize() && position.place() < limit) {
            long end = Math.min(limit, Blocks.end(position.place()));
            position = position.at(places.add(position.place(), end));
        }
        split.position = position;
        if (places.count() == 0) {
            return;
        }
        Column[] made = new Column[columns.size()];
        for (int c = 0; c < made.length; c++) {
            made[c] = maker.make(columns.get(c), places);
        }
        output.emit(position.id(), new Batch(places.count(), made, null));
    }

    @Override
    public List<SourceSplit> positions() {
        return splits.stream().map(s -> s.position.toSplit()).toList();
    }

    @Override
    public void close() {}
}

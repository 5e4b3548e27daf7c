package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns;
import io.levada.core.connector.Figures;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import io.levada.core.data.Batch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Batches that another source made beforehand, handed out again and again: only the engine is measured. */
final class RecordedSource implements TableSource {
    private static final Map<String, Map<String, List<Batch>>> KEPT = new ConcurrentHashMap<>();

    private final String key;
    private final TableSource original;
    private volatile Map<String, List<Batch>> batches = Map.of();
    private int workers = 1;
    private int batchSize = Batch.MAX_ROWS;

    /** @param key the same for sources that give the same */
    RecordedSource(String key, TableSource original) {
        this.key = key;
        this.original = original;
    }

    /** The batches of a source by split, from its beginning to its end. */
    static Map<String, List<Batch>> record(TableSource source, int workers, int batchSize) {
        Map<String, List<Batch>> made = new TreeMap<>();
        try (SourceReader reader = source.openReader(new Context(workers, batchSize))) {
            source.discover(List.of()).forEach(reader::assign);
            reader.noMoreSplits();
            Recorder recorder = new Recorder(made);
            while (reader.poll(recorder) != SourceReader.Status.END) {
                Thread.onSpinWait();
            }
        }
        return made;
    }

    @Override
    public SourceReader openReader(ReaderContext context) {
        workers = context.workers();
        batchSize = context.batchSize();
        return new Reader();
    }

    @Override
    public List<SourceSplit> discover(Collection<String> known) {
        batches = KEPT.computeIfAbsent(key + " " + workers, k -> record(original, workers, batchSize));
        return known.isEmpty()
                ? batches.keySet().stream()
                        .map(id -> new SourceSplit(id, new byte[Integer.BYTES]))
                        .toList()
                : List.of();
    }

    @Override
    public Duration discoveryInterval() {
        return Duration.ZERO;
    }

    private record Context(int workers, int batchSize) implements ReaderContext {
        @Override
        public int worker() {
            return 0;
        }

        @Override
        public void wakeUp() {}

        @Override
        public Figures figures() {
            return Figures.NONE;
        }
    }

    private record Recorder(Map<String, List<Batch>> made) implements SourceOutput {
        @Override
        public void emit(String splitId, Batch batch) {
            made.computeIfAbsent(splitId, k -> new ArrayList<>()).add(batch);
        }

        @Override
        public void splitEnded(String splitId) {
            made.computeIfAbsent(splitId, k -> new ArrayList<>());
        }

        @Override
        public void deadLetter(String splitId, long offset, byte @Nullable [] raw, String reason) {
            throw new IllegalStateException(reason);
        }
    }

    private static final class Place {
        final String id;
        final List<Batch> batches;
        int next;

        Place(String id, List<Batch> batches, int next) {
            this.id = id;
            this.batches = batches;
            this.next = next;
        }
    }

    private final class Reader implements SourceReader {
        private final List<Place> places = new ArrayList<>();
        private boolean complete;
        private int turn;

        @Override
        public void assign(SourceSplit split) {
            places.add(new Place(
                    split.id(),
                    batches.getOrDefault(split.id(), List.of()),
                    ByteBuffer.wrap(split.position()).getInt()));
        }

        @Override
        public void noMoreSplits() {
            complete = true;
        }

        @Override
        public Status poll(SourceOutput output) {
            MeasuredRuns.get().started();
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(turn++ % places.size());
                if (place.next < place.batches.size()) {
                    output.emit(place.id, place.batches.get(place.next++));
                    return Status.MORE;
                }
                if (place.next == place.batches.size()) {
                    place.next++;
                    output.splitEnded(place.id);
                    return Status.MORE;
                }
            }
            return complete ? Status.END : Status.IDLE;
        }

        @Override
        public List<SourceSplit> positions() {
            return places.stream()
                    .map(p -> new SourceSplit(
                            p.id,
                            ByteBuffer.allocate(Integer.BYTES)
                                    .putInt(Math.min(p.next, p.batches.size()))
                                    .array()))
                    .toList();
        }

        @Override
        public void close() {}
    }
}

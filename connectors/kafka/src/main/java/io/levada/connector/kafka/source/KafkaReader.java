package io.levada.connector.kafka.source;

import io.levada.connector.kafka.table.KafkaTable;
import io.levada.core.connector.Figures;
import io.levada.core.connector.Outages;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One worker's partitions: takes what the fetcher polled and decodes it on the worker's thread. */
final class KafkaReader implements SourceReader {
    private final boolean bounded;
    private final RowDecoder decoder;
    private final Fetcher fetcher;
    private final ReaderContext context;
    private final Map<String, Split> splits = new ConcurrentHashMap<>();
    private volatile long records;
    private volatile long bytes;
    private boolean complete;
    private @Nullable Chunk current;
    private int nextInChunk;

    KafkaReader(KafkaTable table, RowDecoder decoder, Fetcher fetcher, ReaderContext context) {
        this.bounded = table.range().isBounded();
        this.decoder = decoder;
        this.fetcher = fetcher;
        this.context = context;
        Figures figures = context.figures();
        figures.counter("kafka_records_read", () -> records);
        figures.counter("kafka_bytes_read", () -> bytes);
        if (!table.upsert()) {
            figures.counter("kafka_null_values_dropped", decoder::droppedNulls);
        }
        fetcher.start();
    }

    Outages outages() {
        return context.outages();
    }

    boolean reads(String splitId) {
        return splits.containsKey(splitId);
    }

    /** Tells the consumer group, in the fetcher's thread. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        fetcher.commit(offsets);
    }

    @Override
    public void assign(SourceSplit given) {
        Split split = new Split(given.id(), SplitPosition.decode(given));
        splits.put(split.id(), split);
        context.figures().gauge("kafka_lag{partition=\"" + split.id() + "\"}", split::lag);
        fetcher.assign(split);
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public Status poll(SourceOutput output) {
        Chunk chunk = current;
        if (chunk == null) {
            chunk = fetcher.queue().next();
            if (chunk == null) {
                fetcher.checkFailure();
                return bounded && complete && allEnded() ? Status.END : Status.IDLE;
            }
            current = chunk;
            nextInChunk = 0;
        }
        emit(chunk, output);
        return Status.MORE;
    }

    private void emit(Chunk chunk, SourceOutput output) {
        Split split = chunk.split();
        int from = nextInChunk;
        int to = Math.min(chunk.records().size(), from + context.batchSize());
        if (to > from) {
            Batch batch = decoder.decode(chunk.records(), from, to, split.id(), output);
            if (batch != null) {
                output.emit(split.id(), batch);
            }
            records += to - from;
        }
        nextInChunk = to;
        if (to < chunk.records().size()) {
            split.position(chunk.records().get(to - 1).offset() + 1);
            return;
        }
        split.position(chunk.next());
        bytes += chunk.bytes();
        current = null;
        fetcher.done(chunk);
        if (chunk.last()) {
            split.markEnded();
            output.splitEnded(split.id());
        }
    }

    private boolean allEnded() {
        for (Split split : splits.values()) {
            if (!split.ended()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<SourceSplit> positions() {
        List<SourceSplit> positions = new ArrayList<>(splits.size());
        for (Split split : splits.values()) {
            positions.add(new SourceSplit(split.id(), split.toPosition().encode()));
        }
        return positions;
    }

    @Override
    public void close() {
        fetcher.close();
    }
}

package io.levada.flink.nexmark;

import io.levada.connector.standard.nexmark.Blocks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** One split for each reader. */
final class NexmarkSource implements Source<RowData, NexmarkSplit, Collection<NexmarkSplit>> {
    private static final long serialVersionUID = 1L;

    private final Wanted wanted;

    NexmarkSource(Wanted wanted) {
        this.wanted = wanted;
    }

    @Override
    public Boundedness getBoundedness() {
        return wanted.isBounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RowData, NexmarkSplit> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<RowData, EventIterator, NexmarkSplit>(context);
    }

    @Override
    public SplitEnumerator<NexmarkSplit, Collection<NexmarkSplit>> createEnumerator(
            SplitEnumeratorContext<NexmarkSplit> context) {
        int readers = context.currentParallelism();
        List<NexmarkSplit> splits = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            splits.add(new NexmarkSplit(wanted, i, readers, Blocks.first(i)));
        }
        return new IteratorSourceEnumerator<>(context, splits);
    }

    @Override
    public SplitEnumerator<NexmarkSplit, Collection<NexmarkSplit>> restoreEnumerator(
            SplitEnumeratorContext<NexmarkSplit> context, Collection<NexmarkSplit> left) {
        return new IteratorSourceEnumerator<>(context, left);
    }

    @Override
    public SimpleVersionedSerializer<NexmarkSplit> getSplitSerializer() {
        return new NexmarkSplit.Serializer(wanted);
    }

    @Override
    public SimpleVersionedSerializer<Collection<NexmarkSplit>> getEnumeratorCheckpointSerializer() {
        return new NexmarkSplit.ListSerializer(wanted);
    }
}

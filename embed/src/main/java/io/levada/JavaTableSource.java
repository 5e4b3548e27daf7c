package io.levada;

import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** One job's view of a {@link RowSource}: a table with one split, whose position is the number of rows that were read. */
final class JavaTableSource implements TableSource {
    static final String SPLIT = "java";

    private final RowSource source;
    private final int[] columns;

    JavaTableSource(RowSource source, List<String> columns) {
        this.source = source;
        this.columns = columns.stream()
                .mapToInt(name -> source.rowType().indexOf(name))
                .toArray();
    }

    @Override
    public List<SourceSplit> discover(Collection<String> known) {
        return known.contains(SPLIT) ? List.of() : List.of(split(0));
    }

    static SourceSplit split(long position) {
        return new SourceSplit(
                SPLIT, ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }

    @Override
    public Duration discoveryInterval() {
        return Duration.ZERO;
    }

    @Override
    public SourceReader openReader(ReaderContext context) {
        return new JavaReader(source, columns, context);
    }

    @Override
    public void committed(List<SourceSplit> positions) {
        for (SourceSplit split : positions) {
            source.setSafeRows(ByteBuffer.wrap(split.position()).getLong());
        }
    }
}

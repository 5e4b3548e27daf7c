package io.levada.connector.standard.filesystem;

import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file is a split; its id is its path below the table's directory. */
final class FileSource implements TableSource {
    private final SourceRequest request;
    private final FileTable table;

    FileSource(SourceRequest request) {
        this.request = request;
        table = new FileTable(request.table());
    }

    @Override
    public List<SourceSplit> discover(Collection<String> known) {
        Set<String> old = new HashSet<>(known);
        return table.list().stream()
                .filter(id -> !old.contains(id))
                .map(id -> new SourceSplit(id, FilePosition.START.toBytes()))
                .toList();
    }

    @Override
    public Duration discoveryInterval() {
        return request.table()
                .options()
                .find(FilesystemConnector.MONITOR_INTERVAL)
                .orElse(Duration.ZERO);
    }

    @Override
    public SourceReader openReader(ReaderContext context) {
        return new FileReader(table, request, context, discoveryInterval().isZero());
    }
}

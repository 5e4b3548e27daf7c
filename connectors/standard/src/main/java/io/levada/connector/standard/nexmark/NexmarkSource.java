package io.levada.connector.standard.nexmark;

import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The number of splits is settled when a job first runs and lives on in their names. */
final class NexmarkSource implements TableSource {
    private final SourceRequest request;
    private int workers = 1;

    NexmarkSource(SourceRequest request) {
        this.request = request;
    }

    @Override
    public SourceReader openReader(ReaderContext context) {
        workers = context.workers();
        return new NexmarkReader(request, context);
    }

    @Override
    public List<SourceSplit> discover(Collection<String> known) {
        if (!known.isEmpty()) {
            return List.of();
        }
        int splits = request.table().options().find(NexmarkOptions.SPLITS).orElse(workers);
        List<SourceSplit> found = new ArrayList<>();
        for (int i = 0; i < splits; i++) {
            found.add(NexmarkPosition.start(i, splits).toSplit());
        }
        return found;
    }

    @Override
    public Duration discoveryInterval() {
        return Duration.ZERO;
    }
}

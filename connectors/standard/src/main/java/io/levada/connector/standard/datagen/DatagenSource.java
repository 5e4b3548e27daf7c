package io.levada.connector.standard.datagen;

import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Split {@code i/n} has the rows i, i + n, i + 2n and so on. The number of splits is settled when a job first runs and
 * lives on in their names, so that a job that goes on with other workers makes the same rows.
 */
final class DatagenSource implements TableSource {
    private final SourceRequest request;
    private int workers = 1;

    DatagenSource(SourceRequest request) {
        this.request = request;
    }

    @Override
    public SourceReader openReader(ReaderContext context) {
        workers = context.workers();
        return new DatagenReader(request, context);
    }

    @Override
    public List<SourceSplit> discover(Collection<String> known) {
        if (!known.isEmpty()) {
            return List.of();
        }
        int splits = request.table().options().find(DatagenConnector.SPLITS).orElse(workers);
        long seed = request.table()
                .options()
                .find(DatagenConnector.SEED)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong());
        List<SourceSplit> found = new ArrayList<>();
        for (int i = 0; i < splits; i++) {
            found.add(new DatagenPosition(i, splits, 0, seed).toSplit());
        }
        return found;
    }

    @Override
    public Duration discoveryInterval() {
        return Duration.ZERO;
    }
}

package io.levada.bench.growth;

import io.levada.core.connector.ReaderContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the measuring thread tells the readers: how many events each may have emitted after it has told every key once. */
final class Pace {
    private final List<ReaderContext> readers = new CopyOnWriteArrayList<>();
    private volatile long allowed;

    void add(ReaderContext reader) {
        readers.add(reader);
    }

    long allowed() {
        return allowed;
    }

    /** @param events for each reader, in total */
    void allow(long events) {
        allowed = events;
        readers.forEach(ReaderContext::wakeUp);
    }
}

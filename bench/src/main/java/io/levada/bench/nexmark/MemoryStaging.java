package io.levada.bench.nexmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps parts over restarts of a job within this process. */
final class MemoryStaging implements Staging {
    private final FinalTable committed;
    private final Map<String, FinalTable> staged = new HashMap<>();
    private long nextStage;

    MemoryStaging(String query) {
        committed = new FinalTable(query);
    }

    FinalTable committed() {
        return committed;
    }

    @Override
    public synchronized String stage(FinalTable part) {
        String name = Long.toString(nextStage++);
        staged.put(name, part);
        return name;
    }

    @Override
    public synchronized void commit(List<String> names) {
        for (String name : names) {
            FinalTable part = staged.remove(name);
            if (part != null) {
                committed.addAll(part);
            }
        }
    }
}

package io.levada.engine.job;

import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSource;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.dataflow.Dataflow;
import io.levada.engine.dataflow.SourceTask;
import io.levada.engine.physical.Step;
import io.levada.engine.time.Pauses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One scan of one run: deals the splits out to the workers' tasks, now and whenever new ones are found. */
final class OpenSource implements AutoCloseable {
    private final Step step;
    private final String name;
    private final TableSource source;
    private final Set<String> known = new HashSet<>();
    private List<SourceTask> tasks = List.of();
    private int dealt;

    OpenSource(Step step, String name, TableSource source) {
        this.step = step;
        this.name = name;
        this.source = source;
    }

    TableSource source() {
        return source;
    }

    long discoveryMillis() {
        return source.discoveryInterval().toMillis();
    }

    /** Before the workers run: the restored splits with their positions, and what there is beside them. */
    void dealFirst(Dataflow dataflow, List<SourceSplit> restored, Consumer<String> notices)
            throws InterruptedException {
        tasks = dataflow.sources().stream()
                .filter(task -> task.sourceStep() == step.id())
                .sorted(Comparator.comparingInt(SourceTask::worker))
                .toList();
        deal(restored);
        deal(discoverPatiently(notices));
        if (source.discoveryInterval().isZero()) {
            tasks.forEach(SourceTask::noMoreSplits);
        }
    }

    private List<SourceSplit> discoverPatiently(Consumer<String> notices) throws InterruptedException {
        Pauses pauses = new Pauses();
        boolean told = false;
        while (true) {
            try {
                List<SourceSplit> found = source.discover(Set.copyOf(known));
                if (told) {
                    notices.accept("table '" + name + "' can be reached again");
                }
                return found;
            } catch (LevadaException e) {
                if (e.code() != ErrorCode.CONNECTION) {
                    throw e;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!told) {
                    told = true;
                    notices.accept("waiting for table '" + name + "': " + e.message());
                }
                pauses.pause();
            }
        }
    }

    /** Looks for new splits; called by one thread while the job runs. Failing to reach the outside is left to readers. */
    void discoverMore(Dataflow dataflow) {
        List<SourceSplit> found;
        try {
            found = source.discover(Set.copyOf(known));
        } catch (LevadaException e) {
            if (e.code() == ErrorCode.CONNECTION) {
                return;
            }
            throw e;
        }
        if (!found.isEmpty()) {
            deal(found);
            dataflow.wake();
        }
    }

    private void deal(List<SourceSplit> splits) {
        List<SourceSplit> ordered = new ArrayList<>(splits);
        ordered.sort(Comparator.comparing(SourceSplit::id));
        for (SourceSplit split : ordered) {
            if (known.add(split.id())) {
                tasks.get(dealt++ % tasks.size()).assign(split);
            }
        }
    }

    @Override
    public void close() {
        source.close();
    }
}

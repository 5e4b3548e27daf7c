package io.levada.engine.checkpoint.store;

import io.levada.engine.operator.FrozenEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the checkpoints of one run have in common. A checkpoint's directory holds the state files of earlier checkpoints
 * that it needs under names of its own (hard links): it is whole by itself, an earlier one may be deleted, and
 * nobody counts references but the file system. Where that can't make links, everything is written each time.
 */
public final class DeltaChains {
    private final Map<Key, DeltaChain> chains = new HashMap<>();
    private long lastId;

    private record Key(int step, int worker, long part) {}

    /** The next checkpoint holds everything in its own file. */
    public void startAnew() {
        chains.clear();
    }

    DeltaChain chain(int step, int worker, long part) {
        return chains.computeIfAbsent(new Key(step, worker, part), key -> new DeltaChain());
    }

    /** The other parts of that operator of that worker are no more. */
    void keepOnly(int step, int worker, List<FrozenEntries> parts) {
        chains.keySet()
                .removeIf(key -> key.step() == step
                        && key.worker() == worker
                        && parts.stream().noneMatch(part -> part.part() == key.part()));
    }

    /** The name under which a checkpoint's directory holds the state file that was written for {@code file}. */
    static String nameOf(long file, long checkpointId) {
        return file == checkpointId ? StateDirectory.STATE : StateDirectory.STATE + "." + file;
    }

    /** Gives the directory of a new checkpoint names of the files that it may need. */
    void link(StateDirectory directory, long id) throws IOException {
        try {
            for (long file : files()) {
                Path existing = directory.directoryOf(lastId).resolve(nameOf(file, lastId));
                Path name = directory.directoryOf(id).resolve(nameOf(file, id));
                Files.deleteIfExists(name);
                Files.createLink(name, existing);
            }
        } catch (UnsupportedOperationException | IOException e) {
            // No links here, or none to the file before: whole checkpoints need none.
            chains.clear();
        }
        lastId = id;
    }

    /** Takes away the names of files that it didn't need. */
    void dropUnused(Path directory, Set<Long> before) throws IOException {
        Set<Long> needed = files();
        for (long file : before) {
            if (!needed.contains(file)) {
                Files.deleteIfExists(directory.resolve(nameOf(file, lastId)));
            }
        }
    }

    /** The checkpoints whose state files are needed. */
    Set<Long> files() {
        Set<Long> files = new TreeSet<>();
        chains.values().forEach(chain -> chain.sections().forEach(section -> files.add(section.file())));
        return files;
    }
}

package io.levada.engine.checkpoint.store;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.operator.KeyGroups;
import io.levada.engine.operator.Operator;
import io.levada.engine.time.Clock;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** A checkpoint that was read and found whole. Any thread may take its operator's share from it. */
public final class RestoredState {
    private final Path directory;
    private final Manifest manifest;
    private final RestoreProgress progress;

    private RestoredState(Path directory, Manifest manifest, RestoreProgress progress) {
        this.directory = directory;
        this.manifest = manifest;
        this.progress = progress;
    }

    /** Reads and verifies, and tells nobody how far it is. */
    public static RestoredState load(Path directory) {
        return load(directory, new RestoreProgress(Clock.SYSTEM, message -> {}));
    }

    /** Reads and verifies. Throws CHECKPOINT_DAMAGED, CHECKPOINT_TOO_NEW, FILE_NOT_FOUND or STORAGE. */
    public static RestoredState load(Path directory, RestoreProgress progress) {
        Path file = manifestOf(directory);
        if (!Files.exists(file)) {
            throw new LevadaException(
                    ErrorCode.FILE_NOT_FOUND,
                    "there is no checkpoint in " + directory,
                    "a checkpoint is a directory that holds the files 'manifest' and 'state'");
        }
        try {
            Manifest manifest = manifest(file);
            progress.checking(manifest.id(), bytes(directory, manifest));
            for (long id : manifest.files()) {
                Path state = directory.resolve(DeltaChains.nameOf(id, manifest.id()));
                CheckedFile.verify(state, CheckedFile.Kind.STATE, progress::read);
                try (DataInputStream in = CheckedFile.read(state, 0)) {
                    if (in.readLong() != id) {
                        throw CheckedFile.damaged(state, "it belongs to another checkpoint");
                    }
                }
            }
            progress.checked();
            return new RestoredState(directory, manifest, progress);
        } catch (IOException e) {
            throw StateDirectory.storage("a checkpoint can't be read", directory, e);
        }
    }

    private static long bytes(Path directory, Manifest manifest) throws IOException {
        long bytes = 0;
        for (long id : manifest.files()) {
            Path state = directory.resolve(DeltaChains.nameOf(id, manifest.id()));
            // One that is missing is named when it is its turn.
            bytes += Files.exists(state) ? Files.size(state) : 0;
        }
        return bytes;
    }

    private static Path manifestOf(Path directory) {
        Path decided = directory.resolve(StateDirectory.DECIDED);
        return Files.exists(decided) ? decided : directory.resolve(StateDirectory.PREPARED);
    }

    private static Manifest manifest(Path file) throws IOException {
        int format = CheckedFile.verify(file, CheckedFile.Kind.MANIFEST, read -> {});
        try (DataInputStream in = CheckedFile.read(file, 0)) {
            return Manifest.read(in, format);
        } catch (EOFException e) {
            throw CheckedFile.damaged(file, "it ends too early");
        }
    }

    /** Whether an outside system decides the checkpoint; a damaged manifest says no, and is named when it is loaded. */
    static boolean hasDecider(Path directory) {
        try {
            return !manifest(manifestOf(directory)).decider().isEmpty();
        } catch (LevadaException e) {
            return false;
        } catch (IOException e) {
            throw StateDirectory.storage("a checkpoint can't be read", directory, e);
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** What all workers together are going to read. */
    public long stateBytes() {
        return manifest.sections().stream().mapToLong(Manifest.Section::length).sum();
    }

    public Path directory() {
        return directory;
    }

    /**
     * Gives an operator what belongs to it now, whatever the number of workers was.
     *
     * @param between run after each piece
     */
    public void restore(int step, int worker, int workers, Operator operator, Runnable between) {
        Map<Integer, List<Manifest.Section>> chains = new TreeMap<>();
        for (Manifest.Section section : manifest.sections()) {
            if (section.step() != step) {
                continue;
            }
            switch (section.keyGroup()) {
                case Manifest.ENTRIES ->
                    chains.computeIfAbsent(section.worker(), w -> new ArrayList<>())
                            .add(section);
                case Manifest.SHARED -> read(section, operator::restoreShared);
                default -> {
                    if (KeyGroups.worker(section.keyGroup(), workers) == worker) {
                        read(section, in -> operator.restoreGroup(section.keyGroup(), in));
                        progress.read(section.length());
                        between.run();
                    }
                }
            }
        }
        for (List<Manifest.Section> ofWorker : chains.values()) {
            restoreEntries(ofWorker, worker, workers, operator, between);
        }
    }

    private interface Taker {
        void take(DataInput in) throws IOException;
    }

    private void read(Manifest.Section section, Taker taker) {
        Path file = fileOf(section);
        try (DataInputStream in = CheckedFile.read(file, section.offset())) {
            taker.take(in);
        } catch (IOException e) {
            throw StateDirectory.storage("state can't be read", file, e);
        }
    }

    private Path fileOf(Manifest.Section section) {
        return directory.resolve(DeltaChains.nameOf(section.file(), manifest.id()));
    }

    private void restoreEntries(
            List<Manifest.Section> ofWorker, int worker, int workers, Operator operator, Runnable between) {
        IntPredicate owned = group -> KeyGroups.worker(group, workers) == worker;
        try (StateFiles files = new StateFiles()) {
            List<EntryChain> parts = parts(ofWorker, files);
            operator.expect(parts.getFirst().size(owned));
            FileWindow window = new FileWindow();
            EntryChain.Taker taker = (group, entries, bytes) -> {
                operator.restoreGroup(group, entries);
                progress.read(bytes);
                between.run();
            };
            if (parts.size() == 1) {
                parts.getFirst().takeInOrder(owned, window, taker);
                return;
            }
            for (int group = 0; group < KeyGroups.COUNT; group++) {
                for (int part = 0; owned.test(group) && part < parts.size(); part++) {
                    parts.get(part).takeGroup(group, window, taker);
                }
            }
        } catch (IOException e) {
            throw StateDirectory.storage("state can't be read", directory, e);
        }
    }

    private List<EntryChain> parts(List<Manifest.Section> ofWorker, StateFiles files) throws IOException {
        List<List<EntryLink>> parts = new ArrayList<>();
        for (Manifest.Section section : ofWorker) {
            EntryLink link = new EntryLink(files.open(fileOf(section)), section);
            if (link.isFirst()) {
                parts.add(new ArrayList<>());
            }
            parts.getLast().add(link);
        }
        return parts.stream().map(EntryChain::new).toList();
    }
}

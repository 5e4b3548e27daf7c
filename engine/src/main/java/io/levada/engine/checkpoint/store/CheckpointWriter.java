package io.levada.engine.checkpoint.store;

import io.levada.core.error.LevadaException;
import io.levada.engine.operator.FrozenState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one checkpoint: any number of {@link #add}, then {@link #seal}; or {@link #abandon}. Used by one thread. Throws
 * STORAGE with the path when the disk refuses.
 */
public final class CheckpointWriter {
    private final Path directory;
    private final long id;
    private final List<Manifest.Section> sections = new ArrayList<>();
    private @Nullable CheckedWriter state;

    CheckpointWriter(Path directory, long id) {
        this.directory = directory;
        this.id = id;
    }

    /** Writes what an operator froze. */
    public void add(int step, int worker, FrozenState frozen) {
        try {
            CheckedWriter file = open();
            for (int group : frozen.groups()) {
                long from = file.position();
                frozen.writeGroup(group, file.out());
                section(step, group, worker, from, file.position());
            }
            if (frozen.hasShared()) {
                long from = file.position();
                frozen.writeShared(file.out());
                section(step, Manifest.SHARED, worker, from, file.position());
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void section(int step, int group, int worker, long from, long to) {
        sections.add(new Manifest.Section(step, group, worker, from, to - from));
    }

    private CheckedWriter open() throws IOException {
        CheckedWriter file = state;
        if (file == null) {
            Files.createDirectories(directory);
            file = new CheckedWriter(directory.resolve(StateDirectory.STATE), CheckedFile.Kind.STATE);
            file.out().writeLong(id);
            state = file;
        }
        return file;
    }

    /** Where the sections lie, for the manifest. */
    public List<Manifest.Section> sections() {
        return List.copyOf(sections);
    }

    /** Bytes of state written so far. */
    public long stateBytes() {
        try {
            return open().position();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Makes state and manifest durable: the checkpoint is prepared. */
    public void seal(Manifest manifest) {
        try {
            open().finish();
            Path draft = directory.resolve("manifest.draft");
            try (CheckedWriter file = new CheckedWriter(draft, CheckedFile.Kind.MANIFEST)) {
                manifest.write(file.out());
                file.finish();
            }
            StateDirectory.rename(draft, directory.resolve(StateDirectory.PREPARED));
            CheckedFile.syncDirectory(directory);
            Path parent = directory.getParent();
            if (parent != null) {
                CheckedFile.syncDirectory(parent);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Leaves it unfinished; recovery ignores it. */
    public void abandon() {
        try {
            if (state != null) {
                state.close();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private LevadaException failed(IOException e) {
        return StateDirectory.storage("checkpoint " + id + " can't be written", directory, e);
    }
}

package io.levada.engine.checkpoint.store;

import io.levada.core.error.LevadaException;
import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.FrozenState;
import io.levada.engine.operator.Marks;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one checkpoint: any number of {@link #add}, then {@link #finishState} and {@link #seal}; or {@link #abandon}. Used
 * by one thread. Throws STORAGE with the path when the disk refuses.
 */
public final class CheckpointWriter {
    private final StateDirectory home;
    private final Path directory;
    private final long id;
    private final DeltaChains chains;
    private final boolean ready;
    private final List<Manifest.Section> sections = new ArrayList<>();
    private Set<Long> linked = Set.of();
    private @Nullable CheckedWriter state;

    /** @param ready whether {@link StateDirectory#makeReady} was called for it */
    CheckpointWriter(StateDirectory home, long id, DeltaChains chains, boolean ready) {
        this.home = home;
        this.directory = home.directoryOf(id);
        this.id = id;
        this.chains = chains;
        this.ready = ready;
    }

    /** Writes what an operator froze. */
    public void add(int step, int worker, FrozenState frozen) {
        try {
            chains.keepOnly(step, worker, frozen.parts());
            if (frozen.parts().isEmpty() && !frozen.hasShared()) {
                return;
            }
            CheckedWriter file = open();
            for (FrozenEntries part : frozen.parts()) {
                add(step, worker, part, file);
            }
            if (frozen.hasShared()) {
                long from = file.position();
                frozen.writeShared(file.out());
                sections.add(new Manifest.Section(step, Manifest.SHARED, worker, from, file.position() - from, id));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void add(int step, int worker, FrozenEntries part, CheckedWriter file) throws IOException {
        DeltaChain chain = chains.chain(step, worker, part.part());
        long[] changed = chain.next(part);
        if (changed == null || Marks.count(changed) > 0 || !chain.isUpToDate(part)) {
            long from = file.position();
            int count = EntryLink.write(file, part, changed);
            long length = file.position() - from;
            chain.add(
                    new Manifest.Section(step, Manifest.ENTRIES, worker, from, length, id),
                    changed,
                    count,
                    part.head());
        }
        sections.addAll(chain.sections());
    }

    private CheckedWriter open() throws IOException {
        CheckedWriter file = state;
        if (file == null) {
            Files.createDirectories(directory);
            chains.link(home, id);
            linked = chains.files();
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
        return state == null ? 0 : state.position();
    }

    /** Makes the state durable; nothing is added afterwards. A checkpoint without any has no file for it. */
    public void finishState() {
        try {
            if (state == null) {
                Files.deleteIfExists(directory.resolve(StateDirectory.STATE));
                return;
            }
            state.finish();
            chains.dropUnused(directory, linked);
            if (ready && !linked.isEmpty()) {
                CheckedFile.syncDirectory(directory);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Makes the manifest durable after the state: the checkpoint is prepared. A crash may leave a torn file under that name.
     * Nobody reads it: a checkpoint is only read when it was decided, and it is only decided when this has returned.
     */
    public void seal(Manifest manifest) {
        try {
            Files.createDirectories(directory);
            Path prepared = directory.resolve(StateDirectory.PREPARED);
            try (CheckedWriter file = new CheckedWriter(prepared, CheckedFile.Kind.MANIFEST)) {
                manifest.write(file.out());
                file.finish();
            }
            if (!ready) {
                CheckedFile.syncDirectory(directory);
                Path parent = directory.getParent();
                if (parent != null) {
                    CheckedFile.syncDirectory(parent);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The manifest's file; null where it is longer than that, or where the names of the state's files aren't durable yet. */
    public byte @Nullable [] image(Manifest manifest, int most) {
        if (!ready || most == 0) {
            return null;
        }
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(payload)) {
            manifest.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] image = CheckedFile.of(CheckedFile.Kind.MANIFEST, payload.toByteArray());
        return image.length <= most ? image : null;
    }

    /**
     * Writes a manifest that somebody else has, too, without waiting for the disk. {@link StateDirectory#markDecided} makes it
     * durable, or {@link StateDirectory#complete} brings it back.
     */
    public void leave(byte[] image) {
        try {
            Files.write(directory.resolve(StateDirectory.PREPARED), image);
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

package io.levada.engine.checkpoint.store;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.checkpoint.protocol.Recovery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a job keeps its state in:
 *
 * <pre>
 *   lock                     held while a process runs the job
 *   job.id                   a name for the job that no other has
 *   begin                    checkpoints up to this number don't count: the job was begun anew after them,
 *                            from nothing or from the savepoint that is named beside the number
 *   finished                 the job came to its end; the next run begins anew
 *   checkpoints/12/          state, manifest.prepared, then manifest; state.9, a link to what checkpoint 9 wrote
 *   savepoints/12/           kept until somebody deletes it
 *   dead-letters/            records that could not be decoded
 *   spill/                   state of a job that runs, for which memory has no room
 * </pre>
 */
public final class StateDirectory implements AutoCloseable {
    static final String STATE = "state";
    static final String PREPARED = "manifest.prepared";
    static final String DECIDED = "manifest";

    private static final String BEGIN = "begin";
    private static final String FINISHED = "finished";

    private final Path root;
    private final FileChannel lock;
    /** The checkpoint whose files have durable names already; of the thread that writes checkpoints. */
    private long ready = -1;

    private StateDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Creates what is missing and takes the lock. Throws STATE_IN_USE when another process holds it. */
    public static StateDirectory open(Path root) {
        try {
            Files.createDirectories(root.resolve("checkpoints"));
            FileChannel lock = FileChannel.open(
                    root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                ByteBuffer pid = ByteBuffer.allocate(20);
                lock.read(pid, 0);
                lock.close();
                throw new LevadaException(
                        ErrorCode.STATE_IN_USE,
                        "the state in " + root + " is in use by another process ("
                                + new String(pid.array(), 0, pid.position(), java.nio.charset.StandardCharsets.US_ASCII)
                                + ")",
                        "stop that job, or give this one a name of its own with SET 'pipeline.name'");
            }
            String pid = "process " + ProcessHandle.current().pid();
            lock.truncate(0).write(ByteBuffer.wrap(pid.getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 0);
            return new StateDirectory(root, lock);
        } catch (IOException e) {
            throw storage("the state directory can't be opened", root, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    public Path root() {
        return root;
    }

    /** Where state goes that memory has no room for; no run needs what another left there. */
    public Path spills() {
        return root.resolve("spill");
    }

    public Path directoryOf(long id) {
        return root.resolve("checkpoints").resolve(Long.toString(id));
    }

    /** A name for the job that is the same in every run on this directory and that no other job has. */
    public String jobId(String name) {
        Path file = root.resolve("job.id");
        try {
            if (!Files.exists(file)) {
                String id = name + "-" + java.util.UUID.randomUUID().toString().substring(0, 8);
                replace(file, id);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw storage("the job's id can't be kept", file, e);
        }
    }

    /** The checkpoints that count, by number. Nothing of their content is read but who decides them. */
    public List<Recovery.Found> found() {
        long begin = beginning();
        List<Recovery.Found> found = new ArrayList<>();
        for (long id : ids()) {
            if (id > begin) {
                Path directory = directoryOf(id);
                boolean decided = Files.exists(directory.resolve(DECIDED));
                if (decided || Files.exists(directory.resolve(PREPARED))) {
                    found.add(new Recovery.Found(id, decided, decided && RestoredState.hasDecider(directory)));
                }
            }
        }
        return found;
    }

    /** The greatest number that any checkpoint here has or had. */
    public long lastId() {
        return Math.max(
                beginning(), ids().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private List<Long> ids() {
        try (Stream<Path> entries = Files.list(root.resolve("checkpoints"))) {
            return entries.map(p -> p.getFileName().toString())
                    .filter(n -> n.matches("[0-9]{1,18}"))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw storage("the checkpoints can't be listed", root, e);
        }
    }

    /**
     * All that is here no longer counts; numbers go on after {@code lastId}.
     *
     * @param base the checkpoint from which the job goes on instead; null when from nothing
     */
    public void beginAnew(long lastId, @Nullable Path base) {
        try {
            replace(root.resolve(BEGIN), lastId + (base == null ? "" : "\n" + base.toAbsolutePath()));
            Files.deleteIfExists(root.resolve(FINISHED));
        } catch (IOException e) {
            throw storage("a new beginning can't be noted", root, e);
        }
        for (long id : ids()) {
            if (base == null || !directoryOf(id).toAbsolutePath().equals(base.toAbsolutePath())) {
                delete(id);
            }
        }
    }

    /** Checkpoints up to this number don't count; 0 when the job was never begun anew. */
    public long beginning() {
        List<String> lines = lines(BEGIN);
        try {
            return lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).trim());
        } catch (NumberFormatException e) {
            throw CheckedFile.damaged(root.resolve(BEGIN), "it should begin with a number");
        }
    }

    /** From where the job goes on while it has no checkpoint of its own; null for nowhere. */
    public @Nullable Path base() {
        List<String> lines = lines(BEGIN);
        return lines.size() < 2 ? null : Path.of(lines.get(1));
    }

    private List<String> lines(String name) {
        Path file = root.resolve(name);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw storage("a file can't be read", file, e);
        }
    }

    /** The job came to its end: the next run begins anew. */
    public void markFinished() {
        try {
            replace(root.resolve(FINISHED), Long.toString(lastId()));
        } catch (IOException e) {
            throw storage("the end of the job can't be noted", root, e);
        }
    }

    public boolean isFinished() {
        return Files.exists(root.resolve(FINISHED));
    }

    /**
     * Makes the names of a coming checkpoint durable while nobody waits for them, so that it has only its content to sync.
     * What a crash leaves of it is a checkpoint that was never sealed.
     */
    public void makeReady(long id) {
        Path directory = directoryOf(id);
        try {
            Files.createDirectories(directory);
            for (String name : List.of(STATE, PREPARED)) {
                Files.newOutputStream(directory.resolve(name)).close();
            }
            CheckedFile.syncDirectory(directory);
            CheckedFile.syncDirectory(root.resolve("checkpoints"));
            ready = id;
        } catch (IOException e) {
            throw storage("checkpoint " + id + " can't be written", directory, e);
        }
    }

    /** A checkpoint that may leave to earlier ones of the run what didn't change. */
    public CheckpointWriter write(long id, DeltaChains chains) {
        return new CheckpointWriter(this, id, chains, id == ready);
    }

    /**
     * After a crash: brings back the manifest of a checkpoint that the decider's mark has kept. That on disk may be cut off,
     * or empty.
     */
    public void complete(long id, byte[] manifest) {
        Path directory = directoryOf(id);
        if (id <= beginning() || !Files.isDirectory(directory) || Files.exists(directory.resolve(DECIDED))) {
            return;
        }
        try {
            Path draft = directory.resolve(PREPARED + ".draft");
            Files.write(draft, manifest);
            CheckedFile.sync(draft);
            rename(draft, directory.resolve(PREPARED));
            CheckedFile.syncDirectory(directory);
        } catch (IOException e) {
            throw storage("the manifest of checkpoint " + id + " can't be written", directory, e);
        }
    }

    /** From prepared to decided: one rename, of a file that is durable. */
    public void markDecided(long id) {
        Path directory = directoryOf(id);
        try {
            Path prepared = directory.resolve(PREPARED);
            if (Files.exists(prepared)) {
                CheckedFile.sync(prepared);
                rename(prepared, directory.resolve(DECIDED));
                CheckedFile.syncDirectory(directory);
            }
        } catch (IOException e) {
            throw storage("checkpoint " + id + " can't be marked as decided", directory, e);
        }
    }

    /** Copies a decided checkpoint to where none is ever deleted. */
    public Path keep(long id) {
        Path target = root.resolve("savepoints").resolve(Long.toString(id));
        try {
            Files.createDirectories(target);
            for (String name : filesOf(directoryOf(id))) {
                Path file = target.resolve(name);
                Files.copy(directoryOf(id).resolve(name), file, StandardCopyOption.REPLACE_EXISTING);
                CheckedFile.sync(file);
            }
            CheckedFile.syncDirectory(target);
            return target;
        } catch (IOException e) {
            throw storage("the savepoint can't be written", target, e);
        }
    }

    private static List<String> filesOf(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(file -> file.getFileName().toString())
                    .filter(name -> name.equals(DECIDED) || name.equals(STATE) || name.startsWith(STATE + "."))
                    .toList();
        }
    }

    /** The manifest goes first, so that what a crash leaves isn't taken for a checkpoint but for a leftover. */
    public void delete(long id) {
        Path directory = directoryOf(id);
        try {
            Files.deleteIfExists(directory.resolve(DECIDED));
            Files.deleteIfExists(directory.resolve(PREPARED));
            if (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw storage("an old checkpoint can't be deleted", directory, e);
        }
    }

    /**
     * Deletes what crashes left behind: checkpoints that were never sealed, and those from before the job was begun anew,
     * but for the one from which it was. Only to be called when it is known from where the job goes on.
     *
     * @param lastId stays the greatest number that was used
     */
    public void deleteLeftovers(long lastId) {
        Path base = base();
        Set<Long> counting = new HashSet<>();
        found().forEach(found -> counting.add(found.id()));
        for (long id : ids()) {
            boolean isBase = base != null && directoryOf(id).toAbsolutePath().equals(base.toAbsolutePath());
            if (!counting.contains(id) && !isBase && Files.isDirectory(directoryOf(id))) {
                delete(id);
            }
        }
        try {
            if (lastId() < lastId) {
                Files.createDirectories(directoryOf(lastId));
            }
        } catch (IOException e) {
            throw storage("the last checkpoint's number can't be kept", directoryOf(lastId), e);
        }
    }

    private void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            channel.force(true);
        }
        rename(draft, file);
        CheckedFile.syncDirectory(root);
    }

    static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system can't rename atomically", e);
        }
    }

    static LevadaException storage(String what, Path where, IOException cause) {
        return new LevadaException(
                ErrorCode.STORAGE,
                what + ": " + where + ": " + cause,
                null,
                "check space and permissions there",
                cause);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw storage("the lock can't be given back", root, e);
        }
    }
}

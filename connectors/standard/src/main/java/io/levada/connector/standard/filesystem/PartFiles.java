package io.levada.connector.standard.filesystem;

import io.levada.core.data.Watermark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of a part file in the three stages of its life, all in the directory where it ends:
 *
 * <pre>
 * .part-JOB-WRITER-3.inprogress    being written
 * .part-JOB-WRITER-3.staged-17     written and on disk, belongs to checkpoint 17
 * part-JOB-WRITER-3.json           in view
 * </pre>
 *
 * JOB tells the pipelines apart that write to one directory, WRITER is new with every start of a worker, so that no name
 * comes twice. Renaming is atomic; a file that is in view already stays.
 */
final class PartFiles {
    private static final String IN_PROGRESS = ".inprogress";
    private static final Pattern STAGED = Pattern.compile("\\.(part-.*)\\.staged-([0-9]+)");

    private final Path root;
    private final String job;
    private final String extension;

    PartFiles(Path root, String jobId, String extension) {
        this.root = root;
        job = jobId.replaceAll("[^A-Za-z0-9_]", "_");
        this.extension = extension;
    }

    /** A file to write to, below the root. */
    Path inProgress(String directory, String writer, int number) {
        return root.resolve(directory).resolve(".part-" + job + "-" + writer + "-" + number + IN_PROGRESS);
    }

    /** Names the checkpoint that a finished file belongs to. */
    Path stage(Path inProgress, long checkpointId) throws IOException {
        Path staged = inProgress.resolveSibling(base(inProgress) + ".staged-" + checkpointId);
        Files.move(inProgress, staged, StandardCopyOption.ATOMIC_MOVE);
        return staged;
    }

    /** Brings a finished file into view at once. */
    void publish(Path inProgress) throws IOException {
        String name = base(inProgress).substring(1) + "." + extension;
        Files.move(inProgress, inProgress.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
        syncDirectories(List.of(inProgress));
    }

    private static String base(Path inProgress) {
        String name = inProgress.getFileName().toString();
        return name.substring(0, name.length() - IN_PROGRESS.length());
    }

    /** Brings a staged file into view; does nothing when it is. */
    void apply(String staged) throws IOException {
        Path path = root.resolve(staged);
        Matcher name = STAGED.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IOException(staged + " is not the name of a staged file");
        }
        Path visible = path.resolveSibling(name.group(1) + "." + extension);
        try {
            Files.move(path, visible, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (!Files.exists(visible)) {
                throw new IOException("the staged file " + path + " has vanished: its rows are lost", e);
            }
        }
        syncDirectories(List.of(path));
    }

    /** Removes what the job left unfinished, or staged for checkpoints after that one. */
    void abortAfter(long checkpointId) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        List<Path> leftovers;
        try (Stream<Path> all = Files.walk(root)) {
            leftovers = all.filter(p -> isLeftover(p.getFileName().toString(), checkpointId))
                    .toList();
        }
        for (Path leftover : leftovers) {
            Files.deleteIfExists(leftover);
        }
    }

    private boolean isLeftover(String name, long checkpointId) {
        if (!name.startsWith(".part-" + job + "-")) {
            return false;
        }
        Matcher staged = STAGED.matcher(name);
        return name.endsWith(IN_PROGRESS) || staged.matches() && Long.parseLong(staged.group(2)) > checkpointId;
    }

    /**
     * What a writer staged for a checkpoint.
     *
     * @param staged paths below the root
     * @param watermark the writer's, in microseconds
     */
    record Committable(List<String> staged, long watermark) {}

    byte[] encode(List<Path> staged, long watermark) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(staged.size());
            for (Path path : staged) {
                out.writeUTF(root.relativize(path).toString());
            }
            out.writeLong(watermark);
        }
        return bytes.toByteArray();
    }

    static Committable decode(byte[] committable) throws IOException {
        List<String> names = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(committable))) {
            for (int left = in.readInt(); left > 0; left--) {
                names.add(in.readUTF());
            }
            // Those of earlier versions end here.
            return new Committable(names, in.available() < Long.BYTES ? Watermark.NONE : in.readLong());
        }
    }

    /** A rename is on disk when its directory is, and a new directory when the one above it is. */
    void syncDirectories(List<Path> changed) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        for (Path file : changed) {
            Path directory = file.getParent();
            while (directory != null && directory.startsWith(root) && directories.add(directory)) {
                directory = directory.getParent();
            }
        }
        for (Path directory : directories) {
            syncDirectory(directory);
        }
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (java.nio.file.AccessDeniedException e) {
            // Windows doesn't open directories, and doesn't need this.
            return;
        }
    }
}

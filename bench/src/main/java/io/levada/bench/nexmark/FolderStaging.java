package io.levada.bench.nexmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps parts as files, over the death of the process: a part counts when its file has the name of one that does. What is
 * to outlive is the process, not the machine, so that nothing is forced to disk.
 */
final class FolderStaging implements Staging {
    private static final String STAGED = ".staged";
    private static final String COMMITTED = ".committed";

    private final Path folder;

    FolderStaging(Path folder) {
        this.folder = folder;
    }

    @Override
    public String stage(FinalTable part) throws IOException {
        String name = UUID.randomUUID().toString();
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + STAGED))))) {
            part.write(out);
        }
        return name;
    }

    @Override
    public void commit(List<String> names) throws IOException {
        for (String name : names) {
            Path staged = folder.resolve(name + STAGED);
            if (Files.exists(staged)) {
                Files.move(staged, folder.resolve(name + COMMITTED));
            }
        }
    }

    /** How many parts count. */
    long commits() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(FolderStaging::isCommitted).count();
        }
    }

    /** All that counts. */
    FinalTable committed(String query) throws IOException {
        FinalTable all = new FinalTable(query);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(FolderStaging::isCommitted).toList()) {
                try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                    all.read(in);
                }
            }
        }
        return all;
    }

    private static boolean isCommitted(Path file) {
        return file.toString().endsWith(COMMITTED);
    }
}

package io.levada.cli.demo;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a demo keeps its broker's data and its pipelines' state. A mark in it says that the demo made it, so that nothing
 * else is ever deleted.
 */
final class DemoDirectory implements AutoCloseable {
    private static final String MARK = "levada-demo";

    private final Path path;
    private final boolean keep;
    private final boolean continued;

    private DemoDirectory(Path path, boolean keep, boolean continued) {
        this.path = path;
        this.keep = keep;
        this.continued = continued;
    }

    /**
     * @param wanted null for a new one among the temporary files
     * @param fresh whether what an earlier demo left there is deleted
     * @param keep whether it is left when the demo ends; one that was asked for by name always is
     */
    static DemoDirectory open(@Nullable Path wanted, boolean fresh, boolean keep) {
        try {
            Path path = wanted == null ? Files.createTempDirectory("levada-demo-") : wanted.toAbsolutePath();
            Files.createDirectories(path);
            boolean marked = Files.exists(path.resolve(MARK));
            if (!marked && !isEmpty(path)) {
                throw new LevadaException(
                        ErrorCode.OPTION_INVALID,
                        path + " is not empty and not the directory of an earlier demo",
                        "name an empty or a new directory");
            }
            if (marked && fresh) {
                deleteContents(path);
            }
            Files.writeString(path.resolve(MARK), "made by levada demo; may be deleted\n");
            return new DemoDirectory(path, keep || wanted != null, marked && !fresh);
        } catch (IOException e) {
            throw new LevadaException(ErrorCode.STORAGE, "can't use the demo's directory: " + e, null, null, e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void deleteContents(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(folder))
                    .toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    Path path() {
        return path;
    }

    Path broker() {
        return path.resolve("kafka");
    }

    Path state(String pipeline) {
        return path.resolve("state").resolve(pipeline);
    }

    boolean kept() {
        return keep;
    }

    /** Whether an earlier demo was here. */
    boolean continued() {
        return continued;
    }

    @Override
    public void close() {
        if (!keep) {
            try {
                deleteContents(path);
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // what is left lies among the temporary files
            }
        }
    }
}

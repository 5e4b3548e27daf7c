package io.levada.cli.demo;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds {@code examples/}: above the place where Levada's classes lie, or above the working directory. */
final class ExampleFolder {
    private static final Path MARK = Path.of("examples", "flights", "flights.sql");

    private ExampleFolder() {}

    static Path find() {
        Path found = above(ownPlace());
        if (found == null) {
            found = above(Path.of("").toAbsolutePath());
        }
        if (found == null) {
            throw new LevadaException(
                    ErrorCode.FILE_NOT_FOUND,
                    "the demo needs " + MARK + " and can't find it",
                    "start it from the folder that Levada was cloned into");
        }
        return found.resolve("examples");
    }

    private static @Nullable Path above(@Nullable Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(MARK))) {
                return folder;
            }
        }
        return null;
    }

    private static @Nullable Path ownPlace() {
        var source = ExampleFolder.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}

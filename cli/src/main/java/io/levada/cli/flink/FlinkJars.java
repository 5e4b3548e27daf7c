package io.levada.cli.flink;

import io.levada.cli.Console;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class path of the child: Flink's jars, where Maven keeps them, and ours that speaks to them. */
public final class FlinkJars {
    private static final Path MARK = Path.of("flink", "pom.xml");
    private static final int FILES_PER_LINE = 10;

    private final Console console;
    private final Path project;

    public FlinkJars(Console console) {
        this.console = console;
        this.project = project();
    }

    /** The class path, after what is missing was fetched and built. */
    public String classPath() {
        Path jars = project.resolve("flink").resolve("target");
        try {
            if (isStale(jars)) {
                fetch();
            }
            return ownJar(jars)
                    + File.pathSeparator
                    + Files.readString(jars.resolve("classpath")).strip();
        } catch (IOException e) {
            throw new LevadaException(
                    ErrorCode.STORAGE, "can't read Flink's class path: " + e.getMessage(), null, null, e);
        }
    }

    private boolean isStale(Path jars) throws IOException {
        Path own = ownJar(jars);
        if (own == null || !Files.exists(jars.resolve("classpath"))) {
            return true;
        }
        FileTime built = Files.getLastModifiedTime(own);
        for (String source : new String[] {"pom.xml", "flink/pom.xml", "flink/src/main", "core/src/main"}) {
            try (Stream<Path> files = Files.walk(project.resolve(source))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static @Nullable Path ownJar(Path jars) throws IOException {
        if (!Files.isDirectory(jars)) {
            return null;
        }
        try (Stream<Path> files = Files.list(jars)) {
            return files.filter(f -> Objects.toString(f.getFileName()).matches("levada-flink-[^-]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElse(null);
        }
    }

    private void fetch() throws IOException {
        console.say(
                "preparing Flink 2.3: Maven fetches its jars into your local repository when they aren't there (once,"
                        + " about 160 MB)");
        List<String> command = List.of(
                maven(),
                "-B",
                "-Dfast",
                "-Dmaven.test.skip=true",
                "-Dstyle.color=never",
                "package",
                "-pl",
                "flink",
                "-am");
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        List<String> errors = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            int fetched = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("Downloaded from") && ++fetched % FILES_PER_LINE == 0) {
                    console.say("preparing Flink: " + fetched + " files fetched");
                } else if (line.startsWith("[ERROR]")) {
                    errors.add(line);
                }
            }
            if (process.waitFor() != 0) {
                throw new LevadaException(
                        ErrorCode.CONNECTION,
                        "Flink's jars could not be had: " + (errors.isEmpty() ? "mvn failed" : errors.get(0)),
                        "in " + project + ", 'mvn package -pl flink -am' shows more");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new LevadaException(ErrorCode.STORAGE, "interrupted while Flink's jars were fetched");
        }
    }

    private String maven() {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            folders.add(Path.of(folder));
        }
        folders.add(Path.of("/opt/homebrew/bin"));
        folders.add(Path.of("/usr/local/bin"));
        folders.add(Path.of("/opt/maven/bin"));
        return folders.stream()
                .map(folder -> folder.resolve("mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new LevadaException(
                        ErrorCode.FILE_NOT_FOUND,
                        "Flink's jars are fetched by Apache Maven, and there is no mvn on the PATH",
                        "install Maven 3.8 or newer"));
    }

    /** The folder that Levada was cloned into: above its own classes, or above the working directory. */
    private static Path project() {
        Path found = above(ownPlace());
        if (found == null) {
            found = above(Path.of("").toAbsolutePath());
        }
        if (found == null) {
            throw new LevadaException(
                    ErrorCode.FILE_NOT_FOUND,
                    "Flink's jars are fetched by " + MARK + " of Levada's sources, and it isn't here",
                    "start ./levada from the folder that it was cloned into");
        }
        return found;
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
        var source = FlinkJars.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}

package io.levada.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler checks: the size of rooms, their signs, and words that have a better replacement. */
class TidyTest {
    private static final Path ROOT = root();
    private static final int MOST_LINES = 600;
    private static final String UNFINISHED = String.join("|", "TO" + "DO", "FIX" + "ME", "XX" + "X");

    private record Ban(String name, Pattern pattern, List<String> allowedIn, String instead) {}

    private static final List<Ban> BANS = List.of(
            new Ban(
                    "unfinished marks",
                    Pattern.compile("\\b(" + UNFINISHED + ")\\b"),
                    List.of(),
                    "finish it, or file it"),
            new Ban(
                    "printed stack traces",
                    Pattern.compile("\\.printStackTrace\\(\\)"),
                    List.of(),
                    "a LevadaException that says what to do"),
            new Ban(
                    "writing to System.out",
                    Pattern.compile("System\\.out\\b"),
                    List.of(
                            "/cli/",
                            "/connector/standard/print/",
                            "/broker/BrokerMain",
                            "/bench/",
                            "/examples/",
                            "/dev/"),
                    "stdout belongs to result rows"),
            new Ban(
                    "the wall clock in the engine",
                    Pattern.compile("System\\.(currentTimeMillis|nanoTime)|Instant\\.now\\(|LocalDateTime\\.now\\("),
                    List.of(
                            "/engine/time/",
                            "/connector/",
                            "/cli/",
                            "/broker/",
                            "/bench/",
                            "/testkit/",
                            "/levada/flink/",
                            "/examples/",
                            "/levada/tests/"),
                    "io.levada.engine.time, so that a simulator can own it"),
            new Ban(
                    "sleeping",
                    Pattern.compile("Thread\\.sleep\\("),
                    List.of(
                            "/connector/",
                            "/cli/",
                            "/broker/",
                            "/bench/",
                            "/levada/flink/",
                            "/examples/",
                            "/levada/tests/"),
                    "park with a wake-up"));

    @Test
    void everyPackageHasASign() {
        List<Path> without = javaFiles()
                .filter(f -> f.toString().contains("/src/main/"))
                .map(Path::getParent)
                .distinct()
                .filter(dir -> !Files.exists(dir.resolve("package-info.java")))
                .map(ROOT::relativize)
                .toList();
        assertThat(without).as("packages without package-info.java").isEmpty();
    }

    @Test
    void noFileIsTooLongToRead() {
        List<String> long_ = javaFiles()
                .filter(f -> lines(f).size() > MOST_LINES)
                .map(f -> ROOT.relativize(f) + ": " + lines(f).size())
                .toList();
        assertThat(long_).as("files over %d lines", MOST_LINES).isEmpty();
    }

    @Test
    void bannedWordsAreNotUsed() {
        List<String> found = new ArrayList<>();
        javaFiles().filter(f -> f.toString().contains("/src/main/")).forEach(file -> {
            String path = "/" + ROOT.relativize(file).toString().replace('\\', '/');
            List<String> lines = lines(file);
            for (Ban ban : BANS) {
                if (ban.allowedIn.stream().anyMatch(path::contains)) {
                    continue;
                }
                for (int i = 0; i < lines.size(); i++) {
                    if (ban.pattern.matcher(lines.get(i)).find()) {
                        found.add(path + ":" + (i + 1) + ": " + ban.name + "; instead: " + ban.instead);
                    }
                }
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void documentsLinkToWhatExists() {
        Pattern link = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#]+)(#[^)]*)?\\)");
        List<String> broken = new ArrayList<>();
        walk(".md").forEach(file -> {
            var matcher = link.matcher(read(file));
            while (matcher.find()) {
                Path parent = file.getParent();
                if (parent != null && !Files.exists(parent.resolve(matcher.group(1)))) {
                    broken.add(ROOT.relativize(file) + " -> " + matcher.group(1));
                }
            }
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void theBansCatchWhatTheyName() {
        Map<String, String> bad = Map.of(
                "writing to System.out", "System.out.println(1);",
                "the wall clock in the engine", "long t = System.nanoTime();",
                "sleeping", "Thread.sleep(5);");
        bad.forEach((name, line) -> assertThat(BANS.stream().filter(b -> b.name.equals(name)))
                .allMatch(b -> b.pattern.matcher(line).find())
                .hasSize(1));
    }

    private static Stream<Path> javaFiles() {
        return walk(".java");
    }

    private static Stream<Path> walk(String ending) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(f -> f.toString().endsWith(ending))
                    .filter(f ->
                            !f.toString().contains("/target/") && !f.toString().contains("/node_modules/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.exists(dir.resolve("LICENSE"))) {
            dir = java.util.Objects.requireNonNull(dir.getParent(), "the project's root");
        }
        return dir;
    }
}

package io.levada.flink.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.flink.FlinkCluster;
import io.levada.testkit.golden.SltFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every golden file and every documented example on Flink, in one cluster in this JVM. {@code -Dgolden.file=windows} takes one of them. When all ran,
 * {@code -Dconformance.page=FILE} writes the page of documentation.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
    private static final Path FILES =
            Path.of("..", "tests", "sql").toAbsolutePath().normalize();

    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();

    private final List<Verdict> all = new ArrayList<>();
    private FlinkCluster cluster;

    @BeforeAll
    void start() throws Exception {
        cluster = FlinkCluster.embedded(1);
    }

    @TestFactory
    Stream<DynamicTest> everyGoldenFileOnFlink() throws IOException {
        String only = System.getProperty("golden.file", "");
        List<Path> paths;
        try (Stream<Path> files = Files.list(FILES)) {
            paths = files.filter(f -> f.toString().endsWith(".slt"))
                    .filter(f -> f.getFileName().toString().contains(only))
                    .sorted()
                    .toList();
        }
        assertThat(paths).isNotEmpty();
        return paths.stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(SltFile.read(path))));
    }

    @TestFactory
    Stream<DynamicTest> everyDocumentedExampleOnFlink() throws IOException {
        String only = System.getProperty("golden.file", "");
        List<Path> pages;
        try (Stream<Path> files = Files.walk(DOCS)) {
            pages = files.filter(f -> f.toString().endsWith(".md"))
                    .filter(f -> f.getFileName().toString().contains(only))
                    .filter(DocumentedSql::hasResults)
                    .sorted()
                    .toList();
        }
        return pages.stream()
                .map(page ->
                        DynamicTest.dynamicTest(page.getFileName().toString(), () -> check(DocumentedSql.read(page))));
    }

    private void check(SltFile file) throws Exception {
        List<Verdict> verdicts = new Conformance(cluster).of(file);
        all.addAll(verdicts);
        assertThat(verdicts).as("queries of %s", file.path().getFileName()).isNotEmpty();
        assertThat(verdicts.stream()
                        .filter(v -> v.kind() == Verdict.Kind.DIFFER)
                        .map(Verdict::text))
                .as("%s: answers that aren't Flink's", file.path().getFileName())
                .isEmpty();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
        String page = System.getProperty("conformance.page", "");
        if (!page.isEmpty()) {
            Files.writeString(Path.of(page), ConformancePage.of(all));
        }
        System.err.println(ConformancePage.figures(all));
    }
}

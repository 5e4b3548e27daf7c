package io.levada.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the examples of the documentation: each {@code sql} fence of a page, in order, in one session; a {@code result}
 * fence right below says what its last statement answers. Times and sizes in what EXPLAIN ANALYZE answers may differ.
 */
class DocumentedSqlTest {
    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();
    private static final Pattern FENCE =
            Pattern.compile("```sql\\n(.*?)```(?:\\n```result\\n(.*?)```)?", Pattern.DOTALL);

    private static final Pattern MEASURED = Pattern.compile(" +[0-9]+(\\.[0-9]+)?( s\\b|%| B\\b| KB\\b)");

    @TestFactory
    Stream<DynamicTest> everyPage() throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.walk(DOCS)) {
            pages = files.filter(f -> f.toString().endsWith(".md"))
                    .filter(f -> read(f).contains("```result"))
                    .toList();
        }
        assertThat(pages).isNotEmpty();
        return pages.stream()
                .map(page -> DynamicTest.dynamicTest(DOCS.relativize(page).toString(), () -> run(page)));
    }

    @Test
    void theReadmeShowsAnExampleThatIsThere() {
        Path root = DOCS.getParent();
        Matcher fence = FENCE.matcher(read(root.resolve("README.md")));
        assertThat(fence.find()).isTrue();
        assertThat(read(root.resolve("examples/flights/late.sql"))).endsWith("\n\n" + fence.group(1));
    }

    private static void run(Path page) throws Exception {
        QueryRunner runner = new QueryRunner(Regime.PLAIN);
        Matcher fence = FENCE.matcher(read(page));
        while (fence.find()) {
            String sql = fence.group(1);
            if (fence.group(2) == null) {
                runner.execute(sql);
            } else {
                assertThat(masked(sql, runner.answer(sql)))
                        .as("%s: %s", page.getFileName(), sql)
                        .isEqualTo(masked(sql, fence.group(2).lines().toList()));
            }
        }
    }

    private static List<String> masked(String sql, List<String> lines) {
        return sql.contains("EXPLAIN ANALYZE")
                ? lines.stream()
                        .map(line -> MEASURED.matcher(line).replaceAll(" #"))
                        .toList()
                : lines;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

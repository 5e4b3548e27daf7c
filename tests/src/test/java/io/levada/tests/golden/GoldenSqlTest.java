package io.levada.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.testkit.golden.SltFile;
import io.levada.testkit.golden.SltFile.SltRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs {@code tests/sql/*.slt} under every regime. {@code -Dgolden.update=true} writes what came out into the files;
 * {@code -Dgolden.file=windows} takes one of them.
 */
class GoldenSqlTest {
    private static final Path FILES = Path.of("sql").toAbsolutePath();
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    @TestFactory
    Stream<DynamicNode> everyFileUnderEveryRegime() throws IOException {
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
                .map(path -> DynamicContainer.dynamicContainer(
                        path.getFileName().toString(),
                        Stream.of(Regime.values())
                                .filter(regime -> !UPDATE || regime == Regime.PLAIN)
                                .map(regime -> test(path, regime))));
    }

    private static DynamicTest test(Path path, Regime regime) {
        return DynamicTest.dynamicTest(regime.name(), () -> run(SltFile.read(path), regime));
    }

    private static void run(SltFile file, Regime regime) throws Exception {
        QueryRunner runner = new QueryRunner(regime);
        List<List<String>> actual = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (SltRecord record : file.records()) {
            List<String> lines = answer(runner, record);
            actual.add(lines);
            if (record.kind() != SltFile.Kind.STATEMENT && !lines.equals(record.expected())) {
                wrong.add(file.path().getFileName() + ":" + record.line() + " " + record.sql() + "\n  expected:\n    "
                        + String.join("\n    ", record.expected()) + "\n  but was:\n    "
                        + String.join("\n    ", lines));
            }
        }
        if (UPDATE) {
            file.update(actual);
        } else {
            assertThat(wrong)
                    .as("%s under %s", file.path().getFileName(), regime)
                    .isEmpty();
        }
    }

    private static List<String> answer(QueryRunner runner, SltRecord record) {
        String sql = record.sql().replace("${data}", FILES.resolve("data").toString());
        try {
            return switch (record.kind()) {
                case STATEMENT -> {
                    runner.execute(sql);
                    yield List.of();
                }
                case QUERY ->
                    runner.answer(sql).stream()
                            .map(line -> line.replace("\n", "\\n"))
                            .toList();
                case ERROR -> runner.error(sql).lines().toList();
            };
        } catch (Exception | AssertionError e) {
            return List.of("FAILED " + e);
        }
    }
}

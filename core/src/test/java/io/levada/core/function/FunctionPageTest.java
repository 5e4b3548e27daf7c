package io.levada.core.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/sql/functions.md says what the functions say of themselves; {@code -Dlevada.update=true} writes it. */
class FunctionPageTest {
    private static final Path PAGE = Path.of("..", "docs", "sql", "functions.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page();
        if (Boolean.getBoolean("levada.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run the test with -Dlevada.update=true").content().isEqualTo(page);
    }

    private static String page() {
        Map<String, List<FunctionDefinition>> groups = new TreeMap<>(Functions.all().stream()
                .collect(Collectors.groupingBy(
                        f -> f.method().getDeclaringClass().getSimpleName().replace("Functions", ""))));
        StringBuilder out = new StringBuilder("""
                # Functions

                Made from what stands beside each function in `core/function`; a test keeps it so. Operators, `CAST`,
                `CASE`, `COALESCE`, `EXTRACT`, `FLOOR(x TO unit)` and the like are part of the language and not listed.
                In a signature a single letter stands for one type wherever it appears, `N` for a number, and `...` for
                one or more. NULL in gives NULL out unless the text says otherwise.
                """);
        groups.forEach((group, functions) -> {
            out.append("\n## ").append(group).append("\n\n| function | does | example |\n| --- | --- | --- |\n");
            functions.stream()
                    .sorted(Comparator.comparing(FunctionDefinition::name))
                    .map(FunctionPageTest::line)
                    .forEach(out::append);
        });
        return out.toString();
    }

    private static String line(FunctionDefinition f) {
        String names = f.names().stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
        String random = f.deterministic() ? "" : " Not deterministic.";
        return "| " + names + " `" + f.signature() + "` | " + f.description() + random + " | `"
                + f.example().replace("|", "\\|") + "` |\n";
    }
}

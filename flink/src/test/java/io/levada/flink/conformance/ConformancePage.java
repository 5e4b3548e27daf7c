package io.levada.flink.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of documentation that a run gives. */
final class ConformancePage {
    private ConformancePage() {}

    static String of(List<Verdict> verdicts) {
        StringBuilder page = new StringBuilder("""
                # Do the answers agree with Flink's?

                Made by `dev/conformance`, which runs every golden file of `tests/sql`, and the examples of these pages, on Flink 2.3 and
                compares: rows that are only appended as multisets, results that update as tables at their end. The same queries run on
                Levada in the build, under six regimes. One that differs fails the build, unless its file says that the difference
                was decided.

                | file | queries | agree | differ by decision | unsupported |
                | --- | ---: | ---: | ---: | ---: |
                """);
        byFile(verdicts)
                .forEach((file, list) -> page.append("| [%s](%s) | %d | %d | %d | %d |%n"
                        .formatted(
                                file,
                                file.endsWith(".md") ? file : "../../tests/sql/" + file,
                                list.size(),
                                count(list, Verdict.Kind.AGREE),
                                count(list, Verdict.Kind.DECIDED) + count(list, Verdict.Kind.DIFFER),
                                count(list, Verdict.Kind.UNSUPPORTED))));
        section(page, verdicts, Verdict.Kind.DIFFER, "Differences that nobody decided");
        section(page, verdicts, Verdict.Kind.DECIDED, "Differences by decision");
        section(page, verdicts, Verdict.Kind.UNSUPPORTED, "What one of the two doesn't run");
        return page.append("\n").append(figures(verdicts)).append("\n").toString();
    }

    private static void section(StringBuilder page, List<Verdict> verdicts, Verdict.Kind kind, String title) {
        List<Verdict> list = verdicts.stream().filter(v -> v.kind() == kind).toList();
        if (list.isEmpty()) {
            return;
        }
        page.append("\n## ").append(title).append("\n\n| query | where | why |\n| --- | --- | --- |\n");
        for (Verdict verdict : list) {
            page.append("| `%s` | %s | %s |%n"
                    .formatted(cell(verdict.sql().replace("\n", " ")), verdict.place(), cell(verdict.reason())));
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** One line of figures. */
    static String figures(List<Verdict> verdicts) {
        return "features=%d agree=%d differ=%d unsupported=%d"
                .formatted(
                        verdicts.size(),
                        count(verdicts, Verdict.Kind.AGREE),
                        count(verdicts, Verdict.Kind.DIFFER) + count(verdicts, Verdict.Kind.DECIDED),
                        count(verdicts, Verdict.Kind.UNSUPPORTED));
    }

    private static long count(List<Verdict> verdicts, Verdict.Kind kind) {
        return verdicts.stream().filter(v -> v.kind() == kind).count();
    }

    private static Map<String, List<Verdict>> byFile(List<Verdict> verdicts) {
        return verdicts.stream()
                .collect(Collectors.groupingBy(
                        v -> v.place().substring(0, v.place().indexOf(':')), LinkedHashMap::new, Collectors.toList()));
    }
}

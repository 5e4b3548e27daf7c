package io.levada.flink.conformance;

import io.levada.testkit.golden.SltFile;
import io.levada.testkit.golden.SltFile.Kind;
import io.levada.testkit.golden.SltFile.SltRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of a page of documentation, as a golden file: what stands in a {@code result} fence answers the SQL above. */
final class DocumentedSql {
    private static final Pattern FENCE =
            Pattern.compile("```sql\\n(.*?)```(?:\\n```result\\n(.*?)```)?", Pattern.DOTALL);
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(?:\\n|$)");

    private DocumentedSql() {}

    static boolean hasResults(Path page) {
        try {
            return Files.readString(page).contains("```result");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static SltFile read(Path page) throws IOException {
        String text = Files.readString(page);
        List<SltRecord> records = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            int line = (int) text.substring(0, fence.start()).lines().count() + 1;
            List<String> statements = END_OF_STATEMENT
                    .splitAsStream(fence.group(1))
                    .filter(s -> !s.isBlank())
                    .toList();
            for (int i = 0; i < statements.size(); i++) {
                boolean answered = fence.group(2) != null && i == statements.size() - 1;
                records.add(new SltRecord(
                        answered ? Kind.QUERY : Kind.STATEMENT,
                        "",
                        line,
                        lead(statements.get(i)),
                        statements.get(i).strip(),
                        answered ? fence.group(2).lines().toList() : List.of()));
            }
        }
        return new SltFile(page, records);
    }

    /** The comments in front of a statement, as a golden file has them. */
    private static List<String> lead(String statement) {
        return statement
                .lines()
                .dropWhile(String::isBlank)
                .takeWhile(text -> text.startsWith("--"))
                .map(text -> "#" + text.substring(2))
                .toList();
    }
}

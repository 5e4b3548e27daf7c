package io.levada.testkit.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of records, parted by empty lines; a line that starts with # is a comment. The kinds of records:
 *
 * <pre>
 * statement            DDL or SET; takes effect for the records below
 * CREATE TABLE ...
 *
 * query                a SELECT; what is expected is the multiset of its rows, or, when it updates,
 * SELECT ...           the table at the end; sorted, values parted by " | ", NULL as NULL
 * ----
 * 1 | a
 *
 * error CODE           a statement that is refused; what is expected is the error as the user sees it
 * SELECT ...
 * ----
 * error[CODE]: ...
 * </pre>
 */
public record SltFile(Path path, List<SltRecord> records) {

    public enum Kind {
        STATEMENT,
        QUERY,
        ERROR
    }

    /**
     * @param line of its head, 1-based
     * @param lead comments and empty lines above it
     */
    public record SltRecord(Kind kind, String head, int line, List<String> lead, String sql, List<String> expected) {}

    public static SltFile read(Path path) throws IOException {
        List<SltRecord> records = new ArrayList<>();
        List<String> lines = Files.readAllLines(path);
        List<String> lead = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                lead.add(line);
                i++;
                continue;
            }
            int headLine = i + 1;
            Kind kind = kind(path, headLine, line);
            List<String> sql = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            boolean below = false;
            for (i++; i < lines.size() && !lines.get(i).isBlank(); i++) {
                if (lines.get(i).equals("----")) {
                    below = true;
                } else {
                    (below ? expected : sql).add(lines.get(i));
                }
            }
            records.add(new SltRecord(kind, line, headLine, List.copyOf(lead), String.join("\n", sql), expected));
            lead.clear();
        }
        return new SltFile(path, records);
    }

    private static Kind kind(Path path, int line, String head) {
        return switch (head.split(" ")[0]) {
            case "statement" -> Kind.STATEMENT;
            case "query" -> Kind.QUERY;
            case "error" -> Kind.ERROR;
            default -> throw new IllegalArgumentException(path + ":" + line + ": unknown record '" + head + "'");
        };
    }

    /** Writes the file anew with what came out in place of what was expected. */
    public void update(List<List<String>> actual) throws IOException {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < records.size(); i++) {
            SltRecord record = records.get(i);
            record.lead().forEach(line -> out.append(line).append('\n'));
            out.append(record.head()).append('\n').append(record.sql()).append('\n');
            if (record.kind() != Kind.STATEMENT) {
                out.append("----\n");
                actual.get(i).forEach(line -> out.append(line).append('\n'));
            }
        }
        Files.writeString(path, out.toString());
    }
}

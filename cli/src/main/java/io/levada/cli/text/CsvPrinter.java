package io.levada.cli.text;

import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.io.PrintStream;
import java.time.ZoneId;

/**
 * A header and lines as RFC 4180 describes them, but with line feeds. NULL is empty and an empty string is {@code ""}. An
 * updating result has the kind of each change in a first column {@code op}.
 */
final class CsvPrinter implements RowPrinter {
    private final PrintStream out;
    private final RowType type;
    private final boolean updating;
    private final ValueText text;

    CsvPrinter(PrintStream out, RowType type, boolean updating, ZoneId zone) {
        this.out = out;
        this.type = type;
        this.updating = updating;
        this.text = new ValueText(zone);
        StringBuilder header = new StringBuilder(updating ? "op" : "");
        for (int i = 0; i < type.size(); i++) {
            header.append(i > 0 || updating ? "," : "").append(quoted(type.name(i)));
        }
        out.append(header.append('\n'));
    }

    @Override
    public void row(Row row) {
        StringBuilder line = new StringBuilder(updating ? row.kind().symbol() : "");
        for (int i = 0; i < type.size(); i++) {
            line.append(i > 0 || updating ? "," : "");
            Object value = row.get(i);
            if (value != null) {
                line.append(quoted(text.of(value, type.type(i))));
            }
        }
        out.append(line.append('\n'));
    }

    private static String quoted(String value) {
        boolean plain = !value.isEmpty();
        for (int i = 0; i < value.length() && plain; i++) {
            char c = value.charAt(i);
            plain = c != ',' && c != '"' && c != '\n' && c != '\r';
        }
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}

package io.levada.cli.text;

import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.io.PrintStream;
import java.time.ZoneId;

/** {@code +I[1, a]}: a line for each change. */
final class ChangelogPrinter implements RowPrinter {
    private final PrintStream out;
    private final RowType type;
    private final ValueText text;

    ChangelogPrinter(PrintStream out, RowType type, ZoneId zone) {
        this.out = out;
        this.type = type;
        this.text = new ValueText(zone);
    }

    @Override
    public void row(Row row) {
        StringBuilder line = new StringBuilder(row.kind().symbol()).append('[');
        for (int i = 0; i < type.size(); i++) {
            line.append(i == 0 ? "" : ", ").append(text.of(row.get(i), type.type(i)));
        }
        out.append(line.append("]\n"));
    }
}

package io.levada.cli.text;

import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.io.PrintStream;

/** A JSON object a line; an updating result has the kind of each change in a first member {@code $op}. */
final class JsonPrinter implements RowPrinter {
    private final PrintStream out;
    private final RowType type;
    private final boolean updating;

    JsonPrinter(PrintStream out, RowType type, boolean updating) {
        this.out = out;
        this.type = type;
        this.updating = updating;
    }

    @Override
    public void row(Row row) {
        StringBuilder line = new StringBuilder("{");
        if (updating) {
            line.append("\"$op\":\"").append(row.kind().symbol()).append('"');
        }
        for (int i = 0; i < type.size(); i++) {
            line.append(i > 0 || updating ? "," : "");
            JsonText.string(line, type.name(i));
            line.append(':');
            JsonText.append(line, row.get(i), type.type(i));
        }
        out.append(line.append("}\n"));
    }
}

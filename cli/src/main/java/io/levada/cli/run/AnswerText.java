package io.levada.cli.run;

import io.levada.cli.Console;
import io.levada.cli.text.TablePrinter;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import java.util.List;

/** Prints what a session itself answers: SHOW, DESCRIBE, EXPLAIN. */
public final class AnswerText {
    private AnswerText() {}

    /** A single text of several lines, as EXPLAIN gives, is printed as it is. */
    public static void print(Console console, RowType type, List<Row> rows, ZoneId zone) {
        Object only = rows.size() == 1 && type.size() == 1 ? rows.get(0).get(0) : null;
        if (only instanceof String text && text.contains("\n")) {
            console.out().append(text.endsWith("\n") ? text : text + "\n");
        } else {
            int width = console.terminal().out() ? console.terminal().width() : 0;
            TablePrinter table = new TablePrinter(console.out(), type, false, width, zone);
            rows.forEach(table::row);
            table.end();
        }
        console.out().flush();
    }
}

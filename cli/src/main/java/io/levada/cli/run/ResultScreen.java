package io.levada.cli.run;

import io.levada.cli.Console;
import io.levada.cli.text.ResultFormat;
import io.levada.cli.text.RowPrinter;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The rows of one query on stdout. Used by one thread. */
public final class ResultScreen {
    private static final long HOLD_NANOS = 100_000_000L;

    private final Console console;
    private final RowType type;
    private final RowPrinter printer;
    private long rows;
    private long heldSince;
    private boolean held;

    public ResultScreen(Console console, @Nullable ResultFormat format, RowType type, boolean updating, ZoneId zone) {
        this.console = console;
        this.type = type;
        boolean terminal = console.terminal().out();
        ResultFormat chosen = format != null ? format : terminal ? ResultFormat.TABLE : ResultFormat.CHANGELOG;
        int width =
                terminal && chosen == ResultFormat.TABLE ? console.terminal().width() : 0;
        this.printer = chosen.printer(console.out(), type, updating, width, zone);
    }

    void print(Batch batch, long nanos) {
        for (Row row : Boxed.rows(batch, type)) {
            printer.row(row);
        }
        rows += batch.rowCount();
        hold(nanos);
    }

    /** Prints one row. */
    public void print(Row row, long nanos) {
        printer.row(row);
        rows++;
        hold(nanos);
    }

    private void hold(long nanos) {
        if (!held) {
            held = true;
            heldSince = nanos;
        }
    }

    /** To be called when nothing more waits: rows that were held back to align them don't wait longer than they must. */
    public void settle(long nanos) {
        if (held && nanos - heldSince >= HOLD_NANOS) {
            printer.settle();
            held = false;
        }
        console.out().flush();
    }

    public void end() {
        printer.end();
        console.out().flush();
    }

    long rows() {
        return rows;
    }

    /** Whether whoever read stdout has gone, as {@code head} does when it has enough. */
    public boolean readerIsGone() {
        return console.out().checkError();
    }
}

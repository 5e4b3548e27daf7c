package io.levada.cli.text;

import io.levada.core.type.RowType;
import java.io.PrintStream;
import java.time.ZoneId;

/** How the rows of a query are printed. */
public enum ResultFormat {
    /** Aligned columns, for a person. */
    TABLE,
    /** One JSON object a line. */
    JSON,
    /** A header, then one line a row. */
    CSV,
    /** {@code +I[1, a]}: one line a change, for a pipe. */
    CHANGELOG;

    /**
     * A printer of one result.
     *
     * @param updating whether rows may be changed or taken back, so that the kind of each change matters
     * @param width columns of the terminal; 0 when there is none
     * @param zone in which instants are shown
     */
    public RowPrinter printer(PrintStream out, RowType type, boolean updating, int width, ZoneId zone) {
        return switch (this) {
            case TABLE -> new TablePrinter(out, type, true, width, zone);
            case JSON -> new JsonPrinter(out, type, updating);
            case CSV -> new CsvPrinter(out, type, updating, zone);
            case CHANGELOG -> new ChangelogPrinter(out, type, zone);
        };
    }
}

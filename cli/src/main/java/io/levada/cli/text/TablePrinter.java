package io.levada.cli.text;

import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns. The first rows are held back until {@link #settle} or until there are enough, and decide how wide each
 * column is; a column that later meets a wider value grows.
 */
public final class TablePrinter implements RowPrinter {
    private static final int SAMPLE = 200;
    private static final int WIDEST = 60;

    private final PrintStream out;
    private final List<String> headers = new ArrayList<>();
    private final List<Boolean> rightAligned = new ArrayList<>();
    private final RowType type;
    private final boolean showKinds;
    private final int terminalWidth;
    private final ValueText text;
    private final List<String[]> held = new ArrayList<>();
    private final int[] widths;
    private boolean headerPrinted;

    /**
     * @param showKinds whether the kind of each change stands in a first column; without it, as in the answer of SHOW or
     *     DESCRIBE, NULL is blank
     * @param terminalWidth 0 when lines may have any length
     */
    public TablePrinter(PrintStream out, RowType type, boolean showKinds, int terminalWidth, ZoneId zone) {
        this.out = out;
        this.type = type;
        this.showKinds = showKinds;
        this.terminalWidth = terminalWidth;
        this.text = new ValueText(zone);
        if (showKinds) {
            headers.add("op");
            rightAligned.add(false);
        }
        type.fields().forEach(field -> {
            headers.add(TextWidth.printable(field.name()));
            rightAligned.add(ValueText.isNumber(field.type()));
        });
        this.widths = new int[headers.size()];
        for (int i = 0; i < widths.length; i++) {
            int least = i == 0 && showKinds ? 2 : leastWidth(type.type(showKinds ? i - 1 : i));
            widths[i] = Math.max(TextWidth.of(headers.get(i)), least);
        }
    }

    /** Room for what values of the type usually need, so that early rows don't make a column too narrow. */
    private static int leastWidth(DataType type) {
        int fraction = type.precision() == 0 ? 0 : type.precision() + 1;
        return switch (type.kind()) {
            case BOOLEAN -> 5;
            case DATE -> 10;
            case TIME -> 8 + fraction;
            case TIMESTAMP, TIMESTAMP_LTZ -> 19 + fraction;
            default -> 4;
        };
    }

    @Override
    public void row(Row row) {
        String[] cells = new String[widths.length];
        int next = 0;
        if (showKinds) {
            cells[next++] = row.kind().symbol();
        }
        for (int i = 0; i < type.size(); i++) {
            Object value = row.get(i);
            boolean blank = value == null && !showKinds;
            cells[next++] = blank ? "" : TextWidth.printable(text.of(value, type.type(i)));
        }
        for (int i = 0; i < cells.length; i++) {
            grow(i, TextWidth.of(cells[i]));
        }
        if (headerPrinted) {
            print(cells);
        } else {
            held.add(cells);
            if (held.size() >= SAMPLE) {
                settle();
            }
        }
    }

    private void grow(int column, int wanted) {
        int width = terminalWidth == 0 ? wanted : Math.min(WIDEST, wanted);
        int more = width - widths[column];
        if (more > 0 && (terminalWidth == 0 || !headerPrinted || lineWidth() + more <= terminalWidth)) {
            widths[column] = width;
        }
    }

    private int lineWidth() {
        int total = 1;
        for (int i = 0; i < widths.length; i++) {
            total += widths[i] + (i == 0 ? 0 : 3);
        }
        return total;
    }

    @Override
    public void settle() {
        if (!held.isEmpty()) {
            printHeader();
            held.forEach(this::print);
            held.clear();
        }
    }

    /** A result without rows still shows its columns. */
    @Override
    public void end() {
        settle();
        printHeader();
    }

    private void printHeader() {
        if (headerPrinted) {
            return;
        }
        headerPrinted = true;
        shrink();
        StringBuilder names = new StringBuilder();
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean last = i == widths.length - 1;
            names.append(i == 0 ? " " : " | ");
            names.append(cell(headers.get(i), i, last));
            rule.append(i == 0 ? "-" : "-+-").append("-".repeat(widths[i]));
        }
        out.append(names).append('\n').append(rule.append("-\n"));
    }

    /** Takes cells from the widest columns while the line doesn't fit the terminal. */
    private void shrink() {
        while (terminalWidth > 0 && lineWidth() > terminalWidth) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= 12) {
                return;
            }
            widths[widest]--;
        }
    }

    private void print(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(i == 0 ? " " : " | ").append(cell(cells[i], i, i == cells.length - 1));
        }
        out.append(line.append('\n'));
    }

    private String cell(String value, int column, boolean last) {
        String fitted = TextWidth.fit(value, widths[column], rightAligned.get(column));
        return last && !rightAligned.get(column) ? fitted.stripTrailing() : fitted;
    }
}

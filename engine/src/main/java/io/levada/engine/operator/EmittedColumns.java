package io.levada.engine.operator;

import io.levada.core.data.Column;
import io.levada.core.type.RowType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The columns of an operator's results: the arrays of those that nobody holds any more are filled again. */
final class EmittedColumns {
    private final RowType type;
    private final @Nullable Column[] last;
    private boolean spent;

    EmittedColumns(RowType type) {
        this.type = type;
        last = new Column[type.size()];
    }

    /** Empty columns for so many rows; the first {@code count} of the type. */
    Column[] next(int count, int rows) {
        Column[] columns = new Column[last.length];
        for (int c = 0; c < count; c++) {
            Column known = last[c];
            Column emptied = known == null || !spent ? null : known.emptied();
            columns[c] = emptied != null && emptied.capacity() >= rows ? emptied : Column.create(type.type(c), rows);
            last[c] = columns[c];
        }
        spent = false;
        return columns;
    }

    /** To be called when the columns were emitted. */
    void emitted(Output output) {
        spent = output.isSpent();
        if (!spent) {
            Arrays.fill(last, null);
        }
    }
}

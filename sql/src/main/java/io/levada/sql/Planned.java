package io.levada.sql;

import io.levada.core.data.Row;
import io.levada.core.plan.StreamPlan;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.util.List;

/** What a statement came to. */
public sealed interface Planned {
    /** It took effect in the session; the message says what happened. */
    record Done(String message) implements Planned {}

    /** An answer that the session itself has: SHOW, DESCRIBE, EXPLAIN, SET. */
    record Rows(RowType type, List<Row> rows) implements Planned {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Something to run.
     *
     * @param select a bare SELECT: the plan has one sink, without a table, whose rows go to the caller
     */
    record Job(StreamPlan plan, boolean select) implements Planned {}

    /** EXPLAIN ANALYZE: something to run to its end, whose rows nobody sees, and then to tell what its operators did. */
    record Analysis(StreamPlan plan) implements Planned {
        /** The type of the answer: one text. */
        public static final RowType TYPE = RowType.of(new Field("plan", DataType.STRING));
    }
}

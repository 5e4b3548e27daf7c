package io.levada.flink;

import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.time.ZoneId;

/** Takes results, one after the other: {@link #begin}, then rows, then {@link #end}. */
public interface ResultSink {
    /**
     * @param name of the table that an INSERT would write; empty for a SELECT
     * @param updating whether rows may be changed or taken back
     * @param answer whether the session itself answers, as it does SHOW
     * @param zone of the session, in which instants are shown
     */
    void begin(String name, RowType type, boolean updating, boolean answer, ZoneId zone);

    void row(Row row);

    /** The result is complete. */
    void end();

    /** A line for a person. */
    void note(String text);
}

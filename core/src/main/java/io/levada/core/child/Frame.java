package io.levada.core.child;

import io.levada.core.data.Row;
import io.levada.core.error.LevadaException;
import io.levada.core.type.RowType;
import java.time.ZoneId;

/** What the child tells, in order. */
public sealed interface Frame {
    /**
     * A result begins; rows follow until {@link End}.
     *
     * @param name of the table that an INSERT writes; empty for a SELECT and for answers such as SHOW's
     * @param updating whether rows may be changed or taken back
     * @param answer whether the session itself answers, as it does SHOW and EXPLAIN
     * @param zone of the session, in which instants are shown
     */
    record Columns(String name, RowType type, boolean updating, boolean answer, ZoneId zone) implements Frame {}

    /** A change of the result that began last. */
    record Change(Row row) implements Frame {}

    /** No row came for a while: what is held back may be shown. */
    record Pause() implements Frame {}

    /** The result is complete. */
    record End() implements Frame {}

    /** Bytes that the job itself wrote to standard output, as the connector {@code print} does. */
    record Output(byte[] bytes) implements Frame {}

    /** A line for a person. */
    record Note(String text) implements Frame {}

    /** It went wrong; the last frame. */
    record Failed(LevadaException error) implements Frame {}

    /** All statements are done; the last frame. */
    record Done() implements Frame {}
}

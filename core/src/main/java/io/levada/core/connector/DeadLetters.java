package io.levada.core.connector;

import io.levada.core.config.Option;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;

/** How records that can't be decoded are kept. */
public final class DeadLetters {
    /** Option of every source that decodes records. */
    public static final Option<OnError> ON_ERROR = Option.oneOf(
            "on-error",
            OnError.class,
            OnError.DEAD_LETTER,
            "What to do with a record that can't be decoded: keep it apart, skip it, or fail the job.");

    /** One row for each record: the table, the split, the offset in it, why, when, and the bytes. */
    public static final RowType ROW_TYPE = RowType.of(
            new Field("source_table", DataType.STRING.notNull()),
            new Field("split", DataType.STRING.notNull()),
            new Field("split_offset", DataType.BIGINT.notNull()),
            new Field("reason", DataType.STRING.notNull()),
            new Field("seen_at", DataType.timestampLtz(3).notNull()),
            new Field("raw", DataType.BYTES));

    private DeadLetters() {}

    /** The values of {@link #ON_ERROR}. */
    public enum OnError {
        DEAD_LETTER,
        SKIP,
        FAIL
    }
}

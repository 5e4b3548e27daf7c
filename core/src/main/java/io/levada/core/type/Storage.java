package io.levada.core.type;

/** How the values of a type lie in a column, and which Java type generated code holds one of them in. */
public enum Storage {
    /** {@code int[]}: BOOLEAN (0/1), TINYINT, SMALLINT, INTEGER, DATE (days), TIME (milliseconds), month intervals. */
    INT,
    /** {@code long[]}: BIGINT, TIMESTAMP and TIMESTAMP_LTZ (microseconds), day-time intervals (milliseconds). */
    LONG,
    /** {@code double[]}: DOUBLE, and FLOAT whose values are exact floats widened. */
    DOUBLE,
    /** Unscaled 128-bit integers in two {@code long[]}s, the scale is the type's: DECIMAL. */
    DECIMAL,
    /** One {@code byte[]} with offsets, or words into shared ones: CHAR, VARCHAR (UTF-8), BINARY, VARBINARY. */
    BYTES,
    /** {@code Object[]}: ROW ({@link io.levada.core.data.Row}), ARRAY ({@code List}), MAP ({@code Map}). */
    OBJECT
}

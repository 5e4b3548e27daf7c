package io.levada.core.type;

/** The kinds of SQL types, under the names that Flink SQL gives them. */
public enum TypeKind {
    BOOLEAN(Storage.INT),
    TINYINT(Storage.INT),
    SMALLINT(Storage.INT),
    INTEGER(Storage.INT),
    BIGINT(Storage.LONG),
    FLOAT(Storage.DOUBLE),
    DOUBLE(Storage.DOUBLE),
    DECIMAL(Storage.DECIMAL),
    CHAR(Storage.BYTES),
    VARCHAR(Storage.BYTES),
    BINARY(Storage.BYTES),
    VARBINARY(Storage.BYTES),
    /** Days since 1970-01-01. */
    DATE(Storage.INT),
    /** Milliseconds of the day. */
    TIME(Storage.INT),
    /** A wall-clock time without a zone: microseconds since 1970-01-01T00:00 of that same wall clock. */
    TIMESTAMP(Storage.LONG),
    /** An instant, shown in the session's zone: microseconds since the epoch. */
    TIMESTAMP_LTZ(Storage.LONG),
    /** Months. */
    INTERVAL_YEAR_MONTH(Storage.INT),
    /** Milliseconds, as in Flink. */
    INTERVAL_DAY_TIME(Storage.LONG),
    ROW(Storage.OBJECT),
    ARRAY(Storage.OBJECT),
    MAP(Storage.OBJECT),
    /** The type of an untyped NULL literal. */
    NULL(Storage.INT);

    private final Storage storage;

    TypeKind(Storage storage) {
        this.storage = storage;
    }

    public Storage storage() {
        return storage;
    }

    public boolean isInteger() {
        return this == TINYINT || this == SMALLINT || this == INTEGER || this == BIGINT;
    }

    public boolean isNumeric() {
        return isInteger() || this == FLOAT || this == DOUBLE || this == DECIMAL;
    }

    public boolean isText() {
        return this == CHAR || this == VARCHAR;
    }

    public boolean isTimestamp() {
        return this == TIMESTAMP || this == TIMESTAMP_LTZ;
    }
}

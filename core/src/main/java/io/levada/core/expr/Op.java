package io.levada.core.expr;

import java.util.Set;

/**
 * The operators that the engine compiles itself, because they treat NULL, types or evaluation order in a way of their
 * own. Operand types are made equal by casts before (numeric operands of arithmetic and comparison have one type each
 * side; decimals may differ in precision and scale).
 */
public final class Op {
    /** Arithmetic; also TIMESTAMP or DATE or TIME ± interval, interval ± interval, interval * number, TIMESTAMP - TIMESTAMP
     * (typed INTERVAL). Integer arithmetic wraps around and division truncates, as in Flink; division by zero fails for
     * integers and decimals. */
    public static final String PLUS = "+";

    public static final String MINUS = "-";
    public static final String TIMES = "*";
    public static final String DIVIDE = "/";
    public static final String MOD = "%";
    public static final String NEGATE = "NEGATE";

    public static final String EQ = "=";
    public static final String NE = "<>";
    public static final String LT = "<";
    public static final String LE = "<=";
    public static final String GT = ">";
    public static final String GE = ">=";

    /** n-ary, three-valued. */
    public static final String AND = "AND";

    public static final String OR = "OR";
    public static final String NOT = "NOT";

    public static final String IS_NULL = "IS NULL";
    public static final String IS_NOT_NULL = "IS NOT NULL";
    public static final String IS_TRUE = "IS TRUE";
    public static final String IS_NOT_TRUE = "IS NOT TRUE";
    public static final String IS_FALSE = "IS FALSE";
    public static final String IS_NOT_FALSE = "IS NOT FALSE";
    public static final String IS_DISTINCT_FROM = "IS DISTINCT FROM";
    public static final String IS_NOT_DISTINCT_FROM = "IS NOT DISTINCT FROM";

    /** {@code (condition, value)*, else}: evaluated lazily. */
    public static final String CASE = "CASE";
    /** Evaluated lazily, n-ary. */
    public static final String COALESCE = "COALESCE";
    /** {@code value, constant...}: at least one constant, none NULL. */
    public static final String IN = "IN";

    /** A failing CAST fails the query; a failing TRY_CAST is NULL. */
    public static final String CAST = "CAST";

    public static final String TRY_CAST = "TRY_CAST";

    /** {@code text, pattern[, escape]}. */
    public static final String LIKE = "LIKE";

    /** Constructors; MAP takes keys and values alternating. */
    public static final String ROW = "ROW";

    public static final String ARRAY = "ARRAY";
    public static final String MAP = "MAP";
    /** {@code row, INT literal}: the field at that 0-based index. */
    public static final String FIELD = "FIELD";
    /** {@code array, 1-based index} or {@code map, key}: NULL when there is none. */
    public static final String ITEM = "ITEM";

    /** {@code symbol literal (STRING: YEAR, QUARTER, MONTH, WEEK, DAY, DOW, DOY, HOUR, MINUTE, SECOND, MILLISECOND,
     * EPOCH, ...), temporal} giving BIGINT. */
    public static final String EXTRACT = "EXTRACT";
    /** {@code temporal, symbol literal}: down to the unit. */
    public static final String FLOOR_TO = "FLOOR_TO";

    public static final String CEIL_TO = "CEIL_TO";

    /** The processing time now, TIMESTAMP_LTZ(3); for streams read once per batch. */
    public static final String PROCTIME = "PROCTIME";
    /** Now as TIMESTAMP_LTZ(3). CURRENT_DATE, LOCALTIME... are casts of it. */
    public static final String CURRENT_TIMESTAMP = "CURRENT_TIMESTAMP";
    /** {@code rowtime}: the current watermark of this task, or NULL. */
    public static final String CURRENT_WATERMARK = "CURRENT_WATERMARK";

    private static final Set<String> ALL = Set.of(
            PLUS,
            MINUS,
            TIMES,
            DIVIDE,
            MOD,
            NEGATE,
            EQ,
            NE,
            LT,
            LE,
            GT,
            GE,
            AND,
            OR,
            NOT,
            IS_NULL,
            IS_NOT_NULL,
            IS_TRUE,
            IS_NOT_TRUE,
            IS_FALSE,
            IS_NOT_FALSE,
            IS_DISTINCT_FROM,
            IS_NOT_DISTINCT_FROM,
            CASE,
            COALESCE,
            IN,
            CAST,
            TRY_CAST,
            LIKE,
            ROW,
            ARRAY,
            MAP,
            FIELD,
            ITEM,
            EXTRACT,
            FLOOR_TO,
            CEIL_TO,
            PROCTIME,
            CURRENT_TIMESTAMP,
            CURRENT_WATERMARK);

    private Op() {}

    /** Whether a call's name is one of these operators, else it is a function of {@code core.function}. */
    public static boolean isOperator(String name) {
        return ALL.contains(name);
    }
}

package io.levada.sql;

import io.levada.core.error.Position;

/**
 * One statement of a script, checked for its syntax.
 *
 * @param text without the semicolon
 * @param kind what it does, as far as its syntax tells
 * @param start where it starts in the script; positions of errors are those of the script
 */
public record Statement(String text, Kind kind, Position start) {
    /** What a statement does. */
    public enum Kind {
        /** Runs and gives rows: SELECT, VALUES, EXPLAIN ANALYZE. */
        QUERY,
        /** INSERT INTO or a statement set: what {@link SqlSession#planTogether} takes. */
        INSERT,
        /** Declares, sets, shows. */
        OTHER
    }
}

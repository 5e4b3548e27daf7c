package io.levada.sql;

import io.levada.core.error.Position;

/**
 * One statement of a script, checked for its syntax.
 *
 * @param text without the semicolon
 * @param start where it starts in the script; positions of errors are those of the script
 */
public record Statement(String text, Position start) {}

/**
 * Expressions for tests: written as SQL text, or random. Uses {@code core} only, so that a test of the engine needs no
 * SQL front end.
 */
@NullMarked
package io.levada.testkit.expr;

import org.jspecify.annotations.NullMarked;

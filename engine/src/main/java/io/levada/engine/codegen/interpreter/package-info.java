/**
 * Expressions evaluated one value at a time over boxed values, by the book and not fast: the oracle for generated code,
 * what a job runs under {@code levada.codegen.interpreter}, and what names the expression that failed. Uses
 * {@code core} and {@code codegen.runtime}.
 *
 * <p>Start at {@link io.levada.engine.codegen.interpreter.Interpreter}.
 */
@NullMarked
package io.levada.engine.codegen.interpreter;

import org.jspecify.annotations.NullMarked;

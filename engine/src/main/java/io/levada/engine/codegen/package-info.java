/**
 * Expressions to Java loops over columns. Takes typed expressions, gives {@link io.levada.engine.codegen.CalcKernel}s.
 * The only room that knows Janino.
 *
 * <p>Start at {@link io.levada.engine.codegen.CalcKernel}.
 */
@NullMarked
package io.levada.engine.codegen;

import org.jspecify.annotations.NullMarked;

/**
 * Typed scalar expressions over the columns of a batch: what the front end binds and the engine compiles. Uses
 * {@code type}, and {@code function} for what is known of functions. Start at {@link io.levada.core.expr.Expr}; {@link io.levada.core.expr.Op} lists the operators that
 * the engine itself understands, everything else is a function of {@code core.function}.
 */
@NullMarked
package io.levada.core.expr;

import org.jspecify.annotations.NullMarked;

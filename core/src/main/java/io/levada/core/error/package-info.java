/**
 * Errors as a product: what, where, why, what to do. Uses the JDK only. Start at
 * {@link io.levada.core.error.LevadaException}.
 */
@NullMarked
package io.levada.core.error;

import org.jspecify.annotations.NullMarked;

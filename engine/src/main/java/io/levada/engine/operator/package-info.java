/**
 * The operators: what each node of a plan does to batches. Ordinary Java over columns; expressions come compiled from
 * {@code codegen}, keyed memory from {@code state}. An operator knows nothing of threads, channels and checkpoints beyond
 * its contract.
 *
 * <p>Start at {@link io.levada.engine.operator.Operator}.
 */
@NullMarked
package io.levada.engine.operator;

import org.jspecify.annotations.NullMarked;

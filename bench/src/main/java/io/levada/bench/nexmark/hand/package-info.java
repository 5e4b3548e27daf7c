/**
 * Nexmark queries as programs of their own: what one core could do if it did nothing else. Each loop takes the very
 * columns that Levada is given and hands out the very columns that its query must give, changes of an updating result
 * included; {@code HandLoopsTest} compares them with the engine's. A loop may know what an engine may not: that ids are
 * dense, that events come in order, that nobody asks for a checkpoint, a second worker or another query.
 *
 * <p>Start at {@link io.levada.bench.nexmark.hand.HandLoop}. May import the columns of core.
 */
@NullMarked
package io.levada.bench.nexmark.hand;

import org.jspecify.annotations.NullMarked;

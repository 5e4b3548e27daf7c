/**
 * Keyed memory as arrays: records of {@code long} words in pages that a snapshot shares copy-on-write, and
 * open-addressing tables that find a record by its key columns. No object for a key. What memory has no room for lies in
 * files: {@link io.levada.engine.state.StateMemory} moves pages there, and a null reference tells who needs one.
 *
 * <p>Takes columns of {@code core.data}, gives dense record ids and, back, columns. Knows nothing of SQL functions,
 * windows and threads. Start at {@link io.levada.engine.state.KeyTable}, then {@link io.levada.engine.state.Records}.
 */
@NullMarked
package io.levada.engine.state;

import org.jspecify.annotations.NullMarked;

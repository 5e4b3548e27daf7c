/**
 * Checkpoints on disk. Each lies in a directory of its own: {@code state} (what operators froze, in sections),
 * {@code state.9} and the like (links to what earlier checkpoints wrote and this one still needs) and
 * {@code manifest} (what it is, where sections lie, source positions, committables), the latter called
 * {@code manifest.prepared} until it is decided. The names are made durable ahead, and a manifest that the decider's mark
 * carries may be cut off on disk until then: it is brought back from the mark. Every file has a header with magic, format
 * version, length and checksum; one that doesn't agree with it is named and refused, never half-read.
 *
 * <p>All methods block for I/O and none is called by a worker but for {@link
 * io.levada.engine.checkpoint.store.RestoredState}, before its first row. Start at
 * {@link io.levada.engine.checkpoint.store.StateDirectory}.
 */
@NullMarked
package io.levada.engine.checkpoint.store;

import org.jspecify.annotations.NullMarked;

/**
 * Checkpoints: a consistent cut of the job made safe, decided once, and applied. The decisions are in {@code protocol},
 * which knows no file, clock or thread; the files are in {@code store}; the coordinator here carries out what the protocol
 * says.
 *
 * <p>Takes snapshots and committables from {@code dataflow}; gives the state to go on from. Start at
 * {@link io.levada.engine.checkpoint.protocol.CheckpointProtocol}, then
 * {@link io.levada.engine.checkpoint.Coordinator}.
 */
@NullMarked
package io.levada.engine.checkpoint;

import org.jspecify.annotations.NullMarked;

/**
 * The checkpoint protocol as pure decisions: events in, actions out. No file, socket, clock, thread or random number, so
 * that tests can drive it through every order of events and every crash.
 *
 * <p>Start at {@link io.levada.engine.checkpoint.protocol.CheckpointProtocol}; what happens after a crash is in
 * {@link io.levada.engine.checkpoint.protocol.Recovery}.
 */
@NullMarked
package io.levada.engine.checkpoint.protocol;

import org.jspecify.annotations.NullMarked;

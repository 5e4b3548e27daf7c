/**
 * The engine's door: a plan in, a running job out. Wires sources, stages, workers, sinks and the checkpoint coordinator,
 * starts them again after failures outside, and says how the job goes.
 *
 * <p>Uses every other room of the engine; nobody in the engine uses it. Start at {@link io.levada.engine.job.Engine}.
 */
@NullMarked
package io.levada.engine.job;

import org.jspecify.annotations.NullMarked;

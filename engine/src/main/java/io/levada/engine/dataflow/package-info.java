/**
 * Stages at work. N workers are N threads; each has a full copy of the dataflow, one {@link
 * io.levada.engine.dataflow.Task} for each stage, and goes round its tasks, each doing a bounded bit of work. Messages
 * pass from task to task through bounded {@link io.levada.engine.dataflow.Channel}s; a full one is back-pressure.
 *
 * <p>Takes stages from {@code physical} and operators from {@code operator}; knows nothing of files and of when
 * checkpoints are taken: it injects the barriers that it is given and reports what was frozen at them.
 *
 * <p>Start at {@link io.levada.engine.dataflow.Worker}, then {@link io.levada.engine.dataflow.Task}.
 */
@NullMarked
package io.levada.engine.dataflow;

import org.jspecify.annotations.NullMarked;

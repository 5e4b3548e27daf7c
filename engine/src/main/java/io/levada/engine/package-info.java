/**
 * A plan to a running job. The rooms, in the order of the work: {@code physical} cuts the plan into stages,
 * {@code codegen} compiles expressions, {@code operator} and {@code state} do the work, {@code dataflow} moves messages
 * between workers, {@code checkpoint} makes it safe, {@code job} is the door.
 */
@NullMarked
package io.levada.engine;

import org.jspecify.annotations.NullMarked;

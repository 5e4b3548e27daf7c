/**
 * Benchmarks: each prints a table for people and, on its last line, {@code name=value} for machines. A figure stands
 * beside a peer measured in the same run, because machines are noisy. Start at {@link io.levada.bench.Figures}, or
 * {@link io.levada.bench.growth.Growth} for how the engine behaves as its state grows.
 */
@NullMarked
package io.levada.bench;

import org.jspecify.annotations.NullMarked;

/**
 * How the engine behaves as its state grows: {@code levada bench growth}. Start at
 * {@link io.levada.bench.growth.Growth}.
 */
@NullMarked
package io.levada.bench.growth;

import org.jspecify.annotations.NullMarked;

/**
 * {@code levada bench nexmark}: the queries of {@code examples/nexmark} on Levada and on Flink, each in a JVM of its own,
 * and how the two compare. Start at {@link io.levada.bench.nexmark.NexmarkBench}.
 */
@NullMarked
package io.levada.bench.nexmark;

import org.jspecify.annotations.NullMarked;

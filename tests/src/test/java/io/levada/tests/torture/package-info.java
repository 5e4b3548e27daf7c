/**
 * The exactly-once torture: {@code levada run} as a process of its own over a real broker in another, killed at random
 * moments and at the protocol's worst ones, while a seeded producer goes on; afterwards a read_committed consumer compares
 * what came out with what plain Java says should have. Start at {@link io.levada.tests.torture.Torture}. {@link
 * io.levada.tests.torture.BankTest} asks in the same way whether every commit shows a consistent table.
 */
@org.jspecify.annotations.NullMarked
package io.levada.tests.torture;

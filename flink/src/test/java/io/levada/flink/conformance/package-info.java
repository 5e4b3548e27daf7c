/** The golden files on real Flink. Start at {@code Conformance}. */
@org.jspecify.annotations.NullMarked
package io.levada.flink.conformance;

/**
 * The same script on Apache Flink: a program of its own, in a process of its own, since Flink's jars must not meet ours.
 * Takes statements, gives rows. May import core and Flink; no other module imports it. Start at {@link io.levada.flink.Main}.
 */
@NullMarked
package io.levada.flink;

import org.jspecify.annotations.NullMarked;

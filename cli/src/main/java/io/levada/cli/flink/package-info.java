/**
 * Scripts on Apache Flink: fetches Flink's jars when they are first needed, starts a child process with them, prints what it
 * tells. Imports core and the command's printing, never Flink. Start at {@link io.levada.cli.flink.FlinkScript}.
 */
@NullMarked
package io.levada.cli.flink;

import org.jspecify.annotations.NullMarked;

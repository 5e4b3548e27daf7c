/**
 * The same script on both engines: runs it here and on Flink, and tells which rows differ. Imports the engine's door, the SQL
 * session and the child that runs Flink. Start at {@link io.levada.cli.compare.Comparison}.
 */
@NullMarked
package io.levada.cli.compare;

import org.jspecify.annotations.NullMarked;

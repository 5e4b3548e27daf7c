/** Flink's types and values as ours. Imports core and Flink's table types. Start at {@link io.levada.flink.rows.Rows}. */
@NullMarked
package io.levada.flink.rows;

import org.jspecify.annotations.NullMarked;

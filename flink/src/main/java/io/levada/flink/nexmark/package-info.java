/**
 * The connector {@code nexmark} on Flink: the very same events as Levada's, made by the same {@link
 * io.levada.connector.standard.nexmark.EventModel}, as rows; or, for measuring, made beforehand and replayed from
 * memory. Start at {@link io.levada.flink.nexmark.NexmarkFactory}.
 */
@NullMarked
package io.levada.flink.nexmark;

import org.jspecify.annotations.NullMarked;

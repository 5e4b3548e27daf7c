/**
 * What flows: columns, batches and the messages between tasks. Uses {@code type} only.
 *
 * <p>Start at {@link io.levada.core.data.Batch} and {@link io.levada.core.data.Column}. Everything here is mutable
 * while its one owner builds it and must not change once it has been handed on.
 */
@NullMarked
package io.levada.core.data;

import org.jspecify.annotations.NullMarked;

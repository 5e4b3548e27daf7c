/**
 * Tables as they were declared. Uses {@code type}, {@code expr} and {@code config}. Start at
 * {@link io.levada.core.catalog.Table}.
 */
@NullMarked
package io.levada.core.catalog;

import org.jspecify.annotations.NullMarked;

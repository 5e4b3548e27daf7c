/**
 * The format {@code raw}: the whole record is the value of the only column. Start at
 * {@link io.levada.connector.standard.raw.RawFormat}.
 */
@NullMarked
package io.levada.connector.standard.raw;

import org.jspecify.annotations.NullMarked;

/**
 * Values as text in bytes: UTF-8, numbers, dates and times, both ways, without a String in between. Takes byte ranges,
 * gives primitives; imports the JDK only. The formats and the print connector use it.
 *
 * <p>Start at {@link io.levada.connector.standard.text.NumberScanner} and
 * {@link io.levada.connector.standard.text.TimeText}.
 */
@NullMarked
package io.levada.connector.standard.text;

import org.jspecify.annotations.NullMarked;

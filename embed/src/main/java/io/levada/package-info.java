/**
 * Levada inside any Java program: no server, no broker, no logging to set up. Takes SQL text and rows from Java, gives rows
 * as they change.
 *
 * <p>Uses {@code sql}, {@code engine} and the connectors that are on the class path. Start at {@link io.levada.Levada}.
 */
@NullMarked
package io.levada;

import org.jspecify.annotations.NullMarked;

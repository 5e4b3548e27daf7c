/** Levada in a Java program. Start at {@link io.levada.examples.embedded.Thermometers}. */
@NullMarked
package io.levada.examples.embedded;

import org.jspecify.annotations.NullMarked;

/**
 * Connectors and formats that need no third party: one package for each. Takes {@code core} and the JDK.
 *
 * <p>Formats: {@code json}, {@code csv}, {@code raw}. Connectors: {@code values}, {@code datagen}, {@code print},
 * {@code blackhole}, {@code filesystem}. What they share lies in {@code text} (values as bytes).
 */
@NullMarked
package io.levada.connector.standard;

import org.jspecify.annotations.NullMarked;

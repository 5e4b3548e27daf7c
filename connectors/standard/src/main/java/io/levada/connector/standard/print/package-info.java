/**
 * The connector {@code print}: rows as lines on standard output, for a person to look at. Start at
 * {@link io.levada.connector.standard.print.PrintConnector}.
 */
@NullMarked
package io.levada.connector.standard.print;

import org.jspecify.annotations.NullMarked;

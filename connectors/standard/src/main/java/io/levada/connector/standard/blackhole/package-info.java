/**
 * The connector {@code blackhole}: takes every row and keeps none, to measure or to try things out. Start at
 * {@link io.levada.connector.standard.blackhole.BlackholeConnector}.
 */
@NullMarked
package io.levada.connector.standard.blackhole;

import org.jspecify.annotations.NullMarked;

/**
 * The {@code levada} command: takes arguments, gives rows on stdout, messages on stderr and an exit code. One class for
 * each command; what they share lies in the packages below. May import every other module; nobody imports it.
 *
 * <p>Start at {@link io.levada.cli.Main}. A command that isn't asked for isn't loaded: the time to the first row counts.
 */
@NullMarked
package io.levada.cli;

import org.jspecify.annotations.NullMarked;

/**
 * Scripts and jobs in the foreground of a terminal: runs statements in order, prints rows, tells the progress, stops on
 * Ctrl-C. Takes a session and the engine, gives an exit code. Start at {@link io.levada.cli.run.ScriptRunner}.
 */
@NullMarked
package io.levada.cli.run;

import org.jspecify.annotations.NullMarked;

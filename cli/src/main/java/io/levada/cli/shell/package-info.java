/**
 * {@code levada sql}: reads statements from a person or a pipe and runs each. The only room that knows JLine. Start at
 * {@link io.levada.cli.shell.Shell}.
 */
@NullMarked
package io.levada.cli.shell;

import org.jspecify.annotations.NullMarked;

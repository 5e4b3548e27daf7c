/**
 * The text of a script: where it comes from and the variables in it. Start at {@link io.levada.cli.script.Script}.
 */
@NullMarked
package io.levada.cli.script;

import org.jspecify.annotations.NullMarked;

/** The golden SQL files, as every engine's tests read them. Takes a path, gives {@link io.levada.testkit.golden.SltFile}. */
@NullMarked
package io.levada.testkit.golden;

import org.jspecify.annotations.NullMarked;

/**
 * The arithmetic of windows: which windows a time belongs to, how windows share slices, when the wall clock of a zone
 * closes them. Pure functions over {@code long} microseconds; uses {@code core.plan} only.
 *
 * <p>Start at {@link io.levada.engine.window.Slicing}; {@link io.levada.engine.window.WallClock} has the daylight saving
 * time.
 */
@NullMarked
package io.levada.engine.window;

import org.jspecify.annotations.NullMarked;

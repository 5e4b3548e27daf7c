/**
 * Time as the engine is given it. Everything that needs to know what time it is asks a
 * {@link io.levada.engine.time.Clock}, so that a simulator can answer instead. JDK only.
 */
@NullMarked
package io.levada.engine.time;

import org.jspecify.annotations.NullMarked;

/**
 * SQL types. Takes nothing, is used by every other room, imports only the JDK.
 *
 * <p>Start at {@link io.levada.core.type.DataType}; {@link io.levada.core.type.Storage} says how the values of a type
 * lie in memory.
 */
@NullMarked
package io.levada.core.type;

import org.jspecify.annotations.NullMarked;

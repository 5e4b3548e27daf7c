/**
 * The scalar functions: each is one static method with its metadata beside it, from which the front end learns the
 * signature, the engine the call, and the documentation its page. Functions of the user's own
 * are found by reflection: {@link io.levada.core.function.UserFunctions}. JDK only. Start at
 * {@link io.levada.core.function.ScalarFunction} and {@link io.levada.core.function.Functions}.
 */
@NullMarked
package io.levada.core.function;

import org.jspecify.annotations.NullMarked;

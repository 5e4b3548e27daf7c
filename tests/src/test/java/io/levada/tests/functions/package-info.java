/** Users' functions that the golden SQL files declare with CREATE FUNCTION. */
@NullMarked
package io.levada.tests.functions;

import org.jspecify.annotations.NullMarked;

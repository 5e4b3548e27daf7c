/** Classes as users write them for CREATE FUNCTION; they know nothing of Levada. */
@NullMarked
package io.levada.functions;

import org.jspecify.annotations.NullMarked;

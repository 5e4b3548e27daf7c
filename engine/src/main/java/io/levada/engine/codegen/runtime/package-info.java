/**
 * What generated code and the interpreter call besides the function library: values between their forms, comparisons,
 * patterns, casts of structured values. Uses {@code core} only.
 */
@NullMarked
package io.levada.engine.codegen.runtime;

import org.jspecify.annotations.NullMarked;

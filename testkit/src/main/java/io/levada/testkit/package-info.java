/**
 * What every test may use. Takes and gives what {@code core} defines; production code never imports it.
 *
 * <p>Start at {@link io.levada.testkit.BatchText}, batches as text; {@code connector} has the conformance kit.
 */
@NullMarked
package io.levada.testkit;

import org.jspecify.annotations.NullMarked;

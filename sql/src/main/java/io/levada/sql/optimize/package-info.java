/**
 * A plan to a better plan with the same answer: equal subtrees become one, unused columns are not read, each stream
 * gets the changelog mode that its readers need. Imports {@code core} only. Start at
 * {@link io.levada.sql.optimize.Optimizer}.
 */
@NullMarked
package io.levada.sql.optimize;

import org.jspecify.annotations.NullMarked;

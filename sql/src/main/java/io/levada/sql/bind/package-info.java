/**
 * Syntax trees to checked relational algebra: the type system, the functions, the session's tables and views, and
 * validation errors in short sentences. Imports Calcite and {@code parse}. Start at
 * {@link io.levada.sql.bind.QueryBinder}.
 */
@NullMarked
package io.levada.sql.bind;

import org.jspecify.annotations.NullMarked;

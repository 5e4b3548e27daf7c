/**
 * Script text to syntax trees: variables, the cut into statements, the grammar, and syntax errors in short sentences.
 * Imports Calcite's parser and the grammar. Start at {@link io.levada.sql.parse.StatementParser}.
 */
@NullMarked
package io.levada.sql.parse;

import org.jspecify.annotations.NullMarked;

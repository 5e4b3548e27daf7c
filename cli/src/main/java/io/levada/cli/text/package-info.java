/**
 * Values and rows as text: a table for a person, JSON, CSV or a changelog for a pipe. Takes boxed rows, writes to a
 * stream. Uses {@code core} only. Start at {@link io.levada.cli.text.ResultFormat}.
 */
@NullMarked
package io.levada.cli.text;

import org.jspecify.annotations.NullMarked;

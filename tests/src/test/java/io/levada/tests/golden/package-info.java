/**
 * Golden SQL: the files of {@code tests/sql}, each run under every {@link io.levada.tests.golden.Regime}. Start at
 * {@link io.levada.tests.golden.GoldenSqlTest}; {@link io.levada.tests.golden.SltFile} describes the notation.
 */
@org.jspecify.annotations.NullMarked
package io.levada.tests.golden;

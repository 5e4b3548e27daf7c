/**
 * The format {@code csv}: lines of fields, as Flink (by way of Jackson) reads and writes them. Takes {@code core},
 * {@code text} and {@code io}.
 *
 * <p>Start at {@link io.levada.connector.standard.csv.CsvFormat}. {@link
 * io.levada.connector.standard.csv.CsvScanner} cuts a record into fields, a {@link
 * io.levada.connector.standard.csv.FieldReader} for each wanted column reads its field.
 */
@NullMarked
package io.levada.connector.standard.csv;

import org.jspecify.annotations.NullMarked;

/**
 * The format {@code json}: bytes to columns and back without a tree, and without a String for what can do without.
 * Takes {@code core} and {@code text}.
 *
 * <p>Start at {@link io.levada.connector.standard.json.JsonFormat}. Reading: {@link
 * io.levada.connector.standard.json.JsonDecoder} walks the record with a {@link
 * io.levada.connector.standard.json.JsonCursor}, finds fields with {@link
 * io.levada.connector.standard.json.FieldNames} and hands each wanted value to a {@link
 * io.levada.connector.standard.json.ValueReader}.
 */
@NullMarked
package io.levada.connector.standard.json;

import org.jspecify.annotations.NullMarked;

/**
 * The connector {@code values}: rows that are written into the table's own declaration, for tests, examples and small
 * lookup tables. Start at {@link io.levada.connector.standard.values.ValuesConnector}.
 */
@NullMarked
package io.levada.connector.standard.values;

import org.jspecify.annotations.NullMarked;

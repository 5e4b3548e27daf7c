/**
 * What the connectors share: the format of a table, batches built record by record, positions as bytes, a thread for
 * blocking work. Takes {@code core} and the JDK.
 *
 * <p>Start at {@link io.levada.connector.standard.io.TableFormat} for readers and
 * {@link io.levada.connector.standard.io.IoThread} for writers.
 */
@NullMarked
package io.levada.connector.standard.io;

import org.jspecify.annotations.NullMarked;

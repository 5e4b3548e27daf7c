/**
 * The connector {@code datagen}: rows made up at a given rate. Every value is a function of the seed, the column and the
 * number of the row, so that any row can be made again and no column depends on which others are read.
 *
 * <p>Start at {@link io.levada.connector.standard.datagen.DatagenConnector}.
 */
@NullMarked
package io.levada.connector.standard.datagen;

import org.jspecify.annotations.NullMarked;

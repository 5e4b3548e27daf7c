/**
 * {@code 'connector' = 'jdbc'}: tables of databases as the right side of lookup joins, asked key by key or held whole.
 * Uses {@code core} and {@code java.sql}; drivers come from the class path. Start at
 * {@link io.levada.connector.jdbc.JdbcConnector}.
 */
@NullMarked
package io.levada.connector.jdbc;

import org.jspecify.annotations.NullMarked;

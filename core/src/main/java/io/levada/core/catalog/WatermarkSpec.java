package io.levada.core.catalog;

import io.levada.core.expr.Expr;

/**
 * {@code WATERMARK FOR column AS expr}.
 *
 * @param column name of the time attribute
 * @param expr over all of the table's columns in declared order
 */
public record WatermarkSpec(String column, Expr expr) {}

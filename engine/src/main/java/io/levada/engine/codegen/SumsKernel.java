package io.levada.engine.codegen;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;

/** Adds up the rows of each group of a batch: one loop over the rows, compiled for one {@link SumsShape}. */
public interface SumsKernel {
    /**
     * @param batch without NULLs in the columns that are read
     * @param numbers the group of each row, from 0 on
     * @param sums working space, {@code groups} times as many as there are parts
     * @param out receives a column for each part
     */
    void add(Batch batch, int[] numbers, int groups, long[] sums, Column[] out);
}

package io.levada.engine.codegen;

import io.levada.core.data.Column;

/** Adds to groups and tells how they change: one loop over their records, compiled for one {@link GroupShape}. */
public interface GroupKernel {
    /**
     * Adds to the groups {@code ids[from]} to {@code ids[to - 1]}, no two of them the same. Of a group with rows that looks
     * different afterwards, or of each when {@code tellAll}, the row before and the row after are told; of one without, the
     * new row.
     *
     * @param pages the records, all writable
     * @param width words of a record
     * @param added what is added, a column for each cell
     * @param row of {@code added} that belongs to {@code ids[0]}, the next to {@code ids[1]}, and so on
     * @param tellBefore whether rows before an update are told
     * @param kinds receives the kind of each row that is told; there must be room for two for each group
     * @param sources receives the row of {@code added} of its group
     * @param out receives the columns of the result from {@code first} on
     * @return how many rows are told
     */
    int update(
            long[][] pages,
            int width,
            int[] ids,
            int from,
            int to,
            Column[] added,
            int row,
            boolean tellBefore,
            boolean tellAll,
            byte[] kinds,
            int[] sources,
            Column[] out,
            int first);
}

package io.levada.engine.operator;

/** The row numbers of a whole batch, kept from batch to batch. */
final class RowNumbers {
    private int[] rows = new int[0];

    /** 0, 1, 2, ... at least to {@code count - 1}. */
    int[] upTo(int count) {
        if (rows.length < count) {
            rows = new int[Math.max(count, rows.length * 2)];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i;
            }
        }
        return rows;
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.Hashing;
import io.levada.core.data.LongColumn;

/** Hashes the key columns of a batch, column by column. One definition for exchanges and state tables. */
public final class KeyHashes {
    private static final long SEED = 0x243F6A8885A308D3L;

    private KeyHashes() {}

    /**
     * @param keys columns of the batch; none gives every row the same hash
     * @param hashes at least {@code batch.rowCount()} long; receives one hash for each row
     */
    public static void hash(Batch batch, int[] keys, long[] hashes) {
        int rows = batch.rowCount();
        java.util.Arrays.fill(hashes, 0, rows, SEED);
        for (int key : keys) {
            Column column = batch.column(key);
            if (column instanceof LongColumn longs && longs.nulls() == null) {
                long[] values = longs.values();
                for (int row = 0; row < rows; row++) {
                    hashes[row] = Hashing.combine(hashes[row], Hashing.mix(values[row]));
                }
            } else {
                for (int row = 0; row < rows; row++) {
                    hashes[row] = Hashing.combine(hashes[row], column.hash(row));
                }
            }
        }
    }
}

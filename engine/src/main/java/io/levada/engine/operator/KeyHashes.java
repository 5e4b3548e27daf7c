package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.Hashing;
import io.levada.core.data.LongColumn;
import java.util.Arrays;

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
        if (keys.length == 0) {
            Arrays.fill(hashes, 0, rows, SEED);
            return;
        }
        Column first = batch.column(keys[0]);
        if (first instanceof LongColumn longs && longs.nulls() == null) {
            start(longs.values(), hashes, rows);
        } else if (isUniform(first)) {
            Arrays.fill(hashes, 0, rows, Hashing.combine(SEED, first.hash(0)));
        } else {
            for (int row = 0; row < rows; row++) {
                hashes[row] = Hashing.combine(SEED, first.hash(row));
            }
        }
        for (int k = 1; k < keys.length; k++) {
            Column column = batch.column(keys[k]);
            if (isUniform(column)) {
                combine(column.hash(0), hashes, rows);
                continue;
            }
            for (int row = 0; row < rows; row++) {
                hashes[row] = Hashing.combine(hashes[row], column.hash(row));
            }
        }
    }

    private static boolean isUniform(Column column) {
        return column instanceof BytesColumn texts && texts.isUniform();
    }

    private static void combine(long next, long[] hashes, int rows) {
        for (int row = 0; row < rows; row++) {
            hashes[row] = Hashing.combine(hashes[row], next);
        }
    }

    private static void start(long[] values, long[] hashes, int rows) {
        for (int row = 0; row < rows; row++) {
            hashes[row] = Hashing.combine(SEED, Hashing.mix(values[row]));
        }
    }
}

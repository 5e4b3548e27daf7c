package io.levada.engine.aggregate;

import io.levada.core.data.ChangeKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a batch, each with the record that it belongs to. {@code rows[i]} is a row, {@code ids[i]} its record.
 * Reused from batch to batch.
 */
public final class Selection {
    public int[] ids = new int[0];
    public int[] rows = new int[0];
    /** Change kinds by row; null when all are additions. */
    public byte @Nullable [] kinds;

    public int count;

    public void ensureCapacity(int capacity) {
        if (ids.length < capacity) {
            ids = Arrays.copyOf(ids, capacity);
            rows = Arrays.copyOf(rows, capacity);
        }
    }

    /** Whether the row at {@code i} joins; else it leaves. */
    boolean isAddition(int i) {
        byte[] codes = kinds;
        return codes == null || ChangeKind.isAddition(codes[rows[i]]);
    }

    /** There must be room. */
    public void add(int id, int row) {
        ids[count] = id;
        rows[count++] = row;
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import java.util.ArrayDeque;
import java.util.Deque;

/** Rows of one side of a window, in the batches in which they came. */
final class WaitingRows {
    private final Deque<Batch> batches = new ArrayDeque<>();
    private int rows;
    private long bytes;

    void add(Batch batch) {
        batches.add(batch);
        rows += batch.rowCount();
        bytes += bytesOf(batch);
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    int rows() {
        return rows;
    }

    Iterable<Batch> batches() {
        return batches;
    }

    /** Takes the first batch out; there must be one. */
    Batch take() {
        Batch batch = batches.remove();
        rows -= batch.rowCount();
        bytes -= bytesOf(batch);
        return batch;
    }

    /** Roughly, with the bytes of texts. */
    long bytes() {
        return bytes;
    }

    /** A text's bytes lie in buffers that the batch keeps in memory, too. */
    private static long bytesOf(Batch batch) {
        long sum = batch.memoryBytes();
        for (Column column : batch.columns()) {
            if (column instanceof BytesColumn texts && texts.words() != null) {
                for (int row = 0; row < batch.rowCount(); row++) {
                    sum += texts.length(row);
                }
            }
        }
        return sum;
    }
}

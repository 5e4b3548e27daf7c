package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.type.RowType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The way back of a channel: batches that the receiver has read and nobody holds on to. Their arrays are filled again, so
 * that an exchange doesn't take new memory for each batch. One thread gives, one takes, neither waits; what there is no
 * room for is garbage.
 */
final class SpentBatches {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Batch[].class);

    private final @Nullable Batch[] slots = new Batch[Channel.CAPACITY];
    private int tail;
    private int head;

    /** For the receiver. */
    void give(Batch batch) {
        if (SLOT.getAcquire(slots, tail) == null) {
            SLOT.setRelease(slots, tail, batch);
            tail = (tail + 1) & (Channel.CAPACITY - 1);
        }
    }

    /**
     * For the sender: columns for so many rows of a batch, in arrays that were used before where they are large enough; empty,
     * but for those whose values are all the same, which need no array of their own.
     */
    Column[] columns(RowType type, Batch batch, int count) {
        Batch spent = (Batch) SLOT.getAcquire(slots, head);
        if (spent != null) {
            SLOT.setRelease(slots, head, null);
            head = (head + 1) & (Channel.CAPACITY - 1);
        }
        Column[] columns = new Column[type.size()];
        for (int i = 0; i < columns.length; i++) {
            if (batch.column(i) instanceof LongColumn longs && longs.isUniform()) {
                columns[i] = LongColumn.uniform(longs.values(), count);
                continue;
            }
            Column emptied = spent == null ? null : spent.column(i).emptied();
            // A little more, because the next part may be somewhat larger.
            columns[i] = emptied != null && emptied.capacity() >= count
                    ? emptied
                    : Column.create(type.type(i), count + (count >>> 3));
        }
        return columns;
    }
}

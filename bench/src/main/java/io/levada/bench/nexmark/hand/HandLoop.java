package io.levada.bench.nexmark.hand;

import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import java.util.List;
import java.util.function.Consumer;

/** One query over events in memory. An instance runs once. */
public interface HandLoop {
    long SECOND_MICROS = 1_000_000;
    /** Ids of people and of auctions begin here. */
    int FIRST_ID = 1000;

    /**
     * @param inputs the batches of each kind of event that the query reads
     * @param output takes the result, at least one row at a time
     */
    void run(List<List<Batch>> inputs, Consumer<Batch> output);

    /** The values of a column of whole numbers or times. */
    static long[] longs(Batch batch, int column) {
        return ((LongColumn) batch.column(column)).values();
    }
}

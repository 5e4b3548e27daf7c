package io.levada.bench.nexmark.hand;

import io.levada.core.data.Batch;
import io.levada.core.data.LongColumn;
import java.util.List;
import java.util.function.Consumer;

/**
 * q5 over auction and time: counts for slices of two seconds, of which five are a window. The sums of the window move on
 * with it: the newest slice is added, the oldest taken off. The places of a slice's auctions lie close together, so that
 * each keeps between which it has any. A window is over when the first event after it comes.
 */
public final class HotItems implements HandLoop {
    private static final int SLICES = 5;
    private static final long SLICE_MICROS = 2 * SECOND_MICROS;

    private final Places places;
    private final int[][] counts;
    private final int[] least = new int[SLICES];
    private final int[] greatest = new int[SLICES];
    private final int[] sums;

    /** @param places of the auctions */
    public HotItems(Places places) {
        this.places = places;
        counts = new int[SLICES][places.limit()];
        sums = new int[places.limit()];
        for (int i = 0; i < SLICES; i++) {
            forget(i);
        }
    }

    @Override
    public void run(List<List<Batch>> inputs, Consumer<Batch> output) {
        long slice = -1;
        for (Batch batch : inputs.get(0)) {
            long[] auctions = HandLoop.longs(batch, 0);
            long[] times = HandLoop.longs(batch, 1);
            int from = 0;
            while (from < batch.rowCount()) {
                long at = times[from] / SLICE_MICROS;
                for (slice = slice < 0 ? at : slice; slice < at; slice++) {
                    close((int) (slice % SLICES), output);
                }
                from = add((int) (at % SLICES), auctions, times, from, batch.rowCount(), (at + 1) * SLICE_MICROS);
            }
        }
        for (int last = 0; last < SLICES; last++) {
            close((int) ((slice + last) % SLICES), output);
        }
    }

    /** Counts the rows before the slice's end; gives the first behind it. */
    private int add(int slice, long[] auctions, long[] times, int from, int to, long end) {
        int[] current = counts[slice];
        int first = least[slice];
        int last = greatest[slice];
        int i = from;
        for (; i < to && times[i] < end; i++) {
            int auction = places.of(auctions[i]);
            first = Math.min(first, auction);
            last = Math.max(last, auction);
            current[auction]++;
        }
        least[slice] = first;
        greatest[slice] = last;
        return i;
    }

    /** Gives out the window that ends with a slice, and forgets its first slice. */
    private void close(int slice, Consumer<Batch> output) {
        int first = Integer.MAX_VALUE;
        int last = -1;
        for (int i = 0; i < SLICES; i++) {
            first = Math.min(first, least[i]);
            last = Math.max(last, greatest[i]);
        }
        for (int auction = least[slice]; auction <= greatest[slice]; auction++) {
            sums[auction] += counts[slice][auction];
        }
        int most = 0;
        for (int auction = first; auction <= last; auction++) {
            most = Math.max(most, sums[auction]);
        }
        LongColumn hottest = new LongColumn(4);
        LongColumn bids = new LongColumn(4);
        for (int auction = first; auction <= last; auction++) {
            if (sums[auction] == most) {
                hottest.append(places.id(auction));
                bids.append(most);
            }
        }
        if (most > 0) {
            output.accept(Batch.inserts(hottest.size(), hottest, bids));
        }
        int oldest = (slice + 1) % SLICES;
        for (int auction = least[oldest]; auction <= greatest[oldest]; auction++) {
            sums[auction] -= counts[oldest][auction];
            counts[oldest][auction] = 0;
        }
        forget(oldest);
    }

    private void forget(int slice) {
        least[slice] = Integer.MAX_VALUE;
        greatest[slice] = -1;
    }
}

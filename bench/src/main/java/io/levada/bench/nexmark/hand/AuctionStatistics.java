package io.levada.bench.nexmark.hand;

import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * q17 over auction, price and time: an array holds the figures of all auctions. After each batch the auctions that it
 * touched are told, as they were before, where there was something, and as they are now. Days come in order, so that those
 * that are over are forgotten.
 */
public final class AuctionStatistics implements HandLoop {
    private static final long DAY_MICROS = 86_400 * SECOND_MICROS;
    private static final int TOTAL = 0;
    private static final int MIN = 4;
    private static final int MAX = 5;
    private static final int SUM = 6;
    /** The number of the batch that touched the auction last. */
    private static final int BATCH = 7;

    private static final int WORDS = 8;

    private final Places places;
    private long[] figures;
    private final int[] touched = new int[Batch.MAX_ROWS];
    private final long[] before = new long[Batch.MAX_ROWS * WORDS];
    private int count;
    private byte[] dayText = {};

    /** @param places of the auctions */
    public AuctionStatistics(Places places) {
        this.places = places;
        figures = new long[places.limit() * WORDS];
    }

    @Override
    public void run(List<List<Batch>> inputs, Consumer<Batch> output) {
        long number = 0;
        long day = -1;
        for (Batch batch : inputs.get(0)) {
            long[] times = HandLoop.longs(batch, 2);
            for (int from = 0; from < batch.rowCount(); ) {
                if (times[from] / DAY_MICROS != day) {
                    day = times[from] / DAY_MICROS;
                    dayText = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
                    figures = new long[figures.length];
                }
                from = add(batch, ++number, from, (day + 1) * DAY_MICROS);
                tell(output);
            }
        }
    }

    /** Adds the rows of one day; gives the first behind them. */
    private int add(Batch batch, long number, int from, long end) {
        long[] auctions = HandLoop.longs(batch, 0);
        long[] prices = HandLoop.longs(batch, 1);
        long[] times = HandLoop.longs(batch, 2);
        long[] f = figures;
        count = 0;
        int i = from;
        for (; i < batch.rowCount() && times[i] < end; i++) {
            int at = places.of(auctions[i]) * WORDS;
            long price = prices[i];
            if (f[at + BATCH] != number) {
                f[at + BATCH] = number;
                System.arraycopy(f, at, before, count * WORDS, WORDS);
                touched[count++] = at;
            }
            boolean first = f[at + TOTAL]++ == 0;
            f[at + (price < 10_000 ? 1 : price < 1_000_000 ? 2 : 3)]++;
            f[at + MIN] = first ? price : Math.min(f[at + MIN], price);
            f[at + MAX] = first ? price : Math.max(f[at + MAX], price);
            f[at + SUM] += price;
        }
        return i;
    }

    private void tell(Consumer<Batch> output) {
        byte[] kinds = new byte[count * 2];
        int[] sources = new int[count * 2];
        int rows = 0;
        for (int j = 0; j < count; j++) {
            boolean isNew = before[j * WORDS + TOTAL] == 0;
            if (!isNew) {
                kinds[rows] = ChangeKind.UB;
                sources[rows++] = -1 - j;
            }
            kinds[rows] = isNew ? ChangeKind.I : ChangeKind.UA;
            sources[rows++] = j;
        }
        long[][] out = new long[WORDS + 1][rows];
        for (int r = 0; r < rows; r++) {
            int j = sources[r];
            long[] from = j < 0 ? before : figures;
            int at = j < 0 ? (-1 - j) * WORDS : touched[j];
            out[0][r] = places.id(touched[j < 0 ? -1 - j : j] / WORDS);
            for (int word = TOTAL; word < SUM; word++) {
                out[1 + word][r] = from[at + word];
            }
            out[WORDS - 1][r] = from[at + SUM] / from[at + TOTAL];
            out[WORDS][r] = from[at + SUM];
        }
        output.accept(new Batch(rows, columns(out, rows), kinds));
    }

    private Column[] columns(long[][] out, int rows) {
        BytesColumn days = new BytesColumn(rows);
        days.reserveData((long) rows * dayText.length);
        for (int r = 0; r < rows; r++) {
            days.append(dayText, 0, dayText.length);
        }
        Column[] columns = new Column[out.length + 1];
        columns[0] = new LongColumn(out[0], rows);
        columns[1] = days;
        for (int c = 1; c < out.length; c++) {
            columns[c + 1] = new LongColumn(out[c], rows);
        }
        return columns;
    }
}

package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.Leaf;
import io.levada.connector.standard.nexmark.MeasuredRuns;
import io.levada.connector.standard.nexmark.NexmarkConnector;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Settings;
import io.levada.core.connector.JobInfo;
import io.levada.core.connector.SourceRequest;
import io.levada.core.data.Batch;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.LongColumn;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one core could do if it did nothing else: a loop for one query, over the very columns that Levada is given. It may
 * know what an engine may not: that ids are dense, that rows come in order, that nobody asks for a checkpoint.
 */
final class HandLoops {
    static final List<String> QUERIES = List.of("q1", "q2", "q5", "q8", "q11", "q17");
    private static final long SECOND = 1_000_000;
    private static final int FIRST_ID = 1000;

    /** What the loops computed, so that the compiler can't leave them out. */
    static volatile long witness;

    private HandLoops() {}

    static MeasuredRuns.Job of(String query, long events) {
        int auctions = (int) (events / 50 * 3) + 200;
        int people = (int) (events / 50) + 2200;
        return switch (query) {
            case "q1" -> timed(events, HandLoops::convert, Leaf.BID_AUCTION, Leaf.BID_BIDDER, Leaf.BID_PRICE);
            case "q2" -> timed(events, HandLoops::select, Leaf.BID_AUCTION, Leaf.BID_PRICE);
            case "q5" -> timed(events, b -> new HotItems(auctions).run(b), Leaf.BID_AUCTION, Leaf.BID_TIME);
            case "q8" -> newUsers(events, people);
            case "q11" -> timed(events, b -> sessions(b, people), Leaf.BID_BIDDER, Leaf.BID_TIME);
            case "q17" ->
                timed(
                        events,
                        b -> new AuctionStatistics(auctions).run(b),
                        Leaf.BID_AUCTION,
                        Leaf.BID_PRICE,
                        Leaf.BID_TIME);
            default -> throw new IllegalArgumentException(query);
        };
    }

    private interface Loop {
        long run(List<Batch> batches);
    }

    private static MeasuredRuns.Job timed(long events, Loop loop, Leaf... leaves) {
        List<Batch> batches = batches(events, leaves);
        return () -> {
            MeasuredRuns.get().started();
            witness += loop.run(batches);
        };
    }

    /** The fields of one kind of events, in one split. */
    private static List<Batch> batches(long events, Leaf... leaves) {
        List<TableColumn> columns = new ArrayList<>();
        for (Leaf leaf : leaves) {
            columns.add(new TableColumn.Physical(leaf.path(), leaf.form().type()));
        }
        Settings options = new Settings(Map.of(
                "connector",
                "nexmark",
                "events.num",
                Long.toString(events),
                "first-event.rate",
                "100000",
                "only",
                leaves[0].kind().name().toLowerCase(Locale.ROOT)));
        Table table = new Table("events", columns, null, List.of(), List.of(), options, null);
        JobInfo job = new JobInfo("hand", DeliveryGuarantee.NONE, null, Settings.EMPTY, ZoneOffset.UTC);
        return RecordedSource.record(
                        new NexmarkConnector().source(new SourceRequest(table, columns, job)), 1, Batch.MAX_ROWS)
                .values()
                .iterator()
                .next();
    }

    private static long[] longs(Batch batch, int column) {
        return ((LongColumn) batch.column(column)).values();
    }

    private static long convert(List<Batch> batches) {
        long seen = 0;
        for (Batch batch : batches) {
            long[] prices = longs(batch, 2);
            long[] converted = new long[batch.rowCount()];
            for (int i = 0; i < converted.length; i++) {
                converted[i] = prices[i] * 908;
            }
            seen += converted[converted.length / 2];
        }
        return seen;
    }

    private static long select(List<Batch> batches) {
        long seen = 0;
        for (Batch batch : batches) {
            long[] auctions = longs(batch, 0);
            long[] prices = longs(batch, 1);
            long[] outAuctions = new long[batch.rowCount()];
            long[] outPrices = new long[batch.rowCount()];
            int out = 0;
            for (int i = 0; i < batch.rowCount(); i++) {
                if (auctions[i] % 123 == 0) {
                    outAuctions[out] = auctions[i];
                    outPrices[out++] = prices[i];
                }
            }
            seen += outAuctions[out / 2] + outPrices[out / 2];
        }
        return seen;
    }

    /** q8: people of a window are marked, then its sellers, once each. */
    private static MeasuredRuns.Job newUsers(long events, int people) {
        List<Batch> persons = batches(events, Leaf.PERSON_ID, Leaf.PERSON_NAME, Leaf.PERSON_TIME);
        List<Batch> auctions = batches(events, Leaf.AUCTION_SELLER, Leaf.AUCTION_TIME);
        return () -> {
            MeasuredRuns.get().started();
            long[] came = new long[people];
            byte[][] names = new byte[people][];
            for (Batch batch : persons) {
                long[] ids = longs(batch, 0);
                BytesColumn name = (BytesColumn) batch.column(1);
                long[] times = longs(batch, 2);
                for (int i = 0; i < batch.rowCount(); i++) {
                    int id = (int) ids[i] - FIRST_ID;
                    came[id] = times[i] / (10 * SECOND);
                    names[id] = Arrays.copyOfRange(name.data(), name.offsets()[i], name.offsets()[i + 1]);
                }
            }
            long[] sold = new long[people];
            long found = 0;
            for (Batch batch : auctions) {
                long[] sellers = longs(batch, 0);
                long[] times = longs(batch, 1);
                for (int i = 0; i < batch.rowCount(); i++) {
                    int id = (int) sellers[i] - FIRST_ID;
                    long window = times[i] / (10 * SECOND);
                    if (came[id] == window && sold[id] != window) {
                        sold[id] = window;
                        found += names[id].length;
                    }
                }
            }
            witness += found;
        };
    }

    private static long sessions(List<Batch> batches, int people) {
        long[] starts = new long[people];
        long[] lasts = new long[people];
        long[] counts = new long[people];
        long closed = 0;
        for (Batch batch : batches) {
            long[] bidders = longs(batch, 0);
            long[] times = longs(batch, 1);
            for (int i = 0; i < batch.rowCount(); i++) {
                int bidder = (int) bidders[i] - FIRST_ID;
                if (counts[bidder] > 0 && times[i] - lasts[bidder] >= 10 * SECOND) {
                    closed += counts[bidder] + starts[bidder] + lasts[bidder];
                    counts[bidder] = 0;
                }
                if (counts[bidder]++ == 0) {
                    starts[bidder] = times[i];
                }
                lasts[bidder] = times[i];
            }
        }
        for (int bidder = 0; bidder < people; bidder++) {
            closed += counts[bidder] + starts[bidder] + lasts[bidder];
        }
        return closed;
    }

    /** q5: counts for slices of two seconds, of which five are a window. */
    private static final class HotItems {
        private static final int SLICES = 5;
        private final int[][] counts;
        private final int[] sums;
        private long slice = -1;
        private long seen;
        private int least = Integer.MAX_VALUE;
        private int greatest;

        HotItems(int auctions) {
            counts = new int[SLICES][auctions];
            sums = new int[auctions];
        }

        long run(List<Batch> batches) {
            for (Batch batch : batches) {
                long[] auctions = longs(batch, 0);
                long[] times = longs(batch, 1);
                int[] current = counts[(int) (Math.max(slice, 0) % SLICES)];
                for (int i = 0; i < batch.rowCount(); i++) {
                    long at = times[i] / (2 * SECOND);
                    if (at != slice) {
                        close();
                        slice = at;
                        current = counts[(int) (slice % SLICES)];
                        Arrays.fill(current, 0);
                    }
                    int auction = (int) auctions[i] - FIRST_ID;
                    least = Math.min(least, auction);
                    greatest = Math.max(greatest, auction);
                    current[auction]++;
                }
            }
            close();
            return seen;
        }

        private void close() {
            int most = 0;
            for (int auction = least; auction <= greatest; auction++) {
                int sum = 0;
                for (int[] part : counts) {
                    sum += part[auction];
                }
                sums[auction] = sum;
                most = Math.max(most, sum);
            }
            for (int auction = least; auction <= greatest; auction++) {
                if (sums[auction] == most && most > 0) {
                    seen += auction + most;
                }
            }
        }
    }

    /** q17: an array for each figure; after each batch the auctions that it touched are given out. */
    private static final class AuctionStatistics {
        private static final int FIGURES = 8;
        private static final long DAY = 86_400 * SECOND;
        private long[] figures;
        private int[] touchedBy;
        private final int[] touched = new int[Batch.MAX_ROWS];
        private long day = -1;

        AuctionStatistics(int auctions) {
            figures = new long[auctions * FIGURES];
            touchedBy = new int[auctions];
        }

        long run(List<Batch> batches) {
            long seen = 0;
            int number = 0;
            for (Batch batch : batches) {
                number++;
                long[] auctions = longs(batch, 0);
                long[] prices = longs(batch, 1);
                long[] times = longs(batch, 2);
                int count = 0;
                for (int i = 0; i < batch.rowCount(); i++) {
                    if (times[i] / DAY != day) {
                        day = times[i] / DAY;
                        figures = new long[figures.length];
                        touchedBy = new int[touchedBy.length];
                    }
                    int auction = (int) auctions[i] - FIRST_ID;
                    if (touchedBy[auction] != number) {
                        touchedBy[auction] = number;
                        touched[count++] = auction;
                    }
                    add(auction * FIGURES, prices[i]);
                }
                seen += give(count);
            }
            return seen;
        }

        private void add(int at, long price) {
            long[] f = figures;
            boolean first = f[at]++ == 0;
            f[at + (price < 10_000 ? 1 : price < 1_000_000 ? 2 : 3)]++;
            f[at + 4] = first ? price : Math.min(f[at + 4], price);
            f[at + 5] = Math.max(f[at + 5], price);
            f[at + 6] += price;
        }

        private long give(int count) {
            long[] out = new long[count * FIGURES];
            for (int i = 0; i < count; i++) {
                int at = touched[i] * FIGURES;
                System.arraycopy(figures, at, out, i * FIGURES, FIGURES - 1);
                out[i * FIGURES + FIGURES - 1] = figures[at + 6] / figures[at];
            }
            return out[out.length / 2];
        }
    }
}

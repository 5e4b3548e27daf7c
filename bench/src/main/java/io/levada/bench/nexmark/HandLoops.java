package io.levada.bench.nexmark;

import io.levada.bench.nexmark.hand.AuctionStatistics;
import io.levada.bench.nexmark.hand.CurrencyConversion;
import io.levada.bench.nexmark.hand.HandLoop;
import io.levada.bench.nexmark.hand.HotItems;
import io.levada.bench.nexmark.hand.NewUsers;
import io.levada.bench.nexmark.hand.Places;
import io.levada.bench.nexmark.hand.Selection;
import io.levada.bench.nexmark.hand.UserSessions;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hand-written loops, each with the fields of the events that its query reads. Those that keep something by id come
 * twice: one finds it in a hash table, as it must when it knows the query only; the other knows the data too, whose ids are
 * numbers without gaps, and needs no table.
 */
final class HandLoops {
    static final List<String> QUERIES = List.of("q1", "q2", "q5", "q8", "q11", "q17");

    /** The batch that came last, so that the compiler can't leave a loop out. */
    private static volatile @Nullable Batch witness;

    /** How a loop finds what it keeps by id. */
    enum Knowing {
        THE_QUERY(Places::hashed),
        THE_DATA(Places::dense);

        private final IntFunction<Places> places;

        Knowing(IntFunction<Places> places) {
            this.places = places;
        }
    }

    private HandLoops() {}

    /** A measured job; the events are made at once. */
    static MeasuredRuns.Job of(String query, long events, Knowing knowing) {
        Program program = program(query, events, knowing);
        return () -> {
            MeasuredRuns.get().started();
            program.run(batch -> witness = batch);
        };
    }

    /** A loop with its input. */
    record Program(Supplier<HandLoop> loop, List<List<Batch>> inputs) {
        void run(Consumer<Batch> output) {
            loop.get().run(inputs, output);
        }
    }

    /** Whether a query's loop keeps anything by id. */
    static boolean keepsById(String query) {
        return !query.equals("q1") && !query.equals("q2");
    }

    static Program program(String query, long events, Knowing knowing) {
        IntFunction<Places> places = knowing.places;
        int auctions = (int) (events / 50 * 3) + 200;
        int people = (int) (events / 50) + 2200;
        return switch (query) {
            case "q1" ->
                over(
                        events,
                        CurrencyConversion::new,
                        List.of(Leaf.BID_AUCTION, Leaf.BID_BIDDER, Leaf.BID_PRICE, Leaf.BID_TIME, Leaf.BID_EXTRA));
            case "q2" -> over(events, Selection::new, List.of(Leaf.BID_AUCTION, Leaf.BID_PRICE));
            case "q5" ->
                over(events, () -> new HotItems(places.apply(auctions)), List.of(Leaf.BID_AUCTION, Leaf.BID_TIME));
            case "q8" ->
                over(
                        events,
                        () -> new NewUsers(places.apply(people)),
                        List.of(Leaf.PERSON_ID, Leaf.PERSON_NAME, Leaf.PERSON_TIME),
                        List.of(Leaf.AUCTION_SELLER, Leaf.AUCTION_TIME));
            case "q11" ->
                over(events, () -> new UserSessions(places.apply(people)), List.of(Leaf.BID_BIDDER, Leaf.BID_TIME));
            case "q17" ->
                over(
                        events,
                        () -> new AuctionStatistics(places.apply(auctions)),
                        List.of(Leaf.BID_AUCTION, Leaf.BID_PRICE, Leaf.BID_TIME));
            default -> throw new IllegalArgumentException(query);
        };
    }

    @SafeVarargs
    private static Program over(long events, Supplier<HandLoop> loop, List<Leaf>... kinds) {
        List<List<Batch>> inputs = new ArrayList<>();
        for (List<Leaf> leaves : kinds) {
            inputs.add(batches(events, leaves));
        }
        return new Program(loop, inputs);
    }

    /** The fields of one kind of events, in one split. */
    private static List<Batch> batches(long events, List<Leaf> leaves) {
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
                leaves.get(0).kind().name().toLowerCase(Locale.ROOT)));
        Table table = new Table("events", columns, null, List.of(), List.of(), options, null);
        JobInfo job = new JobInfo("hand", DeliveryGuarantee.NONE, null, Settings.EMPTY, ZoneOffset.UTC);
        return RecordedSource.record(
                        new NexmarkConnector().source(new SourceRequest(table, columns, job)), 1, Batch.MAX_ROWS)
                .values()
                .iterator()
                .next();
    }
}

package io.levada.connector.standard.nexmark;

import io.levada.connector.standard.text.TimeText;
import io.levada.connector.standard.text.TimestampParser;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of a table, under the public names where there is one. */
public final class NexmarkOptions {
    static final Option<Integer> RATE = Option.integer(
            "first-event.rate", 10_000, "Events per second of event time, and of the clock when the rate is limited.");
    static final Option<Integer> NEXT_RATE = Option.integer(
            "next-event.rate", null, "The same as first-event.rate: a rate that changes isn't supported.");
    static final Option<Long> EVENTS =
            Option.longInteger("events.num", 0L, "Ends the table after so many events; 0 for no end.");
    static final Option<Boolean> LIMITED =
            Option.bool("rate.limited", false, "Whether events come when their time has come; otherwise at once.");
    static final Option<Integer> PERSONS =
            Option.integer("person.proportion", 1, "So many people in each epoch of events.");
    static final Option<Integer> AUCTIONS =
            Option.integer("auction.proportion", 3, "So many auctions in each epoch of events.");
    static final Option<Integer> BIDS = Option.integer("bid.proportion", 46, "So many bids in each epoch of events.");
    static final Option<Integer> HOT_AUCTIONS =
            Option.integer("bid.hot-ratio.auctions", 2, "1 bid in so many goes to an auction that isn't hot.");
    static final Option<Integer> HOT_BIDDERS =
            Option.integer("bid.hot-ratio.bidders", 4, "1 bid in so many comes from a person who isn't hot.");
    static final Option<Integer> HOT_SELLERS =
            Option.integer("auction.hot-ratio.sellers", 4, "1 auction in so many is of a person who isn't hot.");
    static final Option<Long> PERSON_SIZE = Option.memory("person.avg-size", 200L, "Average size of a person.");
    static final Option<Long> AUCTION_SIZE = Option.memory("auction.avg-size", 500L, "Average size of an auction.");
    static final Option<Long> BID_SIZE = Option.memory("bid.avg-size", 100L, "Average size of a bid.");
    static final Option<Long> SEED = Option.longInteger("seed", 0L, "Other seeds, other events.");
    static final Option<Long> BASE_TIME = new Option<>(
            "base-time",
            "timestamp such as 2020-01-01 00:00:00",
            NexmarkOptions::parseMillis,
            1_577_836_800_000L,
            "The time of the first event.");
    static final Option<Integer> GROUP =
            Option.integer("out-of-order.group-size", 1, "Events are shuffled within groups of so many; 1 for none.");
    static final Option<Integer> SPLITS =
            Option.integer("splits", null, "How many readers share the table; without it, as many as workers.");
    public static final Option<EventKind> ONLY = Option.oneOf(
            "only", EventKind.class, null, "Only events of this kind are made; the numbers stay the same.");

    public static final List<Option<?>> ALL = List.of(
            RATE,
            NEXT_RATE,
            EVENTS,
            LIMITED,
            PERSONS,
            AUCTIONS,
            BIDS,
            HOT_AUCTIONS,
            HOT_BIDDERS,
            HOT_SELLERS,
            PERSON_SIZE,
            AUCTION_SIZE,
            BID_SIZE,
            SEED,
            BASE_TIME,
            GROUP,
            SPLITS,
            ONLY);
    private static final long LARGEST_EVENT_BYTES = 1 << 20;

    private NexmarkOptions() {}

    /** The event model that the options describe; throws for values that can't be. */
    public static EventModel model(Settings options) {
        int rate = options.get(RATE);
        check(rate >= 1, RATE, "must be at least 1");
        check(options.find(NEXT_RATE).orElse(rate) == rate, NEXT_RATE, "must be first-event.rate: it can't change");
        check(options.get(EVENTS) >= 0, EVENTS, "must not be negative");
        for (Option<Integer> share : List.of(PERSONS, AUCTIONS, BIDS)) {
            check(options.get(share) >= 0, share, "must not be negative");
        }
        for (Option<Integer> positive : List.of(HOT_AUCTIONS, HOT_BIDDERS, HOT_SELLERS, GROUP)) {
            check(options.get(positive) >= 1, positive, "must be at least 1");
        }
        check(options.find(SPLITS).orElse(1) >= 1, SPLITS, "must be at least 1");
        for (Option<Long> size : List.of(PERSON_SIZE, AUCTION_SIZE, BID_SIZE)) {
            check(options.get(size) <= LARGEST_EVENT_BYTES, size, "must be at most 1 mb");
        }
        int total = options.get(PERSONS) + options.get(AUCTIONS) + options.get(BIDS);
        check(total >= 1, BIDS, "is 0, and so are the others: there would be no event");
        return new EventModel(
                options.get(SEED),
                options.get(BASE_TIME),
                rate,
                options.get(PERSONS),
                options.get(AUCTIONS),
                options.get(BIDS),
                options.get(HOT_AUCTIONS),
                options.get(HOT_BIDDERS),
                options.get(HOT_SELLERS),
                Math.toIntExact(options.get(PERSON_SIZE)),
                Math.toIntExact(options.get(AUCTION_SIZE)),
                Math.toIntExact(options.get(BID_SIZE)),
                options.get(GROUP));
    }

    /** How many events there are; {@link Long#MAX_VALUE} for a table without end. */
    public static long events(Settings options) {
        long events = options.get(EVENTS);
        return events == 0 ? Long.MAX_VALUE : events;
    }

    public static @Nullable EventKind only(Settings options) {
        return options.find(ONLY).orElse(null);
    }

    private static void check(boolean good, Option<?> option, String rule) {
        if (!good) {
            throw new LevadaException(ErrorCode.OPTION_INVALID, "'" + option.key() + "' " + rule);
        }
    }

    private static long parseMillis(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long micros = new TimestampParser(TimeText.Layout.SQL, 6).parse(bytes, 0, bytes.length);
        if (micros == TimeText.INVALID) {
            throw new IllegalArgumentException("write it as yyyy-MM-dd HH:mm:ss");
        }
        return micros / 1000;
    }
}

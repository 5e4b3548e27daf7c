package io.levada.connector.standard.nexmark;

import io.levada.core.data.Hashing;

/**
 * What event number {@code n} is. Events come in epochs of {@link #total()}: first the people, then the auctions, then
 * the bids of the epoch; ids count up. The numbers of hot keys, of auctions in flight and of active people, the leads
 * and the price distribution are those of the public generator, its habit of adding the first person's id twice to a
 * bidder included.
 *
 * @param baseMillis time of event 0
 * @param eventsPerSecond of event time
 * @param persons, auctions, bids how many of each make an epoch
 * @param hotAuctions 1 bid in so many goes to an auction that isn't hot
 * @param hotBidders 1 bid in so many comes from a person who isn't hot
 * @param hotSellers 1 auction in so many is of a person who isn't hot
 * @param personBytes average size of a person; {@code extra} fills it up. Likewise for the other two
 * @param groupSize events come in groups of so many that are shuffled within; 1 for none
 */
public record EventModel(
        long seed,
        long baseMillis,
        double eventsPerSecond,
        int persons,
        int auctions,
        int bids,
        int hotAuctions,
        int hotBidders,
        int hotSellers,
        int personBytes,
        int auctionBytes,
        int bidBytes,
        int groupSize) {

    static final long FIRST_AUCTION = 1000;
    static final long FIRST_PERSON = 1000;
    private static final long FIRST_CATEGORY = 10;
    private static final int CATEGORIES = 5;
    private static final int AUCTION_LEAD = 10;
    private static final int PERSON_LEAD = 10;
    private static final int HOT_GROUP = 100;
    private static final int AUCTIONS_IN_FLIGHT = 100;
    private static final int ACTIVE_PEOPLE = 1000;
    private static final int SHUFFLE = 953;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final long STEP = 0xD1B54A32D192ED03L;

    /** The number of the event that comes at a place in the stream. */
    public long numberAt(long place) {
        if (groupSize == 1) {
            return place;
        }
        long base = place / groupSize * groupSize;
        return base + (place * SHUFFLE) % groupSize;
    }

    public int total() {
        return persons + auctions + bids;
    }

    /** @param offset the event's place in its epoch */
    public EventKind kind(int offset) {
        return offset < persons ? EventKind.PERSON : offset < persons + auctions ? EventKind.AUCTION : EventKind.BID;
    }

    public long timeMillis(long number) {
        return baseMillis + (long) (number * (MICROS_PER_SECOND / eventsPerSecond)) / 1000;
    }

    /**
     * The value of a field that isn't text; times are milliseconds since 1970.
     *
     * @param number the event, which is of the field's kind
     */
    public long value(Leaf leaf, long number) {
        return value(leaf, number, number / total(), (int) (number % total()));
    }

    long value(Leaf leaf, long number, long epoch, int offset) {
        return switch (leaf) {
            case PERSON_ID -> lastPerson(epoch, offset) + FIRST_PERSON;
            case AUCTION_ID -> lastAuction(epoch, offset) + FIRST_AUCTION;
            case AUCTION_INITIAL_BID -> price(draw(leaf, number));
            case AUCTION_RESERVE -> price(draw(Leaf.AUCTION_INITIAL_BID, number)) + price(draw(leaf, number));
            case AUCTION_EXPIRES -> expires(number, draw(leaf, number));
            case AUCTION_SELLER -> seller(draw(leaf, number), epoch, offset);
            case AUCTION_CATEGORY -> FIRST_CATEGORY + high(draw(leaf, number), CATEGORIES);
            case BID_AUCTION -> bidAuction(draw(leaf, number), epoch, offset);
            case BID_BIDDER -> bidBidder(draw(leaf, number), epoch, offset);
            case BID_PRICE -> price(draw(leaf, number));
            case PERSON_TIME, AUCTION_TIME, BID_TIME -> timeMillis(number);
            default -> throw new IllegalArgumentException(leaf.path() + " is text");
        };
    }

    /** Random bits that belong to a field of an event. */
    long draw(Leaf leaf, long number) {
        return draw(stream(leaf), number);
    }

    long stream(Leaf leaf) {
        return Hashing.mix(seed + leaf.ordinal());
    }

    static long draw(long stream, long number) {
        return Hashing.mix(stream + number * STEP);
    }

    /** A number below the bound, from the upper half of the bits. */
    static int high(long bits, int bound) {
        return (int) ((bits >>> 32) * bound >>> 32);
    }

    /** A number below the bound, from the lower half of the bits. */
    static int low(long bits, long bound) {
        return (int) ((bits & 0xFFFFFFFFL) * bound >>> 32);
    }

    /** The last person made before this event, or with it; counted from 0. */
    private long lastPerson(long epoch, int offset) {
        return epoch * persons + Math.min(offset, persons - 1);
    }

    /** The last auction made before this event, or with it; counted from 0. */
    private long lastAuction(long epoch, int offset) {
        int within = offset - persons;
        return within < 0 ? epoch * auctions - 1 : epoch * auctions + Math.min(within, auctions - 1);
    }

    private long anyPerson(long bits, long epoch, int offset) {
        long people = lastPerson(epoch, offset) + 1;
        long active = Math.min(people, ACTIVE_PEOPLE);
        return people - active + low(bits, active + PERSON_LEAD);
    }

    private long seller(long bits, long epoch, int offset) {
        long base = high(bits, hotSellers) > 0
                ? lastPerson(epoch, offset) / HOT_GROUP * HOT_GROUP
                : anyPerson(bits, epoch, offset);
        return base + FIRST_PERSON;
    }

    long bidAuction(long bits, long epoch, int offset) {
        long last = lastAuction(epoch, offset);
        if (high(bits, hotAuctions) > 0) {
            return last / HOT_GROUP * HOT_GROUP + FIRST_AUCTION;
        }
        long least = Math.max(last - AUCTIONS_IN_FLIGHT, 0);
        return least + low(bits, last - least + 1 + AUCTION_LEAD) + FIRST_AUCTION;
    }

    long bidBidder(long bits, long epoch, int offset) {
        long base = high(bits, hotBidders) > 0
                ? lastPerson(epoch, offset) / HOT_GROUP * HOT_GROUP + 1
                : anyPerson(bits, epoch, offset);
        return base + FIRST_PERSON + FIRST_PERSON;
    }

    /** Auctions last twice the time in which as many are made as are in flight, at most; on average once. */
    private long expires(long number, long bits) {
        long time = timeMillis(number);
        long ahead = (long) AUCTIONS_IN_FLIGHT * total() / auctions;
        long horizon = timeMillis(number + ahead) - time;
        return time + 1 + low(bits, Math.max(2 * horizon, 1));
    }

    static long price(long bits) {
        return Prices.of((int) (bits >>> 40));
    }
}

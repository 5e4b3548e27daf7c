package io.levada.connector.standard.nexmark;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The texts of events. Used by one thread. */
public final class EventText {
    private static final byte[][] FIRST_NAMES =
            bytes("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter");
    private static final byte[][] LAST_NAMES =
            bytes("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris");
    private static final byte[][] STATES = bytes("AZ", "CA", "ID", "OR", "WA", "WY");
    private static final byte[][] CITIES = bytes(
            "Phoenix",
            "Los Angeles",
            "San Francisco",
            "Boise",
            "Portland",
            "Bend",
            "Redmond",
            "Seattle",
            "Kent",
            "Cheyenne");
    private static final byte[] MAIL_END = ".com".getBytes(StandardCharsets.US_ASCII);
    private static final int ITEM_NAME = 20;
    private static final int DESCRIPTION = 100;
    private static final int LONGEST_FIXED = 128;
    private static final List<Leaf> PERSON_TEXTS =
            List.of(Leaf.PERSON_NAME, Leaf.PERSON_EMAIL, Leaf.PERSON_CREDIT_CARD, Leaf.PERSON_CITY, Leaf.PERSON_STATE);
    private static final List<Leaf> AUCTION_TEXTS = List.of(Leaf.AUCTION_ITEM_NAME, Leaf.AUCTION_DESCRIPTION);
    private static final int BID_NUMBERS = 4 * Long.BYTES;
    private static final int AUCTION_NUMBERS = 6 * Long.BYTES;

    private final EventModel model;
    private final Channels channels;
    private final byte[] scratch = new byte[LONGEST_FIXED];

    public EventText(EventModel model) {
        this.model = model;
        channels = new Channels(model.seed());
    }

    private static byte[][] bytes(String... texts) {
        byte[][] result = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            result[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
        }
        return result;
    }

    Channels channels() {
        return channels;
    }

    /** The bytes that must be free for {@link #write}. */
    public int room(Leaf leaf) {
        int average = Math.max(model.personBytes(), Math.max(model.auctionBytes(), model.bidBytes()));
        return isExtra(leaf) ? Letters.room(2 * average) : LONGEST_FIXED;
    }

    private static boolean isExtra(Leaf leaf) {
        return leaf == Leaf.PERSON_EXTRA || leaf == Leaf.AUCTION_EXTRA || leaf == Leaf.BID_EXTRA;
    }

    /**
     * Writes a field's text.
     *
     * @param number the event, which is of the field's kind
     * @return its length
     */
    public int write(Leaf leaf, long number, byte[] to, int at) {
        long bits = model.draw(leaf, number);
        return switch (leaf) {
            case PERSON_NAME -> name(bits, to, at);
            case PERSON_EMAIL -> email(bits, to, at);
            case PERSON_CREDIT_CARD -> creditCard(bits, to, at);
            case PERSON_CITY -> put(CITIES[EventModel.high(bits, CITIES.length)], to, at);
            case PERSON_STATE -> put(STATES[EventModel.high(bits, STATES.length)], to, at);
            case PERSON_EXTRA -> extra(bits, Long.BYTES + lengths(PERSON_TEXTS, number), model.personBytes(), to, at);
            case AUCTION_ITEM_NAME -> Letters.upTo(bits, ITEM_NAME, ' ', to, at);
            case AUCTION_DESCRIPTION -> Letters.upTo(bits, DESCRIPTION, ' ', to, at);
            case AUCTION_EXTRA ->
                extra(bits, AUCTION_NUMBERS + lengths(AUCTION_TEXTS, number), model.auctionBytes(), to, at);
            case BID_CHANNEL -> copy(channels.names(), Channels.pick(bits), to, at);
            case BID_URL -> copy(channels.urls(), Channels.pick(model.draw(Leaf.BID_CHANNEL, number)), to, at);
            case BID_EXTRA -> extra(bits, BID_NUMBERS, model.bidBytes(), to, at);
            default -> throw new IllegalArgumentException(leaf.path() + " isn't text");
        };
    }

    /** The lengths of the other texts, which {@code extra} fills up to the average size. */
    private int lengths(List<Leaf> leaves, long number) {
        int sum = 0;
        for (int i = 0; i < leaves.size(); i++) {
            sum += write(leaves.get(i), number, scratch, 0);
        }
        return sum;
    }

    static int extra(long bits, int size, int average, byte[] to, int at) {
        if (size > average) {
            return 0;
        }
        int wanted = average - size;
        int spread = (int) Math.round(wanted * 0.2);
        int length = wanted - spread + (spread == 0 ? 0 : EventModel.high(bits, 2 * spread));
        return Letters.exact(bits, length, to, at);
    }

    private static int put(byte[] text, byte[] to, int at) {
        System.arraycopy(text, 0, to, at, text.length);
        return text.length;
    }

    private static int copy(io.levada.core.data.BytesColumn texts, int index, byte[] to, int at) {
        int length = texts.length(index);
        System.arraycopy(texts.data(), texts.offsets()[index], to, at, length);
        return length;
    }

    private static int name(long bits, byte[] to, int at) {
        int length = put(FIRST_NAMES[EventModel.high(bits, FIRST_NAMES.length)], to, at);
        to[at + length++] = ' ';
        return length + put(LAST_NAMES[EventModel.low(bits, LAST_NAMES.length)], to, at + length);
    }

    private static int email(long bits, byte[] to, int at) {
        int length = Letters.upTo(bits, 7, ' ', to, at);
        to[at + length++] = '@';
        length += Letters.upTo(Long.reverse(bits), 5, ' ', to, at + length);
        return length + put(MAIL_END, to, at + length);
    }

    private static int creditCard(long bits, byte[] to, int at) {
        int end = at;
        long draws = io.levada.core.data.Hashing.mix(bits);
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                to[end++] = ' ';
            }
            int four = (int) ((draws & 0xFFFF) * 10_000 >>> 16);
            draws >>>= 16;
            for (int unit = 1000; unit > 0; unit /= 10) {
                to[end++] = (byte) ('0' + four / unit % 10);
            }
        }
        return end - at;
    }
}

package io.levada.connector.standard.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levada.core.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The facts of the public event model, over many events. */
class EventModelTest {
    private static final int EVENTS = 500_000;
    private final EventModel model = NexmarkOptions.model(new Settings(Map.of("first-event.rate", "1000")));
    private final EventText text = new EventText(model);
    private final byte[] buffer = new byte[2048];

    private String text(Leaf leaf, long number) {
        return new String(buffer, 0, text.write(leaf, number, buffer, 0), StandardCharsets.US_ASCII);
    }

    private EventKind kind(long number) {
        return model.kind((int) (number % model.total()));
    }

    @Test
    void makesOnePersonThreeAuctionsAndFortySixBids() {
        Map<EventKind, Integer> counts = new HashMap<>();
        for (long n = 0; n < 5000; n++) {
            counts.merge(kind(n), 1, Integer::sum);
        }
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(EventKind.PERSON, 100, EventKind.AUCTION, 300, EventKind.BID, 4600));
        assertThat(kind(0)).isEqualTo(EventKind.PERSON);
        assertThat(kind(3)).isEqualTo(EventKind.AUCTION);
        assertThat(kind(4)).isEqualTo(EventKind.BID);
    }

    @Test
    void countsIdsUpFromAThousand() {
        long person = 1000;
        long auction = 1000;
        for (long n = 0; n < EVENTS; n++) {
            if (kind(n) == EventKind.PERSON) {
                assertThat(model.value(Leaf.PERSON_ID, n)).isEqualTo(person++);
            } else if (kind(n) == EventKind.AUCTION) {
                assertThat(model.value(Leaf.AUCTION_ID, n)).isEqualTo(auction++);
            }
        }
    }

    @Test
    void spreadsTimeAtTheRate() {
        assertThat(model.timeMillis(0)).isEqualTo(model.baseMillis());
        assertThat(model.timeMillis(1000)).isEqualTo(model.baseMillis() + 1000);
        assertThat(model.timeMillis(1_234_567)).isEqualTo(model.baseMillis() + 1_234_567);
    }

    @Test
    void bidsGoToHotAuctionsAndComeFromHotPeople() {
        double hotAuctions = 0;
        double hotBidders = 0;
        int bids = 0;
        for (long n = 50_000; n < EVENTS; n++) {
            if (kind(n) != EventKind.BID) {
                continue;
            }
            bids++;
            long lastAuction = n / 50 * 3 + 2;
            long lastPerson = n / 50;
            long auction = model.value(Leaf.BID_AUCTION, n) - 1000;
            long bidder = model.value(Leaf.BID_BIDDER, n) - 2000;
            if (auction == lastAuction / 100 * 100) {
                hotAuctions++;
            } else {
                assertThat(auction).isBetween(lastAuction - 100, lastAuction + 10);
            }
            if (bidder == lastPerson / 100 * 100 + 1) {
                hotBidders++;
            } else {
                assertThat(bidder).isBetween(lastPerson - 999, lastPerson + 10);
            }
        }
        assertThat(hotAuctions / bids).isCloseTo(0.5, within(0.02));
        assertThat(hotBidders / bids).isCloseTo(0.75, within(0.02));
    }

    @Test
    void pricesAreSpreadEvenlyOverSixDecades() {
        int[] decades = new int[6];
        int bids = 0;
        for (long n = 0; n < EVENTS; n++) {
            if (kind(n) == EventKind.BID) {
                long price = model.value(Leaf.BID_PRICE, n);
                assertThat(price).isBetween(100L, 100_000_000L);
                decades[Math.min(5, (int) Math.log10(price / 100.0))]++;
                bids++;
            }
        }
        for (int decade : decades) {
            assertThat((double) decade / bids).isCloseTo(1 / 6.0, within(0.01));
        }
    }

    @Test
    void auctionsLastAsLongAsTwoHundredTakeAtMost() {
        double sum = 0;
        int auctions = 0;
        Set<Long> categories = new HashSet<>();
        for (long n = 0; n < EVENTS; n++) {
            if (kind(n) == EventKind.AUCTION) {
                long length = model.value(Leaf.AUCTION_EXPIRES, n) - model.value(Leaf.AUCTION_TIME, n);
                assertThat(length).isBetween(1L, 2 * 1667L);
                assertThat(model.value(Leaf.AUCTION_RESERVE, n))
                        .isGreaterThan(model.value(Leaf.AUCTION_INITIAL_BID, n));
                categories.add(model.value(Leaf.AUCTION_CATEGORY, n));
                sum += length;
                auctions++;
            }
        }
        assertThat(sum / auctions).isCloseTo(1667, within(30.0));
        assertThat(categories).containsExactlyInAnyOrder(10L, 11L, 12L, 13L, 14L);
    }

    @Test
    void textsHaveThePublicShapes() {
        double personBytes = 0;
        double auctionBytes = 0;
        double bidBytes = 0;
        int persons = 0;
        for (long n = 0; n < 200_000; n++) {
            switch (kind(n)) {
                case PERSON -> {
                    persons++;
                    assertThat(text(Leaf.PERSON_NAME, n)).matches("[A-Z][a-z]+ [A-Z][a-z]+");
                    assertThat(text(Leaf.PERSON_EMAIL, n)).matches("[a-z ]{0,6}@[a-z ]{0,4}\\.com");
                    assertThat(text(Leaf.PERSON_CREDIT_CARD, n)).matches("\\d{4} \\d{4} \\d{4} \\d{4}");
                    assertThat(text(Leaf.PERSON_STATE, n)).isIn("AZ", "CA", "ID", "OR", "WA", "WY");
                    personBytes += 8
                            + text(Leaf.PERSON_NAME, n).length()
                            + text(Leaf.PERSON_EMAIL, n).length()
                            + text(Leaf.PERSON_CREDIT_CARD, n).length()
                            + text(Leaf.PERSON_CITY, n).length()
                            + text(Leaf.PERSON_STATE, n).length()
                            + text(Leaf.PERSON_EXTRA, n).length();
                }
                case AUCTION -> {
                    String name = text(Leaf.AUCTION_ITEM_NAME, n);
                    String description = text(Leaf.AUCTION_DESCRIPTION, n);
                    assertThat(name).matches("[a-z ]{0,19}").isEqualTo(name.strip());
                    assertThat(description).matches("[a-z ]{0,99}").isEqualTo(description.strip());
                    auctionBytes += 48
                            + name.length()
                            + description.length()
                            + text(Leaf.AUCTION_EXTRA, n).length();
                }
                case BID -> {
                    String extra = text(Leaf.BID_EXTRA, n);
                    assertThat(extra.length()).isBetween(54, 81);
                    bidBytes += 32 + extra.length();
                }
            }
        }
        assertThat(personBytes / persons).isCloseTo(200, within(2.0));
        assertThat(auctionBytes / (3 * persons)).isCloseTo(500, within(2.0));
        assertThat(bidBytes / (46 * persons)).isCloseTo(100, within(1.0));
    }

    @Test
    void halfOfTheBidsComeThroughFourChannels() {
        Map<String, Integer> channels = new HashMap<>();
        Map<String, String> urls = new HashMap<>();
        int bids = 0;
        int telling = 0;
        for (long n = 0; n < EVENTS; n++) {
            if (kind(n) == EventKind.BID) {
                String channel = text(Leaf.BID_CHANNEL, n);
                String url = text(Leaf.BID_URL, n);
                assertThat(url)
                        .matches("https://www\\.nexmark\\.com/[a-z_]{3,4}/[a-z_]{3,4}/[a-z_]{3,4}/item\\.htm\\?query=1"
                                + "(&channel_id=-?\\d+)?");
                assertThat(urls.computeIfAbsent(channel, c -> url)).isEqualTo(url);
                channels.merge(channel, 1, Integer::sum);
                telling += url.contains("channel_id") ? 1 : 0;
                bids++;
            }
        }
        int hot = channels.get("Google") + channels.get("Facebook") + channels.get("Baidu") + channels.get("Apple");
        assertThat((double) hot / bids).isCloseTo(0.5, within(0.01));
        assertThat((double) telling / bids).isCloseTo(0.45, within(0.01));
        assertThat(channels).hasSize(10_004);
    }

    @Test
    void extraHasLettersOnBothSidesOfTheFirst() {
        StringBuilder all = new StringBuilder();
        for (long n = 4; n < 50; n++) {
            all.append(text(Leaf.BID_EXTRA, n));
        }
        assertThat(all.chars())
                .allMatch(c -> c >= 'a' - 25 && c <= 'z')
                .anyMatch(c -> c < 'a')
                .anyMatch(c -> c > 'a');
    }

    @Test
    void anotherSeedIsAnotherStream() {
        EventModel other = NexmarkOptions.model(new Settings(Map.of("first-event.rate", "1000", "seed", "1")));
        int same = 0;
        for (long n = 4; n < 50; n++) {
            same += other.value(Leaf.BID_PRICE, n) == model.value(Leaf.BID_PRICE, n) ? 1 : 0;
        }
        assertThat(same).isLessThan(5);
    }
}

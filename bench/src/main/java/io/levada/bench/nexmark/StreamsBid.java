package io.levada.bench.nexmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A bid in the programs for Kafka Streams.
 *
 * @param time in milliseconds since 1970
 * @param extra empty when the query doesn't want it
 */
record StreamsBid(long auction, long bidder, long price, long time, String extra) {
    /** In place of events that aren't bids. */
    static final StreamsBid OTHER = new StreamsBid(0, 0, 0, 0, "");

    /** Between two steps of a program: four numbers. */
    static final Serde<StreamsBid> BYTES = Serdes.serdeFrom(
            (topic, bid) -> ByteBuffer.allocate(4 * Long.BYTES)
                    .putLong(bid.auction)
                    .putLong(bid.bidder)
                    .putLong(bid.price)
                    .putLong(bid.time)
                    .array(),
            (topic, bytes) -> {
                ByteBuffer in = ByteBuffer.wrap(bytes);
                return new StreamsBid(in.getLong(), in.getLong(), in.getLong(), in.getLong(), "");
            });

    private static final JsonFactory JSON = new JsonFactory();
    private static final long DAY_MILLIS = 86_400_000;
    private static final int BID = 2;

    /** Of an event's JSON, read with Jackson's streaming parser: only what is wanted becomes an object. */
    static Serde<StreamsBid> json(boolean extra) {
        return Serdes.serdeFrom(
                (topic, bid) -> {
                    throw new UnsupportedOperationException("bids are read only");
                },
                new FromJson(extra));
    }

    private static final class FromJson implements Deserializer<StreamsBid> {
        private final boolean wantsExtra;
        private int day = -1;
        private long dayMillis;

        FromJson(boolean wantsExtra) {
            this.wantsExtra = wantsExtra;
        }

        @Override
        public StreamsBid deserialize(String topic, byte[] json) {
            try (JsonParser parser = JSON.createParser(json)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (name.equals("event_type") && parser.getIntValue() != BID) {
                        return OTHER;
                    }
                    if (name.equals("bid") && value == JsonToken.START_OBJECT) {
                        return bid(parser);
                    }
                    parser.skipChildren();
                }
                return OTHER;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private StreamsBid bid(JsonParser parser) throws IOException {
            long auction = 0;
            long bidder = 0;
            long price = 0;
            long time = 0;
            String extra = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "auction" -> auction = parser.getLongValue();
                    case "bidder" -> bidder = parser.getLongValue();
                    case "price" -> price = parser.getLongValue();
                    case "dateTime" ->
                        time = millis(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                    case "extra" -> extra = wantsExtra ? parser.getText() : "";
                    default -> parser.skipChildren();
                }
            }
            return new StreamsBid(auction, bidder, price, time, extra);
        }

        /** Of {@code yyyy-MM-dd HH:mm:ss} and up to three digits more. */
        private long millis(char[] text, int at, int length) {
            int date = number(text, at, 4) * 10_000 + number(text, at + 5, 2) * 100 + number(text, at + 8, 2);
            if (date != day) {
                day = date;
                dayMillis = LocalDate.of(date / 10_000, date / 100 % 100, date % 100)
                                .toEpochDay()
                        * DAY_MILLIS;
            }
            int seconds = (number(text, at + 11, 2) * 60 + number(text, at + 14, 2)) * 60 + number(text, at + 17, 2);
            int fraction = 0;
            for (int i = 20; i < 23; i++) {
                fraction = fraction * 10 + (i < length ? text[at + i] - '0' : 0);
            }
            return dayMillis + seconds * 1000L + fraction;
        }

        private static int number(char[] text, int at, int digits) {
            int value = 0;
            for (int i = at; i < at + digits; i++) {
                value = value * 10 + text[i] - '0';
            }
            return value;
        }
    }
}

package io.levada.bench.nexmark;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What q17 keeps of an auction's bids of a day, in the program for Kafka Streams. */
record StreamsStatistics(long total, long low, long middle, long high, long least, long most, long sum) {
    static final StreamsStatistics NONE = new StreamsStatistics(0, 0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0);

    static final Serde<Key> KEYS = Serdes.serdeFrom(
            (topic, key) -> ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(key.auction)
                    .putLong(key.day)
                    .array(),
            (topic, bytes) -> {
                ByteBuffer in = ByteBuffer.wrap(bytes);
                return new Key(in.getLong(), in.getLong());
            });

    static final Serde<StreamsStatistics> VALUES = Serdes.serdeFrom(
            (topic, s) -> ByteBuffer.allocate(7 * Long.BYTES)
                    .putLong(s.total)
                    .putLong(s.low)
                    .putLong(s.middle)
                    .putLong(s.high)
                    .putLong(s.least)
                    .putLong(s.most)
                    .putLong(s.sum)
                    .array(),
            (topic, bytes) -> {
                ByteBuffer in = ByteBuffer.wrap(bytes);
                return new StreamsStatistics(
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong());
            });

    private static final long DAY_MILLIS = 86_400_000;
    private static final long MIDDLE = 10_000;
    private static final long HIGH = 1_000_000;

    /** @param day since 1970 */
    record Key(long auction, long day) {
        static Key of(StreamsBid bid) {
            return new Key(bid.auction(), Math.floorDiv(bid.time(), DAY_MILLIS));
        }
    }

    /** A row of the result. */
    record Row(long auction, String day, StreamsStatistics statistics, long average) {}

    StreamsStatistics with(long price) {
        return new StreamsStatistics(
                total + 1,
                low + (price < MIDDLE ? 1 : 0),
                middle + (price >= MIDDLE && price < HIGH ? 1 : 0),
                high + (price >= HIGH ? 1 : 0),
                Math.min(least, price),
                Math.max(most, price),
                sum + price);
    }

    Row row(Key key) {
        return new Row(key.auction, LocalDate.ofEpochDay(key.day).toString(), this, sum / total);
    }
}

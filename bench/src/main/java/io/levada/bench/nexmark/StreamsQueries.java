package io.levada.bench.nexmark;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KeyValueMapper;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Queries that Kafka Streams expresses well, as programs in its language. (Not q11: its session windows in memory look
 * through all sessions that ended in the last ten seconds for each event.) What they give is counted and thrown away.
 * {@link #onEnd} is told when all events have been through.
 */
final class StreamsQueries {
    static final List<String> ALL = List.of("q0", "q1", "q2", "q12", "q17");

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final double EUROS = 0.908;
    private static final int CERTAIN = 123;
    /** Of a bid, or how far the partition is: other events don't move the time, as there is a bid after each. */
    private static final TimestampExtractor EVENT_TIME = (record, partitionTime) ->
            record.value() instanceof StreamsBid bid ? bid.time() : Math.max(0, partitionTime);

    private static final TimestampExtractor CLOCK = (record, partitionTime) -> System.currentTimeMillis();

    private final String topic;
    private final long events;
    private final AtomicLong read = new AtomicLong();
    private final LongAdder bids = new LongAdder();
    private final AtomicLong arrived = new AtomicLong();
    private final LongAdder results = new LongAdder();
    private Runnable end = () -> {};
    private boolean twoSteps;

    StreamsQueries(String topic, long events) {
        this.topic = topic;
        this.events = events;
    }

    /** In a thread of the program, once or a few times. */
    void onEnd(Runnable action) {
        end = action;
    }

    Topology topology(String query) {
        StreamsBuilder builder = new StreamsBuilder();
        switch (query) {
            case "q0" ->
                bids(builder, true, EVENT_TIME)
                        .mapValues(b -> new Q0(b.auction(), b.bidder(), b.price(), b.time(), b.extra()))
                        .foreach(this::result);
            case "q1" ->
                bids(builder, true, EVENT_TIME)
                        .mapValues(b -> new Q1(b.auction(), b.bidder(), EUROS * b.price(), b.time(), b.extra()))
                        .foreach(this::result);
            case "q2" ->
                bids(builder, false, EVENT_TIME)
                        .filter((key, b) -> b.auction() % CERTAIN == 0)
                        .mapValues(b -> new Q2(b.auction(), b.price()))
                        .foreach(this::result);
            case "q12" ->
                by(bids(builder, false, CLOCK), (key, b) -> b.bidder(), Serdes.Long())
                        .windowedBy(TimeWindows.ofSizeWithNoGrace(TEN_SECONDS))
                        .emitStrategy(EmitStrategy.onWindowClose())
                        .count()
                        .toStream()
                        .foreach(this::result);
            case "q17" ->
                by(bids(builder, false, EVENT_TIME), (key, b) -> StreamsStatistics.Key.of(b), StreamsStatistics.KEYS)
                        .aggregate(
                                () -> StreamsStatistics.NONE,
                                (key, b, statistics) -> statistics.with(b.price()),
                                Materialized
                                        .<StreamsStatistics.Key, StreamsStatistics,
                                                KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]>>
                                                with(StreamsStatistics.KEYS, StreamsStatistics.VALUES))
                        .toStream()
                        .mapValues((key, s) -> s.row(key))
                        .foreach(this::result);
            default -> throw new IllegalArgumentException(query);
        }
        return builder.build();
    }

    private record Q0(long auction, long bidder, long price, long time, String extra) {}

    private record Q1(long auction, long bidder, double price, long time, String extra) {}

    private record Q2(long auction, long price) {}

    /** Bids only; the other events count, but nothing more. */
    private KStream<byte[], StreamsBid> bids(StreamsBuilder builder, boolean extra, TimestampExtractor time) {
        return builder.stream(
                        topic,
                        Consumed.with(Serdes.ByteArray(), StreamsBid.json(extra))
                                .withTimestampExtractor(time))
                .peek((key, bid) -> read(bid != StreamsBid.OTHER))
                .filter((key, bid) -> bid != StreamsBid.OTHER);
    }

    private <K> KGroupedStream<K, StreamsBid> by(
            KStream<byte[], StreamsBid> bids, KeyValueMapper<byte[], StreamsBid, K> key, Serde<K> keys) {
        twoSteps = true;
        return bids.selectKey(key)
                .repartition(Repartitioned.with(keys, StreamsBid.BYTES).withNumberOfPartitions(EventTopic.PARTITIONS))
                .peek((k, bid) -> {
                    arrived.incrementAndGet();
                    checkEnd();
                })
                .groupByKey(Grouped.with(keys, StreamsBid.BYTES));
    }

    private void read(boolean bid) {
        if (bid) {
            bids.increment();
        }
        if (read.incrementAndGet() == events) {
            checkEnd();
        }
    }

    private void checkEnd() {
        if (read.get() == events && (!twoSteps || arrived.get() == bids.sum())) {
            end.run();
        }
    }

    private void result(Object key, Object value) {
        results.increment();
    }
}

package io.levada.bench.latency;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A thread that reads a topic and gives each record to a taker, until the taker has enough. */
final class ResultReader implements AutoCloseable {
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** Takes records in the reader's thread. */
    interface Taker {
        /** @param nanos when the poll returned that gave the record */
        void take(byte[] value, long nanos);

        boolean hasAll();
    }

    private final String bootstrap;
    private final String topic;
    private final Taker taker;
    private final Thread thread;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    ResultReader(String bootstrap, String topic, Taker taker) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.taker = taker;
        thread = Thread.ofPlatform().daemon().name("results").start(this::run);
    }

    boolean awaitFirst(Duration longest) throws InterruptedException {
        return first.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until the taker has all; throws what went wrong. */
    void awaitAll() throws InterruptedException {
        thread.join();
        if (failure != null) {
            throw new IllegalStateException(topic + ": " + failure.getMessage(), failure);
        }
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long heard = System.nanoTime();
            long count = 0;
            while (!taker.hasAll() && !closed) {
                var records = consumer.poll(Duration.ofMillis(200));
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    taker.take(record.value(), now);
                }
                if (!records.isEmpty()) {
                    first.countDown();
                    heard = now;
                    count += records.count();
                } else if (first.getCount() == 0 && now - heard > SILENCE_NANOS) {
                    throw new IllegalStateException("records are missing: after " + count + " nothing came for 15 s");
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}

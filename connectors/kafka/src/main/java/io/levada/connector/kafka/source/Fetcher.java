package io.levada.connector.kafka.source;

import io.levada.connector.kafka.client.Clients;
import io.levada.connector.kafka.client.ConnectionWatch;
import io.levada.connector.kafka.client.KafkaErrors;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.core.connector.ReaderContext;
import io.levada.core.error.LevadaException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A thread with a consumer: polls while the queue has room, hands over what came, and does the rest of what must happen
 * in the consumer's thread (assigning, committing, measuring lag).
 *
 * <p>Records stay in the buffers that came from the network: {@link ByteBufferDeserializer} gives views of them.
 */
final class Fetcher implements Runnable {
    private static final Duration POLL = Duration.ofMillis(500);
    /** While the queue is full the consumer only keeps its connections and commits alive. */
    private static final Duration PAUSED_POLL = Duration.ofMillis(20);

    private static final long COMMIT_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LAG_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long CLOSE_MILLIS = 2000;
    private static final int BATCHES_IN_QUEUE = 4;
    private static final int FEW_RECORDS = 512;

    private final KafkaTable table;
    private final Map<String, Object> settings;
    private final ReaderContext context;
    private final ChunkQueue queue;
    private final Thread thread;
    private final LinkedBlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, Split> splits = new HashMap<>();
    private volatile @Nullable KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private volatile @Nullable LevadaException failure;
    private volatile boolean closed;
    private volatile boolean paused;
    /** When the first of the commits failed that failed in a row, 0 without one. */
    private long commitFailingSince;

    private boolean commitFailureTold;
    private long lagDue = System.nanoTime();

    Fetcher(KafkaTable table, Map<String, Object> settings, ReaderContext context) {
        this.table = table;
        this.settings = settings;
        this.context = context;
        this.queue = new ChunkQueue((long) BATCHES_IN_QUEUE * context.batchSize());
        this.thread = new Thread(this, "kafka-read-" + table.table().name() + "-" + context.worker());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    ChunkQueue queue() {
        return queue;
    }

    /** By the worker, when a chunk is emitted. */
    void done(Chunk chunk) {
        queue.done(chunk);
        if (paused && queue.isLow()) {
            wakeUp();
        }
    }

    void checkFailure() {
        LevadaException error = failure;
        if (error != null) {
            throw error;
        }
    }

    void assign(Split split) {
        commands.add(() -> start(split));
        wakeUp();
    }

    void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commands.add(() -> commitNow(offsets));
        wakeUp();
    }

    void close() {
        closed = true;
        commands.add(() -> {});
        wakeUp();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeUp() {
        KafkaConsumer<ByteBuffer, ByteBuffer> running = consumer;
        if (running != null) {
            running.wakeup();
        }
    }

    @Override
    public void run() {
        String doing = "read table '" + table.table().name() + "'";
        try (KafkaConsumer<ByteBuffer, ByteBuffer> opened = Clients.open(
                settings,
                doing,
                s -> new KafkaConsumer<>(s, new ByteBufferDeserializer(), new ByteBufferDeserializer()))) {
            consumer = opened;
            try (ConnectionWatch watch =
                    new ConnectionWatch(table.bootstrap(), opened.metrics(), longestFetch(), context.outages())) {
                while (!closed) {
                    runCommands();
                    if (!splits.isEmpty()) {
                        step(opened, watch);
                    }
                }
            }
        } catch (Exception e) {
            if (!closed) {
                failure = KafkaErrors.translate(e, doing, table.bootstrap());
                context.wakeUp();
            }
        } finally {
            consumer = null;
        }
    }

    /** A broker that has nothing new may leave a fetch unanswered for that long. */
    private Duration longestFetch() {
        Object millis = settings.get(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG);
        return millis == null
                ? Duration.ZERO
                : Duration.ofMillis(Long.parseLong(String.valueOf(millis).strip()));
    }

    private void runCommands() throws InterruptedException {
        Runnable command = splits.isEmpty() ? commands.take() : commands.poll();
        while (command != null) {
            command.run();
            command = commands.poll();
        }
    }

    private void start(Split split) {
        KafkaConsumer<ByteBuffer, ByteBuffer> opened = running();
        splits.put(split.partition(), split);
        opened.assign(splits.keySet());
        if (split.fetched() == SplitPosition.EARLIEST) {
            opened.seekToBeginning(List.of(split.partition()));
        } else {
            opened.seek(split.partition(), split.fetched());
        }
        if (paused) {
            opened.pause(List.of(split.partition()));
        }
        endIfReached(opened, split, split.fetched());
    }

    private KafkaConsumer<ByteBuffer, ByteBuffer> running() {
        return java.util.Objects.requireNonNull(consumer);
    }

    private void step(KafkaConsumer<ByteBuffer, ByteBuffer> opened, ConnectionWatch watch) {
        pauseOrResume(opened);
        try {
            ConsumerRecords<ByteBuffer, ByteBuffer> polled = opened.poll(paused ? PAUSED_POLL : POLL);
            boolean found = false;
            for (Split split : splits.values()) {
                found |= handOver(opened, split, polled);
            }
            if (found) {
                handOver(polled.count());
            }
        } catch (WakeupException e) {
            // A command, room in the queue, or the end: the loop looks.
        } catch (OffsetOutOfRangeException e) {
            reset(opened, e.offsetOutOfRangePartitions());
        }
        measureLag(opened);
        watch.check(!paused && splits.values().stream().anyMatch(s -> !s.fetchedToEnd()));
    }

    /** Few records mean that little comes, or that what comes is worked off in time: then a change of threads is the longest part. */
    private void handOver(int records) {
        if (records <= FEW_RECORDS) {
            context.lend();
        } else {
            context.wakeUp();
        }
    }

    private void pauseOrResume(KafkaConsumer<ByteBuffer, ByteBuffer> opened) {
        boolean full = paused ? !queue.isLow() : queue.isFull();
        if (full == paused) {
            return;
        }
        paused = full;
        for (Split split : splits.values()) {
            if (full) {
                opened.pause(List.of(split.partition()));
            } else if (!split.fetchedToEnd()) {
                opened.resume(List.of(split.partition()));
            }
        }
    }

    /** Whether the worker has something to do now. Throws nothing: what was polled would be lost. */
    private boolean handOver(
            KafkaConsumer<ByteBuffer, ByteBuffer> opened, Split split, ConsumerRecords<ByteBuffer, ByteBuffer> polled) {
        if (split.fetchedToEnd()) {
            return false;
        }
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = polled.records(split.partition());
        OffsetAndMetadata after = polled.nextOffsets().get(split.partition());
        long next = after != null ? after.offset() : position(opened, split);
        if (records.isEmpty() && next == split.fetched()) {
            return false;
        }
        int count = records.size();
        while (count > 0 && records.get(count - 1).offset() >= split.end()) {
            count--;
        }
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            ConsumerRecord<ByteBuffer, ByteBuffer> record = records.get(i);
            bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
        split.fetched(next);
        boolean last = next >= split.end();
        if (last) {
            split.fetchedToEnd(true);
            opened.pause(List.of(split.partition()));
        }
        queue.add(new Chunk(split, records.subList(0, count), Math.min(next, split.end()), bytes, last));
        return true;
    }

    private void endIfReached(KafkaConsumer<ByteBuffer, ByteBuffer> opened, Split split, long next) {
        if (next >= split.end()) {
            split.fetchedToEnd(true);
            opened.pause(List.of(split.partition()));
            queue.add(new Chunk(split, List.of(), next, 0, true));
            context.wakeUp();
        }
    }

    /** The consumer's position where it has one, else the one before; never waits. */
    private static long position(KafkaConsumer<ByteBuffer, ByteBuffer> opened, Split split) {
        try {
            return opened.position(split.partition(), Duration.ZERO);
        } catch (TimeoutException | WakeupException | OffsetOutOfRangeException e) {
            return split.fetched(); // the next poll says what there is to say
        }
    }

    private void reset(KafkaConsumer<ByteBuffer, ByteBuffer> opened, Map<TopicPartition, Long> wanted) {
        try {
            new OffsetReset(opened, table, splits, context).handle(wanted);
        } catch (TimeoutException | WakeupException e) {
            // The next poll fails the same way and comes back here.
        }
    }

    private void measureLag(KafkaConsumer<ByteBuffer, ByteBuffer> opened) {
        long now = System.nanoTime();
        if (now - lagDue < 0) {
            return;
        }
        lagDue = now + LAG_NANOS;
        for (Split split : splits.values()) {
            opened.currentLag(split.partition()).ifPresent(lag -> split.brokerEnd(split.fetched() + lag));
        }
    }

    private void commitNow(Map<TopicPartition, OffsetAndMetadata> offsets) {
        running().commitAsync(offsets, (done, error) -> committed(error));
    }

    /** The next checkpoint commits anew, so what passes by itself, such as a coordinator that isn't ready, isn't told. */
    private void committed(@Nullable Exception error) {
        if (error == null) {
            commitFailingSince = 0;
            commitFailureTold = false;
            return;
        }
        long now = System.nanoTime();
        if (commitFailingSince == 0) {
            commitFailingSince = now;
        }
        boolean passing = KafkaErrors.isPassing(error) && now - commitFailingSince < COMMIT_PATIENCE_NANOS;
        if (!passing && !commitFailureTold) {
            commitFailureTold = true;
            context.notice("group '" + table.groupId() + "' couldn't be told the offsets of table '"
                    + table.table().name() + "': " + error.getMessage());
        }
    }
}

package io.levada.tests.torture;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Produces events at a steady rate, each exactly once, and keeps the reference. Its own process is never killed. */
final class EventProducer implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final Events events;
    private final Reference reference = new Reference();
    private final long nanosPerEvent;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Callback callback = (metadata, error) -> {
        if (error != null) {
            failure.complete(error);
        }
    };
    private final Thread thread = new Thread(this::produce, "events");
    private volatile boolean stopped;

    EventProducer(String bootstrap, long seed, int eventsPerSecond) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "enable.idempotence", "true",
                        "max.in.flight.requests.per.connection", "1",
                        "delivery.timeout.ms", "300000"),
                new StringSerializer(),
                new StringSerializer());
        events = new Events(seed);
        nanosPerEvent = TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void produce() {
        long next = System.nanoTime();
        while (!stopped) {
            Event event = events.next();
            send(event);
            if (Events.isPoisonNext(event)) {
                producer.send(new ProducerRecord<>(Topics.EVENTS, partition(event), null, "{\"seq\":oops"), callback);
                reference.addPoison();
            }
            next += nanosPerEvent;
            long wait = next - System.nanoTime();
            if (wait > TimeUnit.MILLISECONDS.toNanos(1)) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private void send(Event event) {
        producer.send(new ProducerRecord<>(Topics.EVENTS, partition(event), null, event.json()), callback);
        reference.add(event);
    }

    private static int partition(Event event) {
        return (int) (event.seq() % Topics.PARTITIONS);
    }

    /** Stops, closes all windows by one last event in each partition, and gives what should come out. */
    Reference finish() throws Exception {
        stopped = true;
        thread.join();
        for (int i = 0; i < Topics.PARTITIONS; i++) {
            send(events.last(i));
        }
        producer.flush();
        if (failure.isDone()) {
            throw new IllegalStateException("an event was not produced", failure.get());
        }
        return reference;
    }

    @Override
    public void close() {
        stopped = true;
        producer.close(java.time.Duration.ZERO);
    }
}

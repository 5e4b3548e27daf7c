package io.levada.bench;

import io.levada.broker.EmbeddedBroker;
import io.levada.core.connector.Connectors;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * From a producer through a topic, the SQL and a second topic to a consumer, at a fixed rate, everything on this machine.
 * An event's time is when it should have been sent, so that a stall is not left out. Beside it the floor: the same
 * consumer on the first topic.
 */
final class KafkaLatency {
    private static final int WARM_UP_SECONDS = 5;

    private final int perSecond;
    private final int seconds;

    KafkaLatency(int perSecond, int seconds) {
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    Map<String, Double> run() throws Exception {
        Path directory = Files.createTempDirectory("levada-latency");
        Map<String, Double> figures = new TreeMap<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            for (String topic : List.of("events_in", "events_out")) {
                broker.createTopic(topic, 1);
            }
            try (JobHandle job = start(broker.bootstrapServers())) {
                Histogram floor = new Histogram(3);
                Histogram through = new Histogram(3);
                Thread first = consume(broker.bootstrapServers(), "events_in", floor);
                Thread second = consume(broker.bootstrapServers(), "events_out", through);
                produce(broker.bootstrapServers());
                first.join();
                second.join();
                System.out.printf(
                        Locale.ROOT, "%n%-24s %14s %14s %8s%n", "ms at " + perSecond + "/s", "levada", "floor", "");
                for (double quantile : new double[] {50, 99, 99.9}) {
                    double levada = through.getValueAtPercentile(quantile) / 1000.0;
                    double least = floor.getValueAtPercentile(quantile) / 1000.0;
                    System.out.printf(Locale.ROOT, "p%-23s %14.2f %14.2f%n", quantile, levada, least);
                    String name =
                            "p" + String.valueOf(quantile).replace(".0", "").replace(".", "");
                    figures.put("kafka_" + name + "_ms", levada);
                    figures.put("floor_" + name + "_ms", least);
                }
                if (job.failure() != null) {
                    throw job.failure();
                }
            }
        }
        return figures;
    }

    private static JobHandle start(String bootstrap) {
        Connectors connectors = Connectors.load();
        SqlSession session = new SqlSession(connectors);
        session.set("parallelism.default", "1");
        String script = """
                CREATE TABLE events_in (id BIGINT, sent BIGINT, amount DOUBLE, note STRING) WITH (
                  'connector' = 'kafka', 'topic' = 'events_in', 'format' = 'json',
                  'properties.bootstrap.servers' = '%1$s', 'scan.startup.mode' = 'earliest-offset');
                CREATE TABLE events_out (id BIGINT, sent BIGINT, amount DOUBLE) WITH (
                  'connector' = 'kafka', 'topic' = 'events_out', 'format' = 'json',
                  'properties.bootstrap.servers' = '%1$s', 'properties.linger.ms' = '1',
                  'sink.delivery-guarantee' = 'at-least-once');
                INSERT INTO events_out SELECT id, sent, amount * 2 FROM events_in WHERE id >= 0;
                """.formatted(bootstrap);
        List<Statement> statements = session.parse(script);
        statements.subList(0, 2).forEach(session::plan);
        if (!(session.plan(statements.get(2)) instanceof Planned.Job planned)) {
            throw new IllegalStateException(script);
        }
        return Engine.start(planned.plan(), JobEnvironment.of("latency", connectors));
    }

    private void produce(String bootstrap) {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap, "linger.ms", "1", "acks", "all");
        long total = (long) perSecond * (seconds + WARM_UP_SECONDS);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            long startMicros = System.currentTimeMillis() * 1000;
            String note = "x".repeat(120);
            for (long i = 0; i < total; i++) {
                long due = i * 1_000_000_000L / perSecond;
                long wait;
                while ((wait = start + due - System.nanoTime()) > 0) {
                    LockSupport.parkNanos(wait);
                }
                String event = "{\"id\":" + (i < (long) perSecond * WARM_UP_SECONDS ? 0 : i) + ",\"sent\":"
                        + (startMicros + due / 1000) + ",\"amount\":" + i % 100 + ".5,\"note\":\"" + note + "\"}";
                producer.send(new ProducerRecord<>("events_in", event.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private Thread consume(String bootstrap, String topic, Histogram latencies) {
        long total = (long) perSecond * (seconds + WARM_UP_SECONDS);
        Thread thread = new Thread(() -> {
            Map<String, Object> properties =
                    Map.of("bootstrap.servers", bootstrap, "group.id", topic, "auto.offset.reset", "earliest");
            try (KafkaConsumer<byte[], String> consumer =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(topic));
                long seen = 0;
                long silent = 0;
                while (seen < total && silent < 30) {
                    var records = consumer.poll(Duration.ofSeconds(1));
                    silent = records.isEmpty() ? silent + 1 : 0;
                    long now = System.currentTimeMillis() * 1000;
                    for (var record : records) {
                        seen++;
                        if (!record.value().startsWith("{\"id\":0,")) {
                            latencies.recordValue(Math.max(1, now - sent(record.value())));
                        }
                    }
                }
                if (seen < total) {
                    throw new IllegalStateException(topic + " gave " + seen + " of " + total + " events");
                }
            }
        });
        thread.start();
        return thread;
    }

    private static long sent(String event) {
        int at = event.indexOf("\"sent\":") + 7;
        return Long.parseLong(event, at, event.indexOf(',', at), 10);
    }
}

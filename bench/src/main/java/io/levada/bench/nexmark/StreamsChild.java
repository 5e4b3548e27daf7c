package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams' side of a measurement with {@code --input kafka}: runs a query's program again and again, each time as a
 * new application from the beginning of the topic, until it has taken all events. Arguments: bootstrap servers, the
 * topic, the query, events, threads, seconds to warm up, least processor seconds to measure, and a folder for state.
 */
public final class StreamsChild {
    private static final long RUN_SECONDS = 600;
    private static final String COMMIT_MILLIS = "10000";

    private final String[] args;
    private final long events;
    private int runs;

    private StreamsChild(String[] args) {
        this.args = args;
        events = Long.parseLong(args[3]);
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        StreamsChild child = new StreamsChild(args);
        try {
            out.println(MeasuredRuns.get()
                    .measure(
                            child.events,
                            Duration.ofSeconds(Integer.parseInt(args[5])),
                            Duration.ofSeconds(Integer.parseInt(args[6])),
                            child::run)
                    .toLine());
        } catch (IllegalStateException e) {
            out.println("failed " + e.getMessage());
        }
        out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void run() throws Exception {
        StreamsQueries queries = new StreamsQueries(args[1], events);
        CountDownLatch ended = new CountDownLatch(1);
        queries.onEnd(ended::countDown);
        try (KafkaStreams streams = new KafkaStreams(queries.topology(args[2]), settings())) {
            FailureOf failure = new FailureOf(ended);
            streams.setStateListener(failure);
            streams.start();
            if (!ended.await(RUN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the events weren't read in " + RUN_SECONDS + " s");
            }
            failure.check();
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        String application =
                "nexmark-" + args[2] + "-" + ProcessHandle.current().pid() + "-" + runs++;
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, Path.of(args[7]).toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, args[4]);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
        // Commits are as far apart as the checkpoints of the others; a transaction must live as long.
        settings.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), "60000");
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        settings.put(StreamsConfig.mainConsumerPrefix("interceptor.classes"), FirstRecord.class.getName());
        // State on the heap, as in the others; its changes go to a topic, which is how it is kept.
        settings.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class.getName());
        return settings;
    }

    /** Ends the wait when the program fails. */
    private static final class FailureOf implements KafkaStreams.StateListener {
        private final CountDownLatch ended;
        private volatile @Nullable String message;

        FailureOf(CountDownLatch ended) {
            this.ended = ended;
        }

        @Override
        public void onChange(KafkaStreams.State now, KafkaStreams.State before) {
            if (now == KafkaStreams.State.ERROR) {
                message = "the program ended with an error";
                ended.countDown();
            }
        }

        void check() {
            if (message != null) {
                throw new IllegalStateException(message);
            }
        }
    }
}

package io.levada.connector.kafka.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings for Kafka's clients: ours where we know better than the library's defaults, the user's over them, and over
 * those the few on which correctness rests.
 */
public final class Clients {
    /** As long as a broker may be away without the job failing: 15 minutes, the longest transaction brokers allow. */
    public static final int PATIENCE_MILLIS = 15 * 60 * 1000;

    /** How long a single request may take before we say that we are waiting. */
    private static final int REQUEST_MILLIS = 10_000;

    private Clients() {}

    /**
     * Opens a client. No broker is asked yet, so what fails is a setting, or the name of the broker's host.
     *
     * @param doing what it is for, as it continues "could not"
     * @param constructor of the client
     * @throws io.levada.core.error.LevadaException {@code OPTION_INVALID} or {@code CONNECTION}
     */
    public static <T> T open(Map<String, Object> settings, String doing, Function<Map<String, Object>, T> constructor) {
        try {
            return constructor.apply(settings);
        } catch (RuntimeException e) {
            String bootstrap = String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
            throw KafkaErrors.unopened(e, doing, bootstrap);
        }
    }

    /** Offsets are handed to the consumer and never chosen by it. Keys and values are raw bytes. */
    public static Map<String, Object> consumer(Map<String, String> user, String clientId) {
        Map<String, Object> settings = quiet(clientId);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // More records from one fetch at a time: a batch of columns is built from what one poll returns.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "4096");
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, "-1");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "4194304");
        putAll(settings, user, ConsumerConfig.configNames());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return settings;
    }

    /** Idempotent; waits for a broker that is away as long as {@link #PATIENCE_MILLIS}. */
    public static Map<String, Object> producer(Map<String, String> user, String clientId) {
        Map<String, Object> settings = quiet(clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864");
        settings.put(ProducerConfig.SEND_BUFFER_CONFIG, "-1");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE_MILLIS));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(PATIENCE_MILLIS));
        putAll(settings, user, ProducerConfig.configNames());
        return settings;
    }

    public static Map<String, Object> admin(Map<String, String> user, String clientId) {
        Map<String, Object> settings = quiet(clientId);
        putAll(settings, user, AdminClientConfig.configNames());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(REQUEST_MILLIS));
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(REQUEST_MILLIS));
        return settings;
    }

    /** A client that registers nothing with the JVM's management and sends no telemetry: starting it is quicker. */
    private static Map<String, Object> quiet(String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        return settings;
    }

    /** A setting that another kind of client reads is left out, so that one table can be read and written. */
    private static void putAll(Map<String, Object> settings, Map<String, String> user, Set<String> known) {
        user.forEach((key, value) -> {
            boolean ofAnotherClient = !known.contains(key)
                    && (ConsumerConfig.configNames().contains(key)
                            || ProducerConfig.configNames().contains(key)
                            || AdminClientConfig.configNames().contains(key));
            if (!ofAnotherClient) {
                settings.put(key, value);
            }
        });
    }
}

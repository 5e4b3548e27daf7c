package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.client.Clients;
import io.levada.connector.kafka.table.KafkaOptions;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.core.config.JobOptions;
import io.levada.core.connector.JobInfo;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How a job's transactions are made; one for all its exactly-once sinks.
 *
 * @param properties the client settings that the user gave
 * @param tableName whose options these are
 */
record TransactionOptions(
        String tableName,
        String bootstrap,
        String jobId,
        String idPrefix,
        String controlTopic,
        int timeoutMillis,
        Map<String, String> properties) {

    static TransactionOptions of(KafkaTable table, JobInfo job) {
        Map<String, String> properties = table.properties();
        int timeout = timeout(properties);
        long interval = job.settings().get(JobOptions.CHECKPOINT_INTERVAL).toMillis();
        if (interval >= timeout) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "transactions of table '" + table.table().name() + "' would time out after " + timeout
                            + " ms, before the checkpoint after " + interval + " ms commits them",
                    "make 'execution.checkpointing.interval' shorter, or raise"
                            + " 'properties.transaction.timeout.ms' and the broker's transaction.max.timeout.ms");
        }
        return new TransactionOptions(
                table.table().name(),
                table.bootstrap(),
                job.id(),
                table.options().get(KafkaOptions.TRANSACTIONAL_ID_PREFIX),
                table.options().get(KafkaOptions.CONTROL_TOPIC),
                timeout,
                Map.copyOf(properties));
    }

    private static int timeout(Map<String, String> properties) {
        String given = properties.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        try {
            return given == null ? Clients.PATIENCE_MILLIS : Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'properties.transaction.timeout.ms' = '" + given + "' is not a number of milliseconds");
        }
    }

    /** {@code levada-myjob-a} and {@code -b}: no other job has them, and the job has them again after a restart. */
    String transactionalId(int slot) {
        return idPrefix + "-" + jobId + "-" + (slot == 0 ? "a" : "b");
    }

    Map<String, Object> producer(int slot) {
        String id = transactionalId(slot);
        Map<String, Object> settings = Clients.producer(properties, id);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeoutMillis);
        return settings;
    }

    /**
     * Refuses a table that wants another producer than the one that the job's transactions have. Another prefix is no
     * reason: Flink wants a prefix of its own for each table, and the same script shall run here. The first table's counts.
     */
    void checkSame(TransactionOptions other) {
        if (!controlTopic.equals(other.controlTopic) || !ofProducer(properties).equals(ofProducer(other.properties))) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "tables '" + tableName + "' and '" + other.tableName + "' are written in one transaction, and so by"
                            + " one producer, but their options for it differ",
                    "give them the same 'properties.*' and 'sink.control-topic'");
        }
    }

    private static Map<String, String> ofProducer(Map<String, String> properties) {
        Map<String, String> own = new HashMap<>(properties);
        own.keySet().retainAll(ProducerConfig.configNames());
        return own;
    }
}

package io.levada.connector.kafka;

import io.levada.connector.kafka.table.KafkaOptions;

/**
 * {@code 'connector' = 'upsert-kafka'}: a record replaces the row with the same PRIMARY KEY, a record without value
 * deletes it.
 */
public final class UpsertKafkaConnector extends KafkaConnector {
    public UpsertKafkaConnector() {
        super("upsert-kafka", true, KafkaOptions.UPSERT);
    }
}

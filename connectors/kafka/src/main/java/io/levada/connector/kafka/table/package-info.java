/**
 * What a declared Kafka table means: its options under Flink's names, checked, and which of its columns lie in the key,
 * in the value and beside the record. Takes a {@link io.levada.core.catalog.Table}, gives records; needs no broker.
 *
 * <p>Imports {@code core}. Start at {@link io.levada.connector.kafka.table.KafkaTable}.
 */
@NullMarked
package io.levada.connector.kafka.table;

import org.jspecify.annotations.NullMarked;

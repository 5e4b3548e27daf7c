/**
 * Talking to Kafka: the settings of its clients, its errors as the user should read them, and waiting for a broker that
 * is away. Imports {@code core} and Kafka's client library.
 *
 * <p>Start at {@link io.levada.connector.kafka.client.Clients}.
 */
@NullMarked
package io.levada.connector.kafka.client;

import org.jspecify.annotations.NullMarked;

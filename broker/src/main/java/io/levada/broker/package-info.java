/**
 * A real Apache Kafka broker in this process, for the demo and for tests. Takes a directory and a port, gives a bootstrap
 * address on the loopback interface. Imports Apache Kafka's server and {@code io.levada.core.error}; nothing but the
 * command line and tests imports it.
 *
 * <p>Start at {@link io.levada.broker.EmbeddedBroker}; {@link io.levada.broker.BrokerMain} is the same broker as a process
 * of its own, to be killed.
 */
@NullMarked
package io.levada.broker;

import org.jspecify.annotations.NullMarked;

/**
 * Real data, published again as it happened. Takes the files under {@code examples/}, gives records on a Kafka topic:
 * in the order in which they became known, a little disordered, at a multiple of their own speed, a few of them
 * unreadable. The same seed gives the same records in the same order. Imports the Kafka client and
 * {@code io.levada.core.error}; the demo and tests import it.
 *
 * <p>Start at {@link io.levada.cli.demo.replay.Replayer}; {@link io.levada.cli.demo.replay.FlightSource} and
 * {@link io.levada.cli.demo.replay.QuakeSource} describe the fields of the events.
 */
@NullMarked
package io.levada.cli.demo.replay;

import org.jspecify.annotations.NullMarked;

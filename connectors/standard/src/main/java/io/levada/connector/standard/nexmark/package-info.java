/**
 * The connector {@code nexmark}: the events of the Nexmark benchmark (people, auctions, bids), true to the public
 * generator's event model field by field (github.com/nexmark/nexmark), made as columns and only those that are read.
 * Every value is a function of the seed, the field and the event's number: any event can be made again, no field
 * depends on which others are read, and other engines' sources that use {@link
 * io.levada.connector.standard.nexmark.EventModel} see the very same events.
 *
 * <p>Start at {@link io.levada.connector.standard.nexmark.EventModel} (what an event is), then {@link
 * io.levada.connector.standard.nexmark.NexmarkConnector}.
 */
@NullMarked
package io.levada.connector.standard.nexmark;

import org.jspecify.annotations.NullMarked;

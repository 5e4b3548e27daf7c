package io.levada.connector.kafka.source;

import org.apache.kafka.common.TopicPartition;

/** A partition that a reader was given. */
final class Split {
    private final String id;
    private final TopicPartition partition;
    private final long end;
    private final boolean fromEarliest;
    /** After the last record that was emitted; written by the worker. */
    private volatile long position;
    /** One past the last record in the broker; written by the fetcher. */
    private volatile long brokerEnd = -1;
    /** The consumer's position; the fetcher's own. */
    private long fetched;

    private boolean fetchedToEnd;
    /** Whether the worker emitted all of it. */
    private boolean ended;

    Split(String id, SplitPosition start) {
        this.id = id;
        this.partition = SplitPosition.partition(id);
        this.end = start.end();
        this.position = start.offset();
        this.fetched = start.offset();
        this.fromEarliest = start.offset() == SplitPosition.EARLIEST;
    }

    String id() {
        return id;
    }

    TopicPartition partition() {
        return partition;
    }

    /** The first offset that isn't read. */
    long end() {
        return end;
    }

    long position() {
        return position;
    }

    void position(long offset) {
        position = offset;
    }

    /** Whether it begins with the least offset there is and nothing was fetched yet. */
    boolean waitsForEarliest() {
        return fromEarliest && fetched == SplitPosition.EARLIEST;
    }

    long fetched() {
        return fetched;
    }

    void fetched(long offset) {
        fetched = offset;
    }

    boolean fetchedToEnd() {
        return fetchedToEnd;
    }

    void fetchedToEnd(boolean value) {
        fetchedToEnd = value;
    }

    void brokerEnd(long offset) {
        brokerEnd = offset;
    }

    boolean ended() {
        return ended;
    }

    void markEnded() {
        ended = true;
    }

    /** Records in the broker that weren't emitted yet; 0 while it isn't known. */
    long lag() {
        long last = brokerEnd;
        long next = position;
        return last < 0 || next < 0 ? 0 : Math.max(0, last - next);
    }

    SplitPosition toPosition() {
        return new SplitPosition(position, end);
    }
}

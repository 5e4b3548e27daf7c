package io.levada.connector.kafka.sink;

/** Where a sink's records go: one producer, or the job's transactions in turn. Methods may block. */
interface Outlet extends AutoCloseable {
    /**
     * The producer for what is written after so many barriers. May begin a transaction.
     *
     * @param part 0 before the first barrier
     */
    WatchedProducer producer(long part);

    /** From any thread: nothing more is sent for now, so that what is kept back for more to come may go. */
    void push();

    /** As the user should read it. */
    RuntimeException translate(Throwable error, String doing);

    @Override
    void close();
}

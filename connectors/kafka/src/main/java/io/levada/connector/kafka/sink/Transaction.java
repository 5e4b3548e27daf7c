package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.client.KafkaErrors;
import io.levada.core.connector.Outages;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** One of the two producers of a job and the transaction that it may have open. Thread-safe; methods may block. */
final class Transaction {
    private final TransactionOptions options;
    private final WatchedProducer watched;
    /** No monitor: whoever commits waits for a broker, in a virtual thread, and would hold its carrier on JDK 21 to 23. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile boolean open;
    private volatile long openedNanos;

    Transaction(TransactionOptions options, int slot, Outages outages) {
        this.options = options;
        this.watched = new WatchedProducer(options.producer(slot), options.bootstrap(), outages);
    }

    /** Shuts out who had this id before; its transaction is completed or aborted when this returns. */
    void fence() {
        try {
            watched.busy(watched.producer()::initTransactions);
        } catch (RuntimeException e) {
            throw translate(e, "take over transactions '" + options.idPrefix() + "-" + options.jobId() + "-*'");
        }
    }

    /** The producer, within a transaction. */
    WatchedProducer begun() {
        if (!open) {
            begin();
        }
        return watched;
    }

    private void begin() {
        changing.lock();
        try {
            if (!open) {
                openedNanos = System.nanoTime();
                watched.producer().beginTransaction();
                open = true;
            }
        } finally {
            changing.unlock();
        }
    }

    /** Adds a record and sends it off. Whether it came to the broker is seen by {@link #commit}. */
    void add(ProducerRecord<byte[], byte[]> record) {
        KafkaProducer<byte[], byte[]> producer = begun().producer();
        watched.busy(() -> {
            var unused = producer.send(record);
            producer.flush();
        });
    }

    /** Commits; throws when it isn't known to be committed. */
    void commit() {
        changing.lock();
        try {
            watched.busy(watched.producer()::commitTransaction);
            open = false;
        } catch (RuntimeException e) {
            throw translate(e, "commit the transaction of the checkpoint");
        } finally {
            changing.unlock();
        }
    }

    RuntimeException translate(Throwable error, String doing) {
        Throwable cause = KafkaErrors.unwrap(error);
        boolean taken = cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof InvalidPidMappingException
                || cause instanceof InvalidTxnStateException;
        if (!taken) {
            return KafkaErrors.translate(cause, doing, options.bootstrap());
        }
        if (isOverdue()) {
            return new LevadaException(
                    ErrorCode.CONNECTION,
                    "could not " + doing + ": the broker gave it up after " + options.timeoutMillis()
                            + " ms; nothing is lost, the job goes on from the checkpoint before",
                    null,
                    "if checkpoints take that long, raise 'properties.transaction.timeout.ms'",
                    cause);
        }
        return new LevadaException(
                ErrorCode.JOB_FENCED,
                "could not " + doing + ": another process runs job '" + options.jobId() + "' now",
                null,
                "stop one of them, or give one another 'pipeline.name'",
                cause);
    }

    /** Whether it is open for longer than the broker allows. */
    boolean isOverdue() {
        return open && System.nanoTime() - openedNanos >= TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis());
    }

    /** Aborts what is open, if the broker answers soon: others needn't wait for it to time out. */
    void close() {
        if (open && !watched.isSilent()) {
            Thread abort = Thread.ofVirtual().start(() -> {
                try {
                    watched.producer().abortTransaction();
                } catch (RuntimeException e) {
                    // Fenced or broken: the broker ends it.
                }
            });
            try {
                abort.join(2000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        watched.close();
    }
}

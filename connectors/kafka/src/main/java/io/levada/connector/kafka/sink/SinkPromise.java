package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.table.KafkaOptions;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.connector.JobInfo;

/**
 * What a sink promises, and how long it may keep changes to fold them by key. A barrier waits for the broker whatever is
 * promised: it may be the last one.
 *
 * @param foldRows keys that may wait; 0 when changes aren't folded
 * @param foldNanos how long they may wait; {@link Long#MAX_VALUE} until the barrier
 */
record SinkPromise(DeliveryGuarantee guarantee, long foldRows, long foldNanos) {
    /** What isn't staged may still go out when a writer is closed. */
    static final long CLOSE_PATIENCE_MILLIS = 3000;

    /**
     * In exactly-once mode nothing is seen before the commit, so that folding up to the barrier costs no latency and
     * shows a table that a prefix of the input explains.
     */
    static SinkPromise of(KafkaTable table, JobInfo job) {
        DeliveryGuarantee guarantee = table.guarantee(job);
        if (!table.upsert()) {
            return new SinkPromise(guarantee, 0, 0);
        }
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            return new SinkPromise(guarantee, Long.MAX_VALUE, Long.MAX_VALUE);
        }
        return new SinkPromise(
                guarantee,
                table.options().get(KafkaOptions.FLUSH_MAX_ROWS),
                table.options().get(KafkaOptions.FLUSH_INTERVAL).toNanos());
    }

    boolean folds() {
        return foldRows > 0;
    }

    /** Whether output is invisible until the checkpoint is decided. */
    boolean stages() {
        return guarantee == DeliveryGuarantee.EXACTLY_ONCE;
    }
}

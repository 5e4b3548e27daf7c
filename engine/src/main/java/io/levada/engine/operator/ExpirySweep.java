package io.levada.engine.operator;

import io.levada.engine.state.Records;
import java.util.function.IntConsumer;

/** Drops records that were untouched for the time to live, some at each call. Time 0 means never touched. */
final class ExpirySweep {
    private static final int RECORDS_A_CALL = 4096;

    private final Records records;
    private final int touchedAtWord;
    private final IntConsumer remove;
    private int position;

    /** @param touchedAtWord the word that holds when a record was touched last, microseconds */
    ExpirySweep(Records records, int touchedAtWord, IntConsumer remove) {
        this.records = records;
        this.touchedAtWord = touchedAtWord;
        this.remove = remove;
    }

    static boolean isExpired(long touchedAt, long nowMicros, long ttlMicros) {
        return touchedAt != 0 && touchedAt + ttlMicros <= nowMicros;
    }

    void run(long nowMicros, long ttlMicros) {
        int end = Math.min(records.limit(), position + RECORDS_A_CALL);
        for (int id = position; id < end; id++) {
            if ((id & Records.MASK) == 0 && records.isOnDisk(id)) {
                // One page from disk is enough for a call: nobody waits for these records.
                end = Math.min(end, id + Records.PAGE_SIZE);
            }
            if (records.isLive(id) && isExpired(records.word(id, touchedAtWord), nowMicros, ttlMicros)) {
                remove.accept(id);
            }
        }
        position = end >= records.limit() ? 0 : end;
    }
}

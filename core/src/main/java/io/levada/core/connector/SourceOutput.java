package io.levada.core.connector;

import io.levada.core.data.Batch;
import org.jspecify.annotations.Nullable;

/** What a reader emits into; valid during {@link SourceReader#poll} only. */
public interface SourceOutput {
    /**
     * Rows of one split, in its order. The batch must not change afterwards.
     *
     * @param splitId of an assigned split: watermarks are kept apart for each
     */
    void emit(String splitId, Batch batch);

    /** Nothing more will come from this split: it holds no watermark back. */
    void splitEnded(String splitId);

    /**
     * A record that can't be decoded. Throws when the table says {@code 'on-error' = 'fail'}.
     *
     * @param offset where it lay in the split: a Kafka offset, the number of a line
     * @param raw its bytes; null when there are none
     * @param reason one sentence
     */
    void deadLetter(String splitId, long offset, byte @Nullable [] raw, String reason);
}

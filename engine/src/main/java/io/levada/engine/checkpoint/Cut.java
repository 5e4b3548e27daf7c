package io.levada.engine.checkpoint;

import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Barrier;
import java.util.List;
import java.util.Map;

/**
 * What the coordinator asks of the running job. {@link #inject} returns at once; the others may block and are called by
 * the coordinator's thread.
 */
public interface Cut {
    /** Sends the barrier into the flow at every source. */
    void inject(Barrier barrier);

    /** Makes visible what the sink staged. Throws to have it tried again. */
    void apply(int sink, long checkpointId, List<byte[]> committables);

    /** The job is safe up to these positions, by source step. */
    void committed(Map<Integer, List<SourceSplit>> positions);

    /** A checkpoint is done. */
    void completed(long checkpointId, CheckpointFigures figures);

    /** One sentence for the person who watches. */
    void notice(String message);
}

package io.levada.core.plan;

import java.util.List;

/**
 * How event or processing time is cut into windows. All lengths in microseconds. Windows are [start, end), aligned to
 * the wall clock of the session's zone when the time attribute is a TIMESTAMP_LTZ, else to 1970-01-01T00:00.
 */
public sealed interface WindowSpec {
    record Tumble(long sizeMicros, long offsetMicros) implements WindowSpec {}

    /** @param slideMicros divides {@code sizeMicros} */
    record Hop(long slideMicros, long sizeMicros, long offsetMicros) implements WindowSpec {}

    /** @param stepMicros divides {@code maxSizeMicros} */
    record Cumulate(long stepMicros, long maxSizeMicros, long offsetMicros) implements WindowSpec {}

    /** @param partitionKeys input columns; a session is over when its key was silent for the gap */
    record Session(long gapMicros, List<Integer> partitionKeys) implements WindowSpec {
        public Session {
            partitionKeys = List.copyOf(partitionKeys);
        }
    }

    /**
     * The rows carry the bounds already, from a window function below.
     *
     * @param startColumn input column of window_start, TIMESTAMP; or -1 when the query doesn't group by it
     * @param endColumn input column of window_end, TIMESTAMP
     */
    record Attached(int startColumn, int endColumn) implements WindowSpec {}
}

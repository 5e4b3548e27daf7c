package io.levada.engine.dataflow;

import io.levada.core.catalog.Table;
import io.levada.core.connector.DeadLetters;
import io.levada.core.data.Batch;
import io.levada.core.data.Bytes;
import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import org.jspecify.annotations.Nullable;

/** What happens to the records of one table that can't be decoded, as the table's options say. One for each task. */
final class DeadLetterGate {
    private final String table;
    private final SourceCursor cursor;
    private final DeadLetters.OnError onError;
    private final @Nullable Lane lane;
    private final StepContext.Now now;
    private final java.util.function.Consumer<String> firstSeen;

    final Count records = new Count();

    /**
     * @param lane to where they are kept; null when they are only counted
     * @param firstSeen told the reason of the first one
     */
    DeadLetterGate(
            Table table,
            @Nullable Lane lane,
            StepContext.Now now,
            SourceCursor cursor,
            java.util.function.Consumer<String> firstSeen) {
        this.table = table.name();
        this.onError = table.options().get(DeadLetters.ON_ERROR);
        this.cursor = cursor;
        this.lane = lane;
        this.now = now;
        this.firstSeen = firstSeen;
    }

    void add(String split, long offset, byte @Nullable [] raw, String reason) {
        if (onError == DeadLetters.OnError.FAIL) {
            throw new LevadaException(
                    ErrorCode.BAD_RECORD,
                    "table '" + table + "', " + split + " at " + offset + ": " + reason,
                    "'on-error' = 'dead-letter' keeps such records apart, 'skip' drops them");
        }
        if (records.get() == 0) {
            firstSeen.accept(split + " at " + offset + ": " + reason);
        }
        records.add(1);
        if (onError == DeadLetters.OnError.DEAD_LETTER && lane != null) {
            lane.send(row(split, offset, raw, reason), cursor.nowNanos);
        }
    }

    private Batch row(String split, long offset, byte @Nullable [] raw, String reason) {
        Column[] columns = Batch.columnsFor(DeadLetters.ROW_TYPE, 1);
        ((BytesColumn) columns[0]).append(Bytes.of(table));
        ((BytesColumn) columns[1]).append(Bytes.of(split));
        ((LongColumn) columns[2]).append(offset);
        ((BytesColumn) columns[3]).append(Bytes.of(reason));
        ((LongColumn) columns[4]).append(now.micros() / 1000 * 1000);
        if (raw == null) {
            columns[5].appendNull();
        } else {
            ((BytesColumn) columns[5]).append(Bytes.of(raw));
        }
        return Batch.inserts(1, columns);
    }
}

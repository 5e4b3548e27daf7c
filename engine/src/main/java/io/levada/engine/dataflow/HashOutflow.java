package io.levada.engine.dataflow;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.Message;
import io.levada.core.type.RowType;
import io.levada.engine.operator.KeyGroups;
import io.levada.engine.operator.KeyHashes;

/**
 * Cuts a batch, column by column, into one for each worker that owns some of its keys. A batch whose rows all belong to
 * one worker passes untouched.
 */
final class HashOutflow implements Outflow {
    private final ChannelLane[] lanes;
    private final int[] keys;
    private final RowType rowType;
    private final int[] workerOfGroup = new int[KeyGroups.COUNT];
    private final int[] counts;
    private final int[][] rows;
    private long[] hashes = new long[Batch.MAX_ROWS];

    /** @param lanes by worker */
    HashOutflow(ChannelLane[] lanes, int[] keys, RowType rowType) {
        this.lanes = lanes;
        this.keys = keys;
        this.rowType = rowType;
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            workerOfGroup[group] = KeyGroups.worker(group, lanes.length);
        }
        counts = new int[lanes.length];
        rows = new int[lanes.length][Batch.MAX_ROWS];
    }

    @Override
    public void batch(Batch batch, long arrivalNanos) {
        int rowCount = batch.rowCount();
        if (rowCount > hashes.length) {
            hashes = new long[rowCount];
            for (int worker = 0; worker < rows.length; worker++) {
                rows[worker] = new int[rowCount];
            }
        }
        KeyHashes.hash(batch, keys, hashes);
        java.util.Arrays.fill(counts, 0);
        for (int row = 0; row < rowCount; row++) {
            int worker = workerOfGroup[KeyGroups.ofHash(hashes[row])];
            rows[worker][counts[worker]++] = row;
        }
        for (int worker = 0; worker < lanes.length; worker++) {
            if (counts[worker] > 0) {
                send(lanes[worker], batch, rows[worker], counts[worker], arrivalNanos);
            }
        }
    }

    private void send(ChannelLane lane, Batch batch, int[] chosen, int count, long arrivalNanos) {
        if (count == batch.rowCount()) {
            lane.send(batch, arrivalNanos);
        } else {
            Column[] columns = lane.spent().columns(rowType, batch, count);
            lane.send(batch.chosen(chosen, count, columns), arrivalNanos, true);
        }
    }

    @Override
    public void mark(Message message, long arrivalNanos) {
        for (Lane lane : lanes) {
            lane.send(message, arrivalNanos);
        }
    }
}

package io.levada.engine.aggregate;

import io.levada.engine.state.KeyTable;
import io.levada.engine.state.Records;

/** The memory of aggregates for many groups: a record for each, and the tables of values that some aggregates need. */
public final class AggregateState {
    private final Records records;
    private final KeyTable[] valueTables;

    AggregateState(Records records, KeyTable[] valueTables) {
        this.records = records;
        this.valueTables = valueTables;
    }

    public Records records() {
        return records;
    }

    KeyTable values(int index) {
        return valueTables[index];
    }

    /** Shares everything with a copy for another thread; see {@link Records#freeze}. */
    public Frozen freeze() {
        Records[] values = new Records[valueTables.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = valueTables[i].records().freeze();
        }
        return new Frozen(records.freeze(), values);
    }

    /** Gives memory back that nothing refers to; between batches. */
    public void compact() {
        records.compactArena();
        for (KeyTable table : valueTables) {
            table.records().compactArena();
        }
    }

    /** Bytes of memory, roughly. */
    public long memoryBytes() {
        long bytes = records.memoryBytes();
        for (KeyTable table : valueTables) {
            bytes += table.memoryBytes();
        }
        return bytes;
    }

    /** The state as it was at a barrier. */
    public record Frozen(Records records, Records[] values) {
        public void release() {
            records.release();
            for (Records table : values) {
                table.release();
            }
        }
    }
}

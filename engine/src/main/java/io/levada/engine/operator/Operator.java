package io.levada.engine.operator;

import io.levada.core.data.Batch;
import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One worker's copy of an operator. Single-threaded: everything but {@link FrozenState} happens in the worker's thread.
 * Nothing may block, lock or sleep.
 *
 * <p>Call order: {@link #open}; after a restore any number of {@link #expect}, {@link #restoreGroup} and {@link #restoreShared};
 * then
 * {@link #process}, {@link #watermark}, {@link #clock} and {@link #freeze} in the order of the flow; {@link #close} once.
 *
 * <p>What an operator emits during a call goes to the next operator before the call returns.
 */
public interface Operator extends AutoCloseable {
    void open(OperatorContext context, Output output);

    /**
     * Takes a batch. May emit output in proportion to it.
     *
     * @param input 0 but for operators with several inputs
     */
    void process(int input, Batch batch);

    /**
     * Whether {@link #process} leaves nothing of a batch behind: neither kept nor emitted is any of its columns. The arrays
     * are then filled again.
     */
    default boolean copiesInput() {
        return false;
    }

    /** How many changes a batch brings: more than it has rows where some were combined on the way. */
    default long changesIn(Batch batch) {
        return batch.rowCount();
    }

    /**
     * Event time has come to here on all inputs. The engine passes the watermark on when this returns true.
     *
     * @param micros never goes back; {@link io.levada.core.data.Watermark#END} after the last row
     * @return false when there is more to emit than fits a few batches: it is called again with the same value, once
     *     there is room, before anything else but {@link #freeze}
     */
    default boolean watermark(long micros) {
        return true;
    }

    /**
     * By how much rows that it emits may lie behind the watermark that it was given last: those behind it are given the
     * watermark less this.
     */
    default long watermarkDelayMicros() {
        return 0;
    }

    /**
     * The clock has come to here; called about every millisecond when it is overridden and the worker isn't busy.
     *
     * @return false to be called again soon with more to emit
     */
    default boolean clock(long nowMicros) {
        return true;
    }

    /**
     * Whether nothing more will come out of it, whatever goes in (a LIMIT that is full): a job whose operators before a
     * sink are all done may stop reading. Asked after {@link #process} and after a restore.
     */
    default boolean finished() {
        return false;
    }

    /** Whether {@link #clock} is to be called. */
    default boolean wantsClock() {
        return false;
    }

    /**
     * The state as of now, for a checkpoint: quick (copy-on-write or array copies), no I/O. Null when there is none.
     */
    default @Nullable FrozenState freeze() {
        return null;
    }

    /**
     * About so many entries of the first part are about to be restored: where these are keys, their table may be made large
     * enough beforehand. Called for what each old worker wrote.
     */
    default void expect(long entries) {}

    /**
     * Adds back what {@link FrozenState#parts} held of a key group that this worker owns now. See {@link FrozenEntries} for
     * what there is to read. Where there were several parts, it is called once for each part of a group, in their order,
     * before the next group; where there was one, groups come in pieces, and in any order.
     */
    default void restoreGroup(int keyGroup, DataInput in) throws IOException {
        throw new IllegalStateException("no keyed state to restore in " + this);
    }

    /** Adds back what {@link FrozenState#writeShared} wrote; called in every worker, for what each old worker wrote. */
    default void restoreShared(DataInput in) throws IOException {
        throw new IllegalStateException("no shared state to restore in " + this);
    }

    /** Roughly, the bytes of state that it holds in memory. */
    default long stateBytes() {
        return 0;
    }

    @Override
    default void close() {}
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Watermark;
import io.levada.core.plan.WindowAggregate;
import java.io.DataInput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A window aggregate behind an exchange that combines: what a batch becomes on its way is part of it. */
final class CombinedOperator implements Operator {
    private final Operator aggregate;
    private final WindowCombiner combiner;
    /** Rows that came, and what they became. */
    long rows;

    long combinedRows;

    CombinedOperator(WindowAggregate node) {
        aggregate = WindowAggregateOperator.ofCombined(node);
        combiner = Objects.requireNonNull(WindowCombiner.of(node, false));
    }

    @Override
    public void open(OperatorContext context, Output output) {
        combiner.open(context.zone());
        aggregate.open(context, output);
    }

    @Override
    public void process(int input, Batch batch) {
        long mark =
                aggregate instanceof SessionOperator sessions ? sessions.timer().time() : Watermark.NONE;
        Batch combined = Objects.requireNonNull(combiner.combine(batch, mark));
        rows += batch.rowCount();
        combinedRows += combined.rowCount();
        aggregate.process(input, combined);
    }

    @Override
    public boolean watermark(long micros) {
        return aggregate.watermark(micros);
    }

    @Override
    public boolean wantsClock() {
        return aggregate.wantsClock();
    }

    @Override
    public boolean clock(long nowMicros) {
        return aggregate.clock(nowMicros);
    }

    @Override
    public @Nullable FrozenState freeze() {
        return aggregate.freeze();
    }

    @Override
    public void restoreGroup(int keyGroup, DataInput in) throws IOException {
        aggregate.restoreGroup(keyGroup, in);
    }

    @Override
    public void restoreShared(DataInput in) throws IOException {
        aggregate.restoreShared(in);
    }

    @Override
    public long stateBytes() {
        return aggregate.stateBytes();
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.engine.aggregate.AggregateState;
import io.levada.engine.aggregate.Aggregates;
import io.levada.engine.aggregate.Selection;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** GROUP BY keys and a session window: one row for each session, when it has ended. */
final class SessionAggregateOperator extends SessionOperator {
    private final WindowAggregate node;
    private final boolean retracting;
    private final Aggregates aggregates;
    private final AggregateState state;
    private @Nullable WindowProperties properties;

    /** @param isCombined whether it takes what a {@link WindowCombiner} makes */
    SessionAggregateOperator(WindowAggregate node, WindowSpec.Session window, boolean isCombined) {
        this(node, window, isCombined, new RecordLayout());
    }

    private SessionAggregateOperator(
            WindowAggregate node, WindowSpec.Session window, boolean isCombined, RecordLayout layout) {
        this(
                node,
                window,
                isCombined,
                layout,
                new Aggregates(
                        layout,
                        node.input().rowType(),
                        node.aggregates(),
                        node.input().mode() != ChangelogMode.APPEND));
    }

    private SessionAggregateOperator(
            WindowAggregate node,
            WindowSpec.Session window,
            boolean isCombined,
            RecordLayout layout,
            Aggregates aggregates) {
        super(
                node.input().rowType(),
                node.keys(),
                node.time(),
                node.processingTime(),
                window.gapMicros(),
                layout,
                isCombined ? CombinedColumns.of(node) : null);
        if (!new HashSet<>(node.keys()).equals(new HashSet<>(window.partitionKeys()))) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "a session window must be grouped by the columns that it is partitioned by",
                    "write the same columns in PARTITION BY and GROUP BY");
        }
        this.node = node;
        this.aggregates = aggregates;
        retracting = node.input().mode() != ChangelogMode.APPEND;
        state = aggregates.newState(store.sessions());
    }

    @Override
    public boolean copiesInput() {
        return true;
    }

    @Override
    void opened() {
        super.opened();
        properties = new WindowProperties(node.properties(), timer().clock());
    }

    @Override
    void add(Batch batch, Selection rows) {
        if (combined() == null) {
            aggregates.beginBatch(batch.rowCount());
            aggregates.countRows(state, rows);
            aggregates.accumulate(state, batch, rows);
        } else {
            aggregates.accumulatePartial(state, batch, combined().firstValue(), rows);
        }
        state.compact();
    }

    @Override
    void absorb(int session, int absorbed) {
        aggregates.mergeGroup(state, session, absorbed);
    }

    @Override
    void clear(int session) {
        aggregates.clear(state, session);
    }

    @Override
    void emit(int[] sessions, int count) {
        int[] ids = new int[count];
        int shown = 0;
        for (int i = 0; i < count; i++) {
            if (!retracting || aggregates.rowCount(store.sessions(), sessions[i]) > 0) {
                ids[shown++] = sessions[i];
            }
        }
        if (shown == 0) {
            return;
        }
        Column[] columns = Batch.columnsFor(node.rowType(), shown);
        RecordField[] fields = store.keys().keys();
        for (int k = 0; k < fields.length; k++) {
            fields[k].load(store.sessions(), ids, 0, shown, columns[k]);
        }
        for (int a = 0; a < node.aggregates().size(); a++) {
            aggregates.emit(a, state, ids, 0, shown, columns[fields.length + a]);
        }
        int first = fields.length + node.aggregates().size();
        for (int i = 0; i < shown; i++) {
            long start = store.start(store.sessions(), ids[i]);
            long end = store.end(store.sessions(), ids[i]);
            Objects.requireNonNull(properties).append(columns, first, start, end);
        }
        output().emit(Batch.inserts(shown, columns));
    }

    @Override
    Contents freezeContents() {
        AggregateState.Frozen frozen = state.freeze();
        return new Contents() {
            @Override
            public Records sessions() {
                return frozen.records();
            }

            @Override
            public void write(int session, DataOutput out) throws IOException {
                aggregates.write(frozen, session, out);
            }

            @Override
            public void release() {
                frozen.release();
            }
        };
    }

    @Override
    void readContents(int session, DataInput in) throws IOException {
        aggregates.read(state, session, in);
    }

    @Override
    public long stateBytes() {
        return store.memoryBytes() + state.memoryBytes() - store.sessions().memoryBytes();
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.WindowAssign;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.RowType;
import io.levada.engine.aggregate.Selection;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The session window table function without an aggregation on it: keeps the rows of each session, since their window's
 * bounds are known only when it has ended, then emits them with the bounds.
 */
final class SessionAssignOperator extends SessionOperator {
    private final WindowAssign node;
    private final int headWord;
    private final int tailWord;
    private final RecordLayout rowLayout = new RecordLayout();
    private final RecordField[] fields;
    private final int nextWord = rowLayout.addWords(1);
    private final Records rows;
    private int[] newRows = new int[0];

    SessionAssignOperator(WindowAssign node, WindowSpec.Session window) {
        this(node, window, new RecordLayout());
    }

    private SessionAssignOperator(WindowAssign node, WindowSpec.Session window, RecordLayout layout) {
        this(node, window, layout, layout.addWords(2));
    }

    private SessionAssignOperator(WindowAssign node, WindowSpec.Session window, RecordLayout layout, int word) {
        super(
                node.input().rowType(),
                window.partitionKeys(),
                node.time(),
                node.processingTime(),
                window.gapMicros(),
                layout,
                null);
        if (node.mode() != ChangelogMode.APPEND) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "SESSION over an input with updates or deletions isn't supported without an aggregation on it");
        }
        this.node = node;
        headWord = word;
        tailWord = word + 1;
        RowType type = node.input().rowType();
        fields = new RecordField[type.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = RecordField.create(rowLayout, type.type(i));
        }
        rows = new Records(rowLayout);
    }

    @Override
    void add(Batch batch, Selection selection) {
        if (newRows.length < selection.count) {
            newRows = new int[selection.count];
        }
        for (int i = 0; i < selection.count; i++) {
            int row = rows.allocate(0);
            newRows[i] = row;
            append(selection.ids[i], row);
        }
        for (int f = 0; f < fields.length; f++) {
            fields[f].store(rows, newRows, selection.rows, selection.count, batch.column(f));
        }
        rows.compactArena();
        store.sessions().compactArena();
    }

    private void append(int session, int row) {
        Records sessions = store.sessions();
        long tail = sessions.word(session, tailWord);
        if (tail == 0) {
            sessions.setWord(session, headWord, row + 1);
        } else {
            rows.setWord((int) tail - 1, nextWord, row + 1);
        }
        sessions.setWord(session, tailWord, row + 1);
    }

    @Override
    void absorb(int session, int absorbed) {
        Records sessions = store.sessions();
        long head = sessions.word(absorbed, headWord);
        if (head == 0) {
            return;
        }
        long tail = sessions.word(session, tailWord);
        if (tail == 0) {
            sessions.setWord(session, headWord, head);
        } else {
            rows.setWord((int) tail - 1, nextWord, head);
        }
        sessions.setWord(session, tailWord, sessions.word(absorbed, tailWord));
        sessions.setWord(absorbed, headWord, 0);
    }

    @Override
    void clear(int session) {
        int row = (int) store.sessions().word(session, headWord) - 1;
        while (row >= 0) {
            int next = (int) rows.word(row, nextWord) - 1;
            for (RecordField field : fields) {
                field.clear(rows, row);
            }
            rows.free(row);
            row = next;
        }
    }

    @Override
    void emit(int[] sessions, int count) {
        int batchSize = Math.max(1, context().batchSize());
        int[] ids = new int[batchSize];
        long[] starts = new long[batchSize];
        long[] ends = new long[batchSize];
        int size = 0;
        for (int i = 0; i < count; i++) {
            Records records = store.sessions();
            int row = (int) records.word(sessions[i], headWord) - 1;
            for (; row >= 0; row = (int) rows.word(row, nextWord) - 1) {
                ids[size] = row;
                starts[size] = store.start(records, sessions[i]);
                ends[size++] = store.end(records, sessions[i]);
                if (size == batchSize) {
                    emitRows(ids, starts, ends, size);
                    size = 0;
                }
            }
        }
        if (size > 0) {
            emitRows(ids, starts, ends, size);
        }
    }

    private void emitRows(int[] ids, long[] starts, long[] ends, int size) {
        Column[] columns = Batch.columnsFor(node.rowType(), size);
        for (int f = 0; f < fields.length; f++) {
            fields[f].load(rows, ids, 0, size, columns[f]);
        }
        columns[fields.length] = new LongColumn(Arrays.copyOf(starts, size), size);
        columns[fields.length + 1] = new LongColumn(Arrays.copyOf(ends, size), size);
        for (int i = 0; i < size; i++) {
            ((LongColumn) columns[fields.length + 2]).append(timer().clock().toTime(ends[i] - 1000));
        }
        output().emit(Batch.inserts(size, columns));
    }

    @Override
    Contents freezeContents() {
        Records frozenSessions = store.sessions().freeze();
        Records frozenRows = rows.freeze();
        return new Contents() {
            @Override
            public Records sessions() {
                return frozenSessions;
            }

            @Override
            public void write(int session, DataOutput out) throws IOException {
                int first = (int) frozenSessions.word(session, headWord) - 1;
                int count = 0;
                for (int row = first; row >= 0; row = (int) frozenRows.word(row, nextWord) - 1) {
                    count++;
                }
                out.writeInt(count);
                for (int row = first; row >= 0; row = (int) frozenRows.word(row, nextWord) - 1) {
                    for (RecordField field : fields) {
                        field.write(frozenRows, row, out);
                    }
                }
            }

            @Override
            public void release() {
                frozenSessions.release();
                frozenRows.release();
            }
        };
    }

    @Override
    void readContents(int session, DataInput in) throws IOException {
        for (int count = in.readInt(); count > 0; count--) {
            int row = rows.allocate(0);
            for (RecordField field : fields) {
                field.read(rows, row, in);
            }
            append(session, row);
        }
    }

    @Override
    public long stateBytes() {
        return store.memoryBytes() + rows.memoryBytes();
    }
}

package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Join;
import io.levada.core.plan.JoinKind;
import io.levada.core.plan.PlanNode;
import io.levada.core.type.RowType;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one input of a join. A row is a record in the doubly linked chain of its key; the key's columns lie with the
 * key. Of an input that never takes rows back each row has a record of its own; else equal rows share one and are
 * counted, and are found by an index over whole rows or, where the key has one row at most, at the head of the chain.
 */
final class JoinSide {
    static final int NONE = 0;
    private static final long LOW = 0xFFFF_FFFFL;

    private final RecordLayout layout;
    private final RowType type;
    private final int[] keyColumns;
    /** For each column the position of the key that it is, or -1. */
    private final int[] keyOf;

    private final RecordField[] fields;
    private final JoinKeys keys;
    private final Shape shape;
    private final Records rows;
    /** Low half: the next row of the chain; high half, where rows may leave: the one before. */
    private final int linksWord;
    /** Low half: the key; high half: how many equal rows there are. */
    private final int ownerWord;

    private final int partnersWord;
    private final int touchedWord;
    private final @Nullable JoinRowIndex index;
    private final ExpirySweep sweep;
    private long expiredBefore = Long.MIN_VALUE;
    private long nowMicros;
    private int[] loadedKeys = new int[0];

    /**
     * @param right whether it is the join's right side
     * @param updating whether rows may leave
     * @param single whether a key has one row at most
     * @param counted whether to keep how many partners each row has
     * @param ageing whether to keep when each row was touched
     * @param kept whether no row ever leaves alone
     */
    record Shape(boolean right, boolean updating, boolean single, boolean counted, boolean ageing, boolean kept) {}

    JoinSide(RowType type, int[] keyColumns, JoinKeys keys, Shape shape) {
        this.type = type;
        this.keyColumns = keyColumns;
        this.keys = keys;
        this.shape = shape;
        layout = new RecordLayout();
        linksWord = layout.addWords(1);
        ownerWord = layout.addWords(1);
        partnersWord = shape.counted() ? layout.addWords(1) : -1;
        touchedWord = shape.ageing() ? layout.addWords(1) : -1;
        keyOf = new int[type.size()];
        fields = new RecordField[type.size()];
        for (int c = 0; c < fields.length; c++) {
            keyOf[c] = position(keyColumns, c);
            fields[c] = keyOf[c] >= 0 ? keys.field(keyOf[c]) : RecordField.create(layout, type.type(c));
        }
        rows = JoinKeys.withNothing(layout);
        rows.trackChanges();
        index = shape.updating() && !shape.single() ? new JoinRowIndex(this, rows) : null;
        sweep = new ExpirySweep(rows, touchedWord, this::remove);
    }

    /**
     * One side of a join.
     *
     * @param ageing whether rows go that nobody touched for a while
     * @param kept whether no row leaves alone, unless its input takes it back or it ages
     */
    static JoinSide of(Join node, boolean right, JoinKeys keys, boolean ageing, boolean kept) {
        PlanNode input = right ? node.right() : node.left();
        boolean counted = right ? node.kind().keepsRight() : node.kind().keepsLeft() || node.kind() == JoinKind.SEMI;
        boolean single = right ? node.rightUnique() : node.leftUnique();
        boolean updating = input.mode() != ChangelogMode.APPEND;
        int[] columns = (right ? node.rightKeys() : node.leftKeys())
                .stream().mapToInt(Integer::intValue).toArray();
        Shape shape = new Shape(right, updating, single, counted, ageing, kept && !updating && !ageing);
        return new JoinSide(input.rowType(), columns, keys, shape);
    }

    private JoinSide(JoinSide alike, JoinKeys keys) {
        if (alike.index != null) {
            throw new IllegalArgumentException("rows that may leave lie in one place: " + alike);
        }
        layout = alike.layout;
        type = alike.type;
        keyColumns = alike.keyColumns;
        keyOf = alike.keyOf;
        fields = alike.fields;
        this.keys = keys;
        shape = alike.shape;
        linksWord = alike.linksWord;
        ownerWord = alike.ownerWord;
        partnersWord = alike.partnersWord;
        touchedWord = alike.touchedWord;
        rows = JoinKeys.withNothing(layout);
        rows.trackChanges();
        index = null;
        sweep = new ExpirySweep(rows, touchedWord, this::remove);
    }

    /** The same side without a row, for other keys. */
    JoinSide another(JoinKeys others) {
        return new JoinSide(this, others);
    }

    private static int position(int[] keyColumns, int column) {
        for (int k = 0; k < keyColumns.length; k++) {
            if (keyColumns[k] == column) {
                return k;
            }
        }
        return -1;
    }

    int[] keyColumns() {
        return keyColumns;
    }

    RowType type() {
        return type;
    }

    Shape shape() {
        return shape;
    }

    /** Rows that nobody touched since are gone from here on. */
    void setNow(long micros, long ttlMicros) {
        nowMicros = micros;
        expiredBefore = ttlMicros > 0 ? micros - ttlMicros : Long.MIN_VALUE;
    }

    /** Key columns and others alike: which key a column is, or -1. */
    int keyOf(int column) {
        return keyOf[column];
    }

    /** That row, or the first after it in its chain that isn't expired. */
    int live(int id) {
        int row = id;
        while (touchedWord >= 0 && row != NONE && rows.word(row, touchedWord) <= expiredBefore) {
            row = (int) rows.word(row, linksWord);
        }
        return row;
    }

    int next(int id) {
        int next = (int) rows.word(id, linksWord);
        return touchedWord < 0 ? next : live(next);
    }

    int copies(int id) {
        return index == null ? 1 : (int) (rows.word(id, ownerWord) >>> 32);
    }

    long partners(int id) {
        return rows.word(id, partnersWord);
    }

    void setPartners(int id, long count) {
        rows.setWord(id, partnersWord, count);
        touch(id);
    }

    private void touch(int id) {
        if (touchedWord >= 0) {
            rows.setWord(id, touchedWord, nowMicros);
        }
    }

    /**
     * Remembers rows of an input that never takes any back.
     *
     * @param partners by row, like {@code keyIds}
     * @param ids receives their ids
     */
    void append(Batch batch, int[] chosen, int count, int[] keyIds, int[] partners, int[] ids) {
        if (shape.kept()) {
            linkAll(chosen, count, keyIds, ids);
        }
        for (int i = 0; i < count; i++) {
            if (!shape.kept()) {
                ids[i] = link(keyIds[chosen[i]], 0);
            }
            if (partnersWord >= 0) {
                rows.setWord(ids[i], partnersWord, partners[chosen[i]]);
            }
        }
        store(batch, chosen, count, ids);
    }

    /** The same for rows of one key, none of which has a partner. Of a side from which no row leaves. */
    void appendOf(int key, Batch batch, int[] chosen, int count, int[] ids) {
        rows.allocate(ids, count);
        long[][] pages = rows.writable(ids, count);
        int width = rows.width();
        int next = keys.swapHead(key, shape.right(), ids[count - 1]);
        for (int i = 0; i < count; i++) {
            long[] page = pages[ids[i] >>> Records.SHIFT];
            int at = (ids[i] & Records.MASK) * width;
            page[at + linksWord] = next;
            page[at + ownerWord] = 1L << 32 | key;
            next = ids[i];
        }
        store(batch, chosen, count, ids);
    }

    private void store(Batch batch, int[] chosen, int count, int[] ids) {
        for (int c = 0; c < fields.length; c++) {
            if (keyOf[c] < 0) {
                fields[c].store(rows, ids, chosen, count, batch.column(c));
            }
        }
    }

    /** Remembers one row of an updating input. @param hash of all its columns */
    void add(Batch batch, int row, int key, long hash, int partners) {
        int id = index == null ? keys.head(key, shape.right()) : fresh(index.find(hash, key, batch, row), key);
        if (id != NONE && index != null) {
            rows.setWord(id, ownerWord, rows.word(id, ownerWord) + (1L << 32));
        } else {
            if (id == NONE) {
                id = link(key, hash);
                if (index != null) {
                    index.add(id, hash);
                }
            }
            for (int c = 0; c < fields.length; c++) {
                if (keyOf[c] < 0) {
                    fields[c].store(rows, id, batch.column(c), row);
                }
            }
        }
        touch(id);
        if (partnersWord >= 0) {
            rows.setWord(id, partnersWord, partners);
        }
    }

    /** An equal row that is expired but not swept yet counts as new. */
    private int fresh(int id, int key) {
        if (id != NONE && touchedWord >= 0 && rows.word(id, touchedWord) <= expiredBefore) {
            rows.setWord(id, ownerWord, key);
        }
        return id;
    }

    /** Takes one row back; does nothing when it isn't there. */
    void retract(Batch batch, int row, int key, long hash) {
        int id = index == null ? keys.head(key, shape.right()) : index.find(hash, key, batch, row);
        if (id == NONE) {
            keys.mayBeEmpty(key);
        } else if (copies(id) > 1) {
            rows.setWord(id, ownerWord, rows.word(id, ownerWord) - (1L << 32));
            touch(id);
        } else {
            remove(id);
        }
    }

    /** Whether a record is that row of that key. */
    boolean isRow(int id, long hash, int key, Batch batch, int row) {
        if (rows.hash(id) != hash || (int) rows.word(id, ownerWord) != key) {
            return false;
        }
        for (int c = 0; c < fields.length; c++) {
            if (keyOf[c] < 0 && !fields[c].equalAt(rows, id, batch.column(c), row)) {
                return false;
            }
        }
        return true;
    }

    /** New records at the heads of their chains, without a look at the rows behind: nobody will take them out. */
    private void linkAll(int[] chosen, int count, int[] keyIds, int[] ids) {
        rows.allocate(ids, count);
        long[][] pages = rows.writable(ids, count);
        int width = rows.width();
        for (int i = 0; i < count; i++) {
            int key = keyIds[chosen[i]];
            long[] page = pages[ids[i] >>> Records.SHIFT];
            int at = (ids[i] & Records.MASK) * width;
            page[at + linksWord] = keys.swapHead(key, shape.right(), ids[i]);
            page[at + ownerWord] = 1L << 32 | key;
        }
    }

    private int link(int key, long hash) {
        int id = rows.allocate(hash);
        int head = keys.head(key, shape.right());
        long[] page = rows.writable(id);
        int at = rows.at(id);
        page[at + linksWord] = head;
        page[at + ownerWord] = 1L << 32 | key;
        if (touchedWord >= 0) {
            page[at + touchedWord] = nowMicros;
        }
        if (head != NONE) {
            rows.setWordUnnoticed(head, linksWord, rows.word(head, linksWord) & LOW | (long) id << 32);
        }
        keys.setHead(key, shape.right(), id);
        return id;
    }

    /** Forgets a row; its key may be left without any. */
    void remove(int id) {
        long links = rows.word(id, linksWord);
        int next = (int) links;
        int previous = (int) (links >>> 32);
        if (previous == NONE) {
            keys.setHead((int) rows.word(id, ownerWord), shape.right(), next);
        } else {
            rows.setWordUnnoticed(previous, linksWord, rows.word(previous, linksWord) & ~LOW | next);
        }
        if (next != NONE) {
            rows.setWordUnnoticed(next, linksWord, rows.word(next, linksWord) & LOW | (long) previous << 32);
        }
        if (index != null) {
            index.remove(id, rows.hash(id));
        }
        for (int c = 0; c < fields.length; c++) {
            if (keyOf[c] < 0) {
                fields[c].clear(rows, id);
            }
        }
        rows.free(id);
    }

    /** Appends a column of some rows; {@link #NONE} gives NULL. */
    void load(int column, int[] ids, int from, int count, Column target) {
        if (keyOf[column] < 0) {
            fields[column].load(rows, ids, from, count, target);
            return;
        }
        if (loadedKeys.length < count) {
            loadedKeys = new int[Math.max(count, loadedKeys.length * 2)];
        }
        for (int i = 0; i < count; i++) {
            loadedKeys[i] = (int) rows.word(ids[from + i], ownerWord);
        }
        fields[column].load(keys.records(), loadedKeys, 0, count, target);
    }

    /** To be called when nobody will use the side again. */
    void recycle() {
        rows.recycle();
    }

    /** Ids of rows are below this; the first is 1. */
    int limit() {
        return rows.limit();
    }

    /** Forgets some of the rows that weren't touched for the time to live. */
    void sweep(long ttlMicros) {
        sweep.run(nowMicros, ttlMicros);
    }

    void compact() {
        rows.compactArena();
    }

    Records freeze() {
        return rows.freeze();
    }

    /** The key of a row. */
    int key(Records frozen, int id) {
        return (int) frozen.word(id, ownerWord);
    }

    /** The keys of some rows. */
    void keys(int[] ids, int count, int[] keyIds) {
        for (int i = 0; i < count; i++) {
            keyIds[i] = (int) rows.word(ids[i], ownerWord);
        }
    }

    /** Writes a row; from any thread. */
    void write(Records frozen, int id, DataOutput out) throws IOException {
        if (index != null) {
            out.writeLong(frozen.hash(id));
            out.writeInt((int) (frozen.word(id, ownerWord) >>> 32));
        }
        if (partnersWord >= 0) {
            out.writeLong(frozen.word(id, partnersWord));
        }
        if (touchedWord >= 0) {
            out.writeLong(frozen.word(id, touchedWord));
        }
        for (int c = 0; c < fields.length; c++) {
            if (keyOf[c] < 0) {
                fields[c].write(frozen, id, out);
            }
        }
    }

    /**
     * Reads a row of a key.
     *
     * @param aged whether it was written with the time when it was touched
     * @return its id
     */
    int read(int key, DataInput in, boolean aged) throws IOException {
        long hash = index == null ? 0 : in.readLong();
        int id = link(key, hash);
        if (index != null) {
            rows.setWord(id, ownerWord, (long) in.readInt() << 32 | key);
            index.add(id, hash);
        }
        if (partnersWord >= 0) {
            rows.setWord(id, partnersWord, in.readLong());
        }
        long touched = aged ? in.readLong() : nowMicros;
        if (touchedWord >= 0) {
            rows.setWord(id, touchedWord, touched);
        }
        for (int c = 0; c < fields.length; c++) {
            if (keyOf[c] < 0) {
                fields[c].read(rows, id, in);
            }
        }
        return id;
    }

    long memoryBytes() {
        return rows.memoryBytes() + (index == null ? 0 : index.memoryBytes());
    }

    @Override
    public String toString() {
        return type + " by " + Arrays.toString(keyColumns);
    }
}

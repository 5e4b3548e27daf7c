package io.levada.engine.operator;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.Hashing;
import io.levada.core.plan.SortKey;
import io.levada.core.type.RowType;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Rows in order, one sequence for each partition, in flat records. The records of a sequence are linked in their order;
 * above it, where a sequence may grow long, stands a treap in the same records, and each row knows its partition and
 * when it came, so that it can be written alone. The ends of a sequence lie in two words of
 * the partition's record: first and last; root and count.
 *
 * <p>Ids are kept as id + 1, so that 0 is none.
 */
final class RankedRows {
    /** Sequences up to this long are searched from their end. */
    static final int SHORT = 32;

    private final RowType type;
    private final RowOrder order;
    private final RecordField[] fields;
    private final Records rows;
    private final Records partitions;
    private final int endsWord;
    private final int rootWord;
    private final boolean treap;
    private final boolean latestFirst;
    private final int orderWord;
    private final int linksWord;
    private final int childrenWord;
    /** Low half: the node above; high half: the partition. */
    private final int parentWord;
    /** How many rows had come before: the order of rows that are equal in the order. */
    private final int arrivalWord;

    private long arrivals;
    private int[] laterIds = new int[64];
    private int[] laterRows = new int[64];
    private int laterCount;

    /**
     * @param rowLayout to which the row's fields and links are added
     * @param endsWord the first of two words in a partition's record
     * @param most how long a sequence may become
     * @param latestFirst whether rows that are equal in the order stand the other way round than they came
     */
    RankedRows(
            RecordLayout rowLayout,
            RowType type,
            List<SortKey> keys,
            Records partitions,
            int endsWord,
            long most,
            boolean latestFirst) {
        this.latestFirst = latestFirst;
        this.type = type;
        this.partitions = partitions;
        this.endsWord = endsWord;
        rootWord = endsWord + 1;
        treap = most > SHORT;
        orderWord = rowLayout.addWords(1);
        linksWord = rowLayout.addWords(1);
        childrenWord = treap ? rowLayout.addWords(1) : -1;
        parentWord = treap ? rowLayout.addWords(1) : -1;
        arrivalWord = treap ? rowLayout.addWords(1) : -1;
        fields = new RecordField[type.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = RecordField.create(rowLayout, type.type(i));
        }
        order = new RowOrder(keys, type, fields);
        rows = new Records(rowLayout);
    }

    /** Whether sequences may grow long: then what is written of a row doesn't depend on the others. */
    boolean isLong() {
        return treap;
    }

    RowOrder order() {
        return order;
    }

    RecordField[] fields() {
        return fields;
    }

    Records rows() {
        return rows;
    }

    int count(int partition) {
        return low(partitions.word(partition, rootWord));
    }

    /** The first row's id, or -1. */
    int first(int partition) {
        return high(partitions.word(partition, endsWord)) - 1;
    }

    int last(int partition) {
        return low(partitions.word(partition, endsWord)) - 1;
    }

    /** The id of the row behind, or -1. */
    int next(int id) {
        return low(rows.word(id, linksWord)) - 1;
    }

    /** The columns of some rows. */
    Column[] load(int[] ids, int count) {
        Column[] columns = Batch.columnsFor(type, count);
        for (int c = 0; c < fields.length; c++) {
            fields[c].load(rows, ids, 0, count, columns[c]);
        }
        return columns;
    }

    /** Whether a new row would come before a stored one. */
    private boolean isBefore(Batch batch, int row, long word, int id) {
        long other = rows.word(id, orderWord);
        if (word != other) {
            return word < other;
        }
        int stored = order.isExact() ? 0 : order.compareRecord(rows, id, batch, row);
        return stored > 0 || stored == 0 && latestFirst;
    }

    /** Whether a new row would be the last of its partition. */
    boolean comesLast(int partition, Batch batch, int row, long word) {
        int last = last(partition);
        return last < 0 || !isBefore(batch, row, word, last);
    }

    /** Stores a row where it belongs and gives its id. */
    int insert(int partition, Batch batch, int row, long word, long hash) {
        int id = rows.allocate(hash);
        for (int c = 0; c < fields.length; c++) {
            fields[c].store(rows, id, batch.column(c), row);
        }
        place(partition, id, batch, row, word);
        return id;
    }

    /** Puts a row where it belongs; its columns come with {@link #storeLater}. */
    void insertFirst(int partition, Batch batch, int row, long word) {
        int id = rows.allocate(0);
        order.store(rows, id, batch, row);
        place(partition, id, batch, row, word);
        if (laterCount == laterIds.length) {
            laterIds = Arrays.copyOf(laterIds, laterCount * 2);
            laterRows = Arrays.copyOf(laterRows, laterCount * 2);
        }
        laterIds[laterCount] = id;
        laterRows[laterCount++] = row;
    }

    /** Stores the columns of the rows that were put into their places since the last call, all of one batch. */
    void storeLater(Batch batch) {
        for (int c = 0; laterCount > 0 && c < fields.length; c++) {
            fields[c].store(rows, laterIds, laterRows, laterCount, batch.column(c));
        }
        laterCount = 0;
    }

    private void place(int partition, int id, Batch batch, int row, long word) {
        rows.setWord(id, orderWord, word);
        if (treap) {
            rows.setWord(id, parentWord, pair(partition, 0));
            rows.setWord(id, arrivalWord, arrivals++);
        }
        int after = treap ? descend(partition, id, batch, row, word) : fromEnd(partition, batch, row, word);
        link(partition, id, after);
    }

    /** Writes the rows of a partition in their order; from any thread. */
    void write(Records frozenPartitions, Records frozenRows, int partition, DataOutput out) throws IOException {
        int count = low(frozenPartitions.word(partition, rootWord));
        out.writeInt(count);
        int id = high(frozenPartitions.word(partition, endsWord)) - 1;
        for (int i = 0; i < count; i++) {
            out.writeLong(frozenRows.hash(id));
            out.writeLong(frozenRows.word(id, orderWord));
            for (RecordField field : fields) {
                field.write(frozenRows, id, out);
            }
            id = low(frozenRows.word(id, linksWord)) - 1;
        }
    }

    /** Reads what {@link #write} wrote into a partition without rows. */
    void read(int partition, DataInput in) throws IOException {
        int count = in.readInt();
        for (int place = 0; place < count; place++) {
            int id = rows.allocate(in.readLong());
            if (treap) {
                rows.setWord(id, parentWord, pair(partition, 0));
                rows.setWord(id, arrivalWord, arrivals + (latestFirst ? count - place : place));
            }
            rows.setWord(id, orderWord, in.readLong());
            for (RecordField field : fields) {
                field.read(rows, id, in);
            }
            append(partition, id);
        }
        arrivals += count + 1L;
    }

    private void append(int partition, int id) {
        int last = last(partition);
        if (treap) {
            attach(partition, id, last, false);
        }
        link(partition, id, last);
    }

    /** The partition of a row of a long sequence. */
    int partition(Records frozenRows, int id) {
        return high(frozenRows.word(id, parentWord));
    }

    /** Writes a row of a long sequence; from any thread. */
    void writeRow(Records frozenRows, int id, DataOutput out) throws IOException {
        out.writeInt(partition(frozenRows, id));
        out.writeLong(frozenRows.word(id, arrivalWord));
        out.writeLong(frozenRows.hash(id));
        out.writeLong(frozenRows.word(id, orderWord));
        for (RecordField field : fields) {
            field.write(frozenRows, id, out);
        }
    }

    /**
     * Reads what {@link #writeRow} wrote into partitions without rows.
     *
     * @param numbers under which the partitions were written
     * @param filled takes each of them
     */
    void readRows(DataInput in, int count, KeyNumbers numbers, IntConsumer filled) throws IOException {
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            int partition = numbers.get(in.readInt());
            long arrival = in.readLong();
            int id = rows.allocate(in.readLong());
            rows.setWord(id, parentWord, pair(partition, 0));
            rows.setWord(id, arrivalWord, arrival);
            arrivals = Math.max(arrivals, arrival + 1);
            rows.setWord(id, orderWord, in.readLong());
            for (RecordField field : fields) {
                field.read(rows, id, in);
            }
            ids[i] = id;
        }
        int previous = -1;
        for (int id : inOrder(ids)) {
            int partition = partition(rows, id);
            if (previous >= 0 && previous != partition) {
                filled.accept(previous);
            }
            append(partition, id);
            previous = partition;
        }
        if (previous >= 0) {
            filled.accept(previous);
        }
    }

    /** By partition, and in each as the rows stand. */
    private int[] inOrder(int[] ids) {
        Batch batch = order.isExact() ? Batch.inserts(0) : Batch.inserts(ids.length, load(ids, ids.length));
        Comparator<Integer> byPartition = Comparator.comparingInt(i -> partition(rows, ids[i]));
        Comparator<Integer> byArrival = Comparator.comparingLong(i -> rows.word(ids[i], arrivalWord));
        return IntStream.range(0, ids.length)
                .boxed()
                .sorted(byPartition
                        .thenComparingLong(i -> rows.word(ids[i], orderWord))
                        .thenComparing((a, b) -> order.isExact() ? 0 : order.compareRows(batch, a, b))
                        .thenComparing(latestFirst ? byArrival.reversed() : byArrival))
                .mapToInt(i -> ids[i])
                .toArray();
    }

    /** The row after which a new one comes, or -1. */
    private int fromEnd(int partition, Batch batch, int row, long word) {
        int id = last(partition);
        while (id >= 0 && isBefore(batch, row, word, id)) {
            id = high(rows.word(id, linksWord)) - 1;
        }
        return id;
    }

    private int descend(int partition, int id, Batch batch, int row, long word) {
        int node = high(partitions.word(partition, rootWord)) - 1;
        int parent = -1;
        int after = -1;
        boolean left = false;
        while (node >= 0) {
            parent = node;
            left = isBefore(batch, row, word, node);
            if (left) {
                node = left(node);
            } else {
                after = node;
                node = right(node);
            }
        }
        attach(partition, id, parent, left);
        return after;
    }

    private void link(int partition, int id, int after) {
        long ends = partitions.word(partition, endsWord);
        int before = after < 0 ? high(ends) - 1 : next(after);
        rows.setWordUnnoticed(id, linksWord, pair(after + 1, before + 1));
        if (after >= 0) {
            setNext(after, id);
        }
        if (before >= 0) {
            setPrevious(before, id);
        }
        setSequence(partition, endsWord, pair(after < 0 ? id + 1 : high(ends), before < 0 ? id + 1 : low(ends)));
        setCount(partition, count(partition) + 1);
    }

    /** Takes a row out of its sequence; its record stays. */
    void remove(int partition, int id) {
        if (treap) {
            detach(partition, id);
        }
        long links = rows.word(id, linksWord);
        int previous = high(links) - 1;
        int next = low(links) - 1;
        if (previous >= 0) {
            setNext(previous, next);
        }
        if (next >= 0) {
            setPrevious(next, previous);
        }
        long ends = partitions.word(partition, endsWord);
        setSequence(
                partition, endsWord, pair(previous < 0 ? next + 1 : high(ends), next < 0 ? previous + 1 : low(ends)));
        setCount(partition, count(partition) - 1);
    }

    /** Gives the record of a removed row back. */
    void free(int id) {
        for (RecordField field : fields) {
            field.clear(rows, id);
        }
        rows.free(id);
    }

    /** What is written of a partition tells of its rows only where they are written with it. */
    private void setSequence(int partition, int word, long value) {
        if (treap) {
            partitions.setWordUnnoticed(partition, word, value);
        } else {
            partitions.setWord(partition, word, value);
        }
    }

    private void setNext(int id, int next) {
        rows.setWordUnnoticed(id, linksWord, pair(high(rows.word(id, linksWord)), next + 1));
    }

    private void setPrevious(int id, int previous) {
        rows.setWordUnnoticed(id, linksWord, pair(previous + 1, low(rows.word(id, linksWord))));
    }

    private void setCount(int partition, int count) {
        setSequence(partition, rootWord, pair(high(partitions.word(partition, rootWord)), count));
    }

    // The treap: each node's priority, made of its id, is at most that of the nodes below it.

    private static long priority(int id) {
        return Hashing.mix(id);
    }

    private int left(int id) {
        return high(rows.word(id, childrenWord)) - 1;
    }

    private int right(int id) {
        return low(rows.word(id, childrenWord)) - 1;
    }

    private int parent(int id) {
        return (int) rows.word(id, parentWord) - 1;
    }

    private void setParent(int id, int parent) {
        rows.setWordUnnoticed(id, parentWord, pair(high(rows.word(id, parentWord)), parent + 1));
    }

    private void attach(int partition, int id, int parent, boolean left) {
        rows.setWordUnnoticed(id, childrenWord, 0);
        setParent(id, parent);
        if (parent < 0) {
            setRoot(partition, id);
            return;
        }
        setChild(parent, left, id);
        while (parent(id) >= 0 && priority(id) < priority(parent(id))) {
            rotateUp(partition, id);
        }
    }

    private void detach(int partition, int id) {
        while (left(id) >= 0 || right(id) >= 0) {
            boolean goesLeft = right(id) < 0 || left(id) >= 0 && priority(left(id)) < priority(right(id));
            rotateUp(partition, goesLeft ? left(id) : right(id));
        }
        replaceChild(partition, parent(id), id, -1);
    }

    /** Puts a node into its parent's place and the parent below it. */
    private void rotateUp(int partition, int id) {
        int parent = parent(id);
        int above = parent(parent);
        boolean wasLeft = left(parent) == id;
        int moved = wasLeft ? right(id) : left(id);
        setChild(parent, wasLeft, moved);
        if (moved >= 0) {
            setParent(moved, parent);
        }
        setChild(id, !wasLeft, parent);
        setParent(parent, id);
        setParent(id, above);
        replaceChild(partition, above, parent, id);
    }

    private void replaceChild(int partition, int parent, int child, int by) {
        if (parent < 0) {
            setRoot(partition, by);
        } else {
            setChild(parent, left(parent) == child, by);
        }
    }

    private void setChild(int parent, boolean left, int child) {
        long children = rows.word(parent, childrenWord);
        rows.setWordUnnoticed(
                parent, childrenWord, left ? pair(child + 1, low(children)) : pair(high(children), child + 1));
    }

    private void setRoot(int partition, int id) {
        setSequence(partition, rootWord, pair(id + 1, count(partition)));
    }

    private static int high(long word) {
        return (int) (word >>> 32);
    }

    private static int low(long word) {
        return (int) word;
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | low & 0xFFFF_FFFFL;
    }
}

package io.levada.engine.aggregate;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Column;
import io.levada.core.data.Hashing;
import io.levada.core.data.IntColumn;
import io.levada.core.type.DataType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often each group has each value of a column: what DISTINCT, and MIN and MAX over retractions, must remember. One
 * table of (group, value) for all groups; a group's entries form a list that starts in a word of the group's record.
 *
 * <p>Where nothing is ever taken away, that a value is there is all that is remembered: its count stays at 1.
 *
 * <p>An entry whose count returns to 0 goes. Counts below 0 (a value taken away before it came) are kept and don't count
 * as present.
 */
final class ValueCounts implements Distinct {
    /** In place of the entry before, where nothing is ever taken out of the list. */
    private static final long LINKED = 1;

    private final int index;
    private final RecordLayout layout = new RecordLayout();
    private final RecordField[] keys;
    private final DataType type;
    private final boolean retracting;
    private final int countWord = layout.addWords(1);
    private final int nextWord = layout.addWords(1);
    private final int previousWord = layout.addWords(1);
    /** In the group's record: the first entry's id + 1. */
    private final int headWord;

    private final List<ExtremeOfCounts> extremes = new ArrayList<>();
    private final KeyTable.Buffers buffers = new KeyTable.Buffers();
    private final Selection selected = new Selection();
    private final Selection transitions = new Selection();
    private byte[] transitionKinds = new byte[0];
    private int[] entries = new int[0];
    private int[] parents = new int[0];
    private long[] hashes = new long[0];
    private long[] counts = new long[0];

    /** @param index which of the state's value tables this is */
    ValueCounts(int index, RecordLayout groups, DataType type, boolean retracting) {
        this.index = index;
        this.type = type;
        this.retracting = retracting;
        headWord = groups.addWords(1);
        keys = KeyTable.keyFields(layout, List.of(DataType.INTEGER, type));
    }

    KeyTable newTable() {
        return new KeyTable(new Records(layout), keys, buffers);
    }

    RecordField valueField() {
        return keys[1];
    }

    void register(ExtremeOfCounts extreme) {
        extremes.add(extreme);
    }

    /** Counts the selected values that aren't NULL. */
    @Override
    public Selection add(AggregateState state, Selection rows, Column value) {
        if (value.nulls() == null) {
            return add(state, rows, value, null);
        }
        selectValues(rows, value);
        return add(state, selected, value, null);
    }

    private void selectValues(Selection rows, Column value) {
        selected.ensureCapacity(rows.count);
        selected.count = 0;
        selected.kinds = rows.kinds;
        for (int i = 0; i < rows.count; i++) {
            if (!value.isNull(rows.rows[i])) {
                selected.add(rows.ids[i], rows.rows[i]);
            }
        }
    }

    /** Finds or makes the entries of the selected values: those of {@code rows[i]} go to {@code entryOf[rows[i]]}. */
    void findEntries(AggregateState state, Selection rows, Column value, int[] entryOf) {
        selectValues(rows, value);
        if (selected.count < rows.count) {
            for (int i = 0; i < rows.count; i++) {
                entryOf[rows.rows[i]] = -1;
            }
        }
        lookup(state.values(index), selected, value);
        Records records = state.values(index).records();
        long[][] pages = records.readable(entries, 0, selected.count);
        int width = records.width();
        for (int i = 0; i < selected.count; i++) {
            int entry = entries[i];
            entryOf[selected.rows[i]] = entry;
            if (pages[entry >>> Records.SHIFT][(entry & Records.MASK) * width + countWord] == 0
                    && !isLinked(state, selected.ids[i], entry)) {
                link(state, selected.ids[i], entry);
            }
        }
    }

    /** Sets a bit in the counts of the selected rows' entries, and selects the rows in whose entry it wasn't set. */
    void setBits(AggregateState state, Selection rows, int[] entryOf, long bit, Selection arrived) {
        Records records = state.values(index).records();
        for (int i = 0; i < rows.count; i++) {
            int row = rows.rows[i];
            int entry = entryOf[row];
            if (entry < 0) {
                continue;
            }
            long set = records.word(entry, countWord);
            if ((set & bit) == 0) {
                records.setWord(entry, countWord, set | bit);
                arrived.add(rows.ids[i], row);
            }
        }
    }

    private Selection add(AggregateState state, Selection rows, Column value, long @Nullable [] deltas) {
        int count = rows.count;
        lookup(state.values(index), rows, value);
        transitions.ensureCapacity(count);
        transitions.count = 0;
        if (!retracting) {
            transitions.kinds = null;
            return addNew(state, rows);
        }
        if (transitionKinds.length < value.size()) {
            transitionKinds = new byte[value.size()];
        }
        transitions.kinds = transitionKinds;
        Records records = state.values(index).records();
        for (int i = 0; i < count; i++) {
            int entry = entries[i];
            long before = records.word(entry, countWord);
            long delta = deltas != null ? deltas[i] : rows.isAddition(i) ? 1 : -1;
            long after = before + delta;
            records.setWord(entry, countWord, after);
            if (before <= 0 != after <= 0) {
                transitionKinds[rows.rows[i]] = after > 0 ? ChangeKind.I : ChangeKind.D;
                transitions.add(rows.ids[i], rows.rows[i]);
            }
        }
        updateEntries(state, rows, count);
        return transitions;
    }

    /** Only values that weren't there make a difference. */
    private Selection addNew(AggregateState state, Selection rows) {
        Records records = state.values(index).records();
        long[][] pages = records.readable(entries, 0, rows.count);
        int width = records.width();
        for (int i = 0; i < rows.count; i++) {
            int entry = entries[i];
            if (pages[entry >>> Records.SHIFT][(entry & Records.MASK) * width + countWord] == 0) {
                records.setWord(entry, countWord, 1);
                link(state, rows.ids[i], entry);
                transitions.add(rows.ids[i], rows.rows[i]);
            }
        }
        return transitions;
    }

    private void lookup(KeyTable table, Selection rows, Column value) {
        int count = rows.count;
        if (entries.length < count) {
            entries = new int[count];
        }
        if (parents.length < value.size()) {
            parents = new int[value.size()];
            hashes = new long[value.size()];
        }
        for (int i = 0; i < count; i++) {
            int row = rows.rows[i];
            parents[row] = rows.ids[i];
            hashes[row] = Hashing.combine(rows.ids[i], value.hash(row));
        }
        Column[] columns = {new IntColumn(parents, value.size()), value};
        table.lookupOrInsert(columns, hashes, rows.rows, count, entries);
    }

    private void updateEntries(AggregateState state, Selection rows, int count) {
        KeyTable table = state.values(index);
        Records records = table.records();
        for (int i = 0; i < count; i++) {
            int entry = entries[i];
            if (!records.isLive(entry)) {
                continue;
            }
            int group = rows.ids[i];
            long number = records.word(entry, countWord);
            if (number == 0) {
                unlink(state, group, entry);
                table.remove(entry);
            } else if (!isLinked(state, group, entry)) {
                link(state, group, entry);
            }
            for (ExtremeOfCounts extreme : extremes) {
                if (number > 0) {
                    extreme.offer(state, group, entry);
                } else {
                    extreme.withdraw(state, group, entry);
                }
            }
        }
        for (ExtremeOfCounts extreme : extremes) {
            for (int i = 0; i < count; i++) {
                extreme.searchIfUnknown(state, rows.ids[i]);
            }
        }
    }

    private boolean isLinked(AggregateState state, int group, int entry) {
        return state.values(index).records().word(entry, previousWord) != 0
                || state.records().word(group, headWord) == entry + 1;
    }

    private void link(AggregateState state, int group, int entry) {
        Records records = state.values(index).records();
        long head = state.records().word(group, headWord);
        records.setWord(entry, nextWord, head);
        if (!retracting) {
            records.setWord(entry, previousWord, LINKED);
        } else {
            records.setWord(entry, previousWord, 0);
            if (head != 0) {
                records.setWord((int) head - 1, previousWord, entry + 1);
            }
        }
        state.records().setWord(group, headWord, entry + 1);
    }

    private void unlink(AggregateState state, int group, int entry) {
        if (!isLinked(state, group, entry)) {
            return;
        }
        Records records = state.values(index).records();
        long next = records.word(entry, nextWord);
        long previous = records.word(entry, previousWord);
        if (next != 0) {
            records.setWord((int) next - 1, previousWord, previous);
        }
        if (previous != 0) {
            records.setWord((int) previous - 1, nextWord, next);
        } else {
            state.records().setWord(group, headWord, next);
        }
    }

    /** The first entry of a group, or -1. */
    int first(Records groups, int group) {
        return (int) groups.word(group, headWord) - 1;
    }

    /** The entry after this one, or -1. */
    int next(Records entries, int entry) {
        return (int) entries.word(entry, nextWord) - 1;
    }

    boolean isPresent(Records entries, int entry) {
        return entries.word(entry, countWord) > 0;
    }

    int index() {
        return index;
    }

    /** Drops all entries of a group that is about to go. */
    void clear(AggregateState state, int group) {
        KeyTable table = state.values(index);
        int entry = first(state.records(), group);
        while (entry >= 0) {
            int next = next(table.records(), entry);
            table.remove(entry);
            entry = next;
        }
        state.records().setWord(group, headWord, 0);
        extremes.forEach(extreme -> extreme.forget(state, group));
    }

    /** What takes the values that a merge newly brought into groups. */
    interface Arrivals {
        void take(Selection rows, Column value);
    }

    @Override
    public void merge(AggregateState to, int[] toIdOf, AggregateState from, Arrivals arrivals) {
        merge(toIdOf, from, -1, (rows, values) -> arrivals.take(add(to, rows, values, counts), values));
    }

    /** Goes over the entries of other groups that have one of the bits in their count, a block at a time. */
    void merge(int[] toIdOf, AggregateState from, long bits, Arrivals blocks) {
        Records records = from.values(index).records();
        int block = 4096;
        int[] ids = new int[block];
        counts = new long[block];
        Selection rows = new Selection();
        rows.ensureCapacity(block);
        for (int entry = 0; entry < records.limit(); ) {
            rows.count = 0;
            for (; entry < records.limit() && rows.count < block; entry++) {
                if (records.isLive(entry) && (records.word(entry, countWord) & bits) != 0) {
                    ids[rows.count] = entry;
                    counts[rows.count] = records.word(entry, countWord);
                    rows.add(toIdOf[parent(records, entry)], rows.count);
                }
            }
            Column values = Column.create(type, rows.count);
            valueField().load(records, ids, 0, rows.count, values);
            blocks.take(rows, values);
        }
    }

    @Override
    public void mergeGroup(AggregateState state, int to, int from, Arrivals arrivals) {
        Records records = state.values(index).records();
        int[] moved = entriesOf(state, from, -1);
        Column values = load(state, moved);
        long[] numbers = new long[moved.length];
        Selection rows = new Selection();
        rows.ensureCapacity(moved.length);
        for (int row = 0; row < moved.length; row++) {
            numbers[row] = records.word(moved[row], countWord);
            rows.add(to, row);
        }
        clear(state, from);
        arrivals.take(add(state, rows, values, numbers), values);
    }

    /** The entries of a group that have one of the bits in their count. */
    int[] entriesOf(AggregateState state, int group, long bits) {
        Records records = state.values(index).records();
        int[] found = new int[4];
        int size = 0;
        for (int entry = first(state.records(), group); entry >= 0; entry = next(records, entry)) {
            if ((records.word(entry, countWord) & bits) != 0) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, size * 2);
                }
                found[size++] = entry;
            }
        }
        return Arrays.copyOf(found, size);
    }

    /** The values of entries. */
    Column load(AggregateState state, int[] some) {
        Column values = Column.create(type, some.length);
        valueField().load(state.values(index).records(), some, 0, some.length, values);
        return values;
    }

    private int parent(Records records, int entry) {
        IntColumn column = new IntColumn(1);
        keys[0].load(records, new int[] {entry}, 0, 1, column);
        return column.get(0);
    }

    void write(AggregateState.Frozen state, int group, DataOutput out) throws IOException {
        Records records = state.values()[index];
        int size = 0;
        for (int entry = first(state.records(), group); entry >= 0; entry = next(records, entry)) {
            size++;
        }
        out.writeInt(size);
        for (int entry = first(state.records(), group); entry >= 0; entry = next(records, entry)) {
            valueField().write(records, entry, out);
            out.writeLong(records.word(entry, countWord));
        }
    }

    void read(AggregateState state, int group, DataInput in) throws IOException {
        KeyTable table = state.values(index);
        Records records = table.records();
        Column parent = new IntColumn(new int[] {group}, 1);
        for (int size = in.readInt(); size > 0; size--) {
            int entry = records.allocate(0);
            keys[0].store(records, entry, parent, 0);
            valueField().read(records, entry, in);
            records.setWord(entry, countWord, in.readLong());
            table.index(entry, hash(records, entry, group));
            link(state, group, entry);
        }
        extremes.forEach(extreme -> extreme.searchIfUnknown(state, group));
    }

    private long hash(Records records, int entry, int group) {
        Column value = Column.create(type, 1);
        valueField().load(records, new int[] {entry}, 0, 1, value);
        return Hashing.combine(group, value.hash(0));
    }
}

package io.levada.engine.operator;

import io.levada.core.type.DataType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of a join, each with the first row of its chain on either side: one probe finds the place of a row and its
 * partners. Record 0 stands for no key: its columns are NULL and its chains empty.
 */
final class JoinKeys {
    static final int NO_KEY = 0;
    private static final long LOW = 0xFFFF_FFFFL;

    private final RecordLayout layout;
    private final RecordField[] fields;
    private final int headsWord;
    private final KeyTable.Buffers buffers;
    private final KeyTable table;
    private int[] emptied = new int[16];
    private int emptiedCount;

    JoinKeys(List<DataType> types) {
        layout = new RecordLayout();
        fields = KeyTable.keyFields(layout, types);
        headsWord = layout.addWords(1);
        buffers = new KeyTable.Buffers();
        table = new KeyTable(withNothing(layout), fields, buffers);
        table.records().trackChanges();
    }

    private JoinKeys(JoinKeys alike, int expected) {
        layout = alike.layout;
        fields = alike.fields;
        headsWord = alike.headsWord;
        buffers = alike.buffers;
        table = new KeyTable(withNothing(layout), fields, buffers);
        table.reserve(expected);
        table.records().trackChanges();
    }

    /** The same keys, none of them there yet. @param expected how many there may be */
    JoinKeys another(int expected) {
        return new JoinKeys(this, expected);
    }

    /** Records whose first is all NULL, and not alive. */
    static Records withNothing(RecordLayout layout) {
        Records records = new Records(layout);
        records.setWord(records.allocate(0), Records.META, 0);
        return records;
    }

    KeyTable table() {
        return table;
    }

    Records records() {
        return table.records();
    }

    RecordField field(int key) {
        return fields[key];
    }

    RecordField[] fields() {
        return fields;
    }

    /** The first row of the key's chain, {@link JoinSide#NONE} for none. */
    int head(int key, boolean right) {
        long heads = table.records().word(key, headsWord);
        return (int) (right ? heads >>> 32 : heads);
    }

    /** The first rows of many keys; ids that aren't positive have none. */
    void heads(int[] keyIds, int count, boolean right, int[] heads) {
        Records records = table.records();
        int shift = right ? 32 : 0;
        for (int i = 0; i < count; i++) {
            heads[i] = (int) (records.word(Math.max(keyIds[i], NO_KEY), headsWord) >>> shift);
        }
    }

    void setHead(int key, boolean right, int row) {
        long before = table.records().word(key, headsWord);
        long heads = right ? before & LOW | (long) row << 32 : before & ~LOW | row & LOW;
        table.records().setWordUnnoticed(key, headsWord, heads);
        if (heads == 0) {
            mayBeEmpty(key);
        }
    }

    /** Puts a row before the key's chain; gives the row that was the first. */
    int swapHead(int key, boolean right, int row) {
        long heads = table.records().word(key, headsWord);
        // Where a key's rows begin isn't part of what is written of it.
        table.records().setWordUnnoticed(key, headsWord, right ? heads & LOW | (long) row << 32 : heads & ~LOW | row);
        return (int) (right ? heads >>> 32 : heads);
    }

    /** Notes a key that has no rows now; {@link #dropEmpty} looks again. */
    void mayBeEmpty(int key) {
        if (emptiedCount == emptied.length) {
            emptied = Arrays.copyOf(emptied, emptiedCount * 2);
        }
        emptied[emptiedCount++] = key;
    }

    /** Forgets keys without rows. To be called when nobody holds ids of keys. */
    void dropEmpty() {
        for (int i = 0; i < emptiedCount; i++) {
            int key = emptied[i];
            if (table.records().isLive(key) && table.records().word(key, headsWord) == 0) {
                table.remove(key);
            }
        }
        emptiedCount = 0;
        table.records().compactArena();
    }

    long memoryBytes() {
        return table.memoryBytes();
    }
}

package io.levada.engine.operator;

import io.levada.core.data.BytesColumn;
import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the groups among the rows of a batch, from 0 on in the order in which they come. Where rows hardly have anything
 * in common each is a group of its own, and every now and then it is tried again.
 */
final class BatchGroups {
    /** Batches that go by before groups of one row are looked for again. */
    private static final int PAUSE = 31;
    /** Of fewer rows nothing is gained. */
    private static final int LEAST_ROWS = 4;
    /** Few, so that they stay in the cache next to the processor: most batches have few groups. */
    private static final int FIRST_SLOTS = 4096;
    /** 2^64 divided by the golden ratio: neighbours get slots far apart. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** {@link #base} + a group's number + 1; what is not greater than the base is empty. */
    private int[] slots = new int[FIRST_SLOTS];

    private int base;
    private int[] numbers = new int[0];
    private int[] firsts = new int[0];
    /** What tells groups apart, by number: the key itself where it is one number, else a hash. */
    private long[] marks = new long[0];
    /** Counted while groups are found: of the work for a row that hides it is the smallest part. */
    private long[] sizes = new long[0];

    private final RowNumbers rowNumbers = new RowNumbers();
    private boolean separate;
    private int pause;

    /** Hashes rows by all columns that tell groups apart; asked only where one number doesn't. */
    interface RowHashes {
        long[] get();
    }

    /**
     * @param columns rows of one group agree in all of them
     * @param hashes of these columns, by row
     * @return how many groups there are
     */
    int number(Column[] columns, RowHashes hashes, int rows) {
        separate = rows < LEAST_ROWS || pause > 0;
        if (separate) {
            pause = rows < LEAST_ROWS ? pause : pause - 1;
            return rows;
        }
        ensureRoom(rows);
        if (columns.length == 0) {
            Arrays.fill(numbers, 0, rows, 0);
            firsts[0] = 0;
            sizes[0] = rows;
            return 1;
        }
        LongColumn one = onlyNumber(columns);
        int known = find(one != null ? one.values() : hashes.get(), rows);
        if (known > rows - rows / 4) {
            pause = PAUSE;
        }
        separate = known == rows || one == null && !agree(columns, rows);
        return separate ? rows : known;
    }

    /** Makes each row a group of its own after all. */
    void separate() {
        separate = true;
    }

    /** Whether each row is a group of its own. */
    boolean isSeparate() {
        return separate;
    }

    /** By row. */
    int[] numbers(int rows) {
        return separate ? rowNumbers.upTo(rows) : numbers;
    }

    /** The first row of each group. */
    int[] firsts(int groups) {
        return separate ? rowNumbers.upTo(groups) : firsts;
    }

    /** How many rows each group has; only where there are groups of more than one row, and until the next are numbered. */
    long[] sizes() {
        return sizes;
    }

    private static @Nullable LongColumn onlyNumber(Column[] columns) {
        return columns.length == 1 && columns[0] instanceof LongColumn longs && longs.nulls() == null ? longs : null;
    }

    private int find(long[] values, int rows) {
        int[] table = slots;
        int mask = table.length - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        int from = base;
        int known = 0;
        for (int row = 0; row < rows; row++) {
            long value = values[row];
            int slot = (int) (value * SPREAD >>> shift);
            int number;
            while ((number = table[slot] - from - 1) >= 0 && marks[number] != value) {
                slot = slot + 1 & mask;
            }
            if (number < 0) {
                number = known++;
                table[slot] = from + number + 1;
                marks[number] = value;
                firsts[number] = row;
                sizes[number] = 0;
                if (known * 2 > table.length) {
                    grow(known);
                    table = slots;
                    mask = table.length - 1;
                    shift = Long.numberOfLeadingZeros(mask);
                    from = 0;
                }
            }
            numbers[row] = number;
            sizes[number]++;
        }
        base = from + known;
        return known;
    }

    private void grow(int known) {
        slots = new int[slots.length * 4];
        base = 0;
        int mask = slots.length - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        for (int number = 0; number < known; number++) {
            int slot = (int) (marks[number] * SPREAD >>> shift);
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = number + 1;
        }
    }

    /** Whether each row has the values of the first row of its group: else two groups have one hash. */
    private boolean agree(Column[] columns, int rows) {
        for (Column column : columns) {
            if (!agree(column, rows)) {
                return false;
            }
        }
        return true;
    }

    private boolean agree(Column column, int rows) {
        if (column instanceof BytesColumn texts && texts.isUniform()) {
            return true;
        }
        if (column instanceof LongColumn longs && column.nulls() == null) {
            long[] values = longs.values();
            long differences = 0;
            for (int row = 0; row < rows; row++) {
                differences |= values[row] ^ values[firsts[numbers[row]]];
            }
            return differences == 0;
        }
        for (int row = 0; row < rows; row++) {
            if (!column.equalAt(row, column, firsts[numbers[row]])) {
                return false;
            }
        }
        return true;
    }

    private void ensureRoom(int rows) {
        if (numbers.length < rows) {
            int room = Math.max(rows, numbers.length * 2);
            numbers = new int[room];
            firsts = new int[room];
            marks = new long[room];
            sizes = new long[room];
        }
        if (base > Integer.MAX_VALUE - 2 * rows - 2) {
            Arrays.fill(slots, 0);
            base = 0;
        }
    }
}

package io.levada.engine.operator;

/**
 * While a key group is read back: which record a key has now that was written under some number. What hangs on a key is
 * written with the key's number.
 */
final class KeyNumbers {
    private static final int FIRST_SLOTS = 16;

    /** Number + 1, 0 for none; and where it is, the record. */
    private int[] numbers = new int[FIRST_SLOTS];

    private int[] records = new int[FIRST_SLOTS];
    private int size;

    /** To be called before the keys of the next group. */
    void clear() {
        numbers = new int[FIRST_SLOTS];
        records = new int[FIRST_SLOTS];
        size = 0;
    }

    void put(int number, int record) {
        if (++size * 2 > numbers.length) {
            int[] oldNumbers = numbers;
            int[] oldRecords = records;
            numbers = new int[oldNumbers.length * 2];
            records = new int[oldNumbers.length * 2];
            for (int i = 0; i < oldNumbers.length; i++) {
                if (oldNumbers[i] != 0) {
                    int slot = slot(oldNumbers[i]);
                    numbers[slot] = oldNumbers[i];
                    records[slot] = oldRecords[i];
                }
            }
        }
        int slot = slot(number + 1);
        numbers[slot] = number + 1;
        records[slot] = record;
    }

    int get(int number) {
        int slot = slot(number + 1);
        if (numbers[slot] == 0) {
            throw new IllegalStateException("no key was written under " + number);
        }
        return records[slot];
    }

    private int slot(int number) {
        int mask = numbers.length - 1;
        int slot = number * 0x9E3779B9 >>> 7 & mask;
        while (numbers[slot] != 0 && numbers[slot] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}

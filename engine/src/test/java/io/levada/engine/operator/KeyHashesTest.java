package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.Column;
import io.levada.core.data.Hashing;
import io.levada.core.data.IntColumn;
import io.levada.core.data.LongColumn;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Key groups and checkpoints are made of these hashes: whatever loops compute them, they stay what they are. */
class KeyHashesTest {
    private static final int ROWS = 1000;
    /** The hash of no columns. */
    private static final long SEED = 0x243F6A8885A308D3L;

    private final Random random = new Random(5);
    private final LongColumn longs = longs(false);
    private final LongColumn others = longs(false);
    private final LongColumn nulls = longs(true);
    private final IntColumn ints = ints();
    private final LongColumn same = LongColumn.uniform(new long[ROWS], ROWS);
    private final Batch batch = Batch.inserts(ROWS, longs, others, nulls, ints, same);

    private LongColumn longs(boolean nullable) {
        LongColumn column = new LongColumn(ROWS);
        for (int i = 0; i < ROWS; i++) {
            if (nullable && random.nextInt(3) == 0) {
                column.appendNull();
            } else {
                column.append(random.nextLong());
            }
        }
        return column;
    }

    private IntColumn ints() {
        IntColumn column = new IntColumn(ROWS);
        for (int i = 0; i < ROWS; i++) {
            column.append(random.nextInt());
        }
        return column;
    }

    private void check(int... keys) {
        long[] hashes = new long[ROWS];
        boolean isOne = KeyHashes.hash(batch, keys, hashes);
        long[] expected = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            expected[row] = SEED;
            for (int key : keys) {
                Column column = batch.column(key);
                expected[row] = Hashing.combine(expected[row], column.hash(row));
            }
        }
        assertThat(hashes).isEqualTo(expected);
        assertThat(isOne).isEqualTo(keys.length == 0 || keys.length == 1 && keys[0] == 4);
    }

    @Test
    void theyAreCombinedColumnByColumn() {
        check();
        check(0);
        check(0, 1);
        check(1, 0, 4);
        check(4, 1);
        check(4);
        check(2, 0);
        check(0, 2, 3, 1);
    }

    @Test
    void theyAreWhatTheyWere() {
        long[] hashes = new long[2];
        KeyHashes.hash(Batch.inserts(2, new LongColumn(new long[] {1, 42}, 2)), new int[] {0}, hashes);
        assertThat(hashes)
                .containsExactly(Hashing.mix(SEED * 31 + Hashing.mix(1)), Hashing.mix(SEED * 31 + Hashing.mix(42)));
    }
}

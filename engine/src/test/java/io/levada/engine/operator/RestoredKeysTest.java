package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Column;
import io.levada.core.data.LongColumn;
import io.levada.core.type.DataType;
import io.levada.engine.state.KeyTable;
import io.levada.engine.state.RecordField;
import io.levada.engine.state.RecordLayout;
import io.levada.engine.state.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RestoredKeysTest {
    private static final int KEYS = 5_000;

    private final RecordLayout layout = new RecordLayout();
    private final RecordField[] fields = KeyTable.keyFields(layout, List.of(DataType.BIGINT));
    private final LongColumn keys = new LongColumn(LongStream.range(0, KEYS).toArray(), KEYS);

    private KeyTable table() {
        return new KeyTable(new Records(layout), fields, new KeyTable.Buffers());
    }

    private long[] hashes() {
        return IntStream.range(0, KEYS).mapToLong(keys::hash).toArray();
    }

    /** A piece may have any number of them, of several tables. */
    @Test
    void allKeysThatWereAddedAreFound() throws IOException {
        int[] ids = new int[KEYS];
        KeyTable written = table();
        written.lookupOrInsert(
                new Column[] {keys}, hashes(), IntStream.range(0, KEYS).toArray(), KEYS, ids);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            KeyTable.writeKey(written.records(), fields, id, new DataOutputStream(bytes));
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        KeyTable most = table();
        KeyTable few = table();
        RestoredKeys restored = new RestoredKeys();
        for (int i = 0; i < KEYS; i++) {
            KeyTable to = i >= 3_000 && i % 2 == 0 ? few : most;
            restored.add(to, to.readRecord(in));
        }
        restored.index();
        assertThat(few.size()).isEqualTo(1_000);
        assertThat(most.size()).isEqualTo(4_000);
        for (int i = 0; i < KEYS; i++) {
            KeyTable to = i >= 3_000 && i % 2 == 0 ? few : most;
            int id = to.find(new Column[] {keys}, keys.hash(i), i);
            assertThat(id).isNotNegative();
            assertThat(fields[0].equalAt(to.records(), id, keys, i)).isTrue();
        }
    }

    /** All workers begin before any of them has said what it takes. */
    @Test
    void aWorkerMakesRoomInHalfOfItsShareOnly() {
        KeyTable expecting = table();
        long small = expecting.memoryBytes();
        expecting.expect(1 << 16, Long.MAX_VALUE);
        long large = expecting.memoryBytes() - small;
        TestContext context = new TestContext();
        context.workers = 8;
        KeyTable ofMany = table();
        context.stateRoomBytes = 8 * large;
        RestoredKeys.expect(ofMany, 1 << 16, context);
        assertThat(ofMany.memoryBytes()).as("a share, and not half of it").isEqualTo(small);
        context.stateRoomBytes = 17 * large;
        RestoredKeys.expect(ofMany, 1 << 16, context);
        assertThat(ofMany.memoryBytes()).isEqualTo(small + large);
    }
}

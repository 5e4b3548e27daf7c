package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Batch;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.testkit.BatchText;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions are read as they were written before each brought its key along. */
class SessionFormatTest {
    private static final String ROWS = """
            1 1 12:00:00 'a'
            1 2 12:00:09 'b'
            1 3 12:00:19 'c'
            2 4 12:00:01 'd'
            null 5 12:00:02 'e'
            null 6 12:00:12 'f'
            3 7 12:00:20 'g'
            3 8 12:00:00 'h'
            """;
    /** Makes the first two sessions of a key one, and its third longer. */
    private static final String MORE_ROWS = """
            1 1 12:00:03 'i'
            1 1 12:00:06 'j'
            1 1 12:00:21 'k'
            null 1 12:00:13 'l'
            4 1 12:00:13 'm'
            """;

    private static Stream<StatefulCase> cases() {
        return StatefulCase.all().stream().filter(each -> each.name().contains("sessions"));
    }

    private interface Restore {
        void restore(Operator operator, Map<ByteBuffer, List<byte[]>> sessionsOfKeys) throws IOException;
    }

    /** A key, then its sessions, as one entry. */
    @ParameterizedTest
    @MethodSource("cases")
    void readsKeysWithTheirSessions(StatefulCase each) throws IOException {
        check(each, (operator, sessionsOfKeys) -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = start(bytes, 1, sessionsOfKeys.size());
            for (Map.Entry<ByteBuffer, List<byte[]>> key : sessionsOfKeys.entrySet()) {
                out.write(key.getKey().array());
                out.writeInt(key.getValue().size());
                for (byte[] session : key.getValue()) {
                    out.write(session);
                }
            }
            operator.restoreGroup(0, CheckpointFiles.in(bytes));
        });
    }

    /** Keys under numbers, then sessions with the numbers of their keys. */
    @ParameterizedTest
    @MethodSource("cases")
    void readsKeysBesideSessions(StatefulCase each) throws IOException {
        check(each, (operator, sessionsOfKeys) -> {
            ByteArrayOutputStream keyBytes = new ByteArrayOutputStream();
            ByteArrayOutputStream sessionBytes = new ByteArrayOutputStream();
            DataOutputStream keys = start(keyBytes, 2, sessionsOfKeys.size());
            DataOutputStream sessions = start(
                    sessionBytes,
                    3,
                    sessionsOfKeys.values().stream().mapToInt(List::size).sum());
            int number = 100;
            for (Map.Entry<ByteBuffer, List<byte[]>> key : sessionsOfKeys.entrySet()) {
                keys.writeInt(number);
                keys.write(key.getKey().array());
                for (byte[] session : key.getValue()) {
                    sessions.writeInt(number);
                    sessions.write(session);
                }
                number += 3;
            }
            operator.restoreGroup(0, CheckpointFiles.in(keyBytes));
            operator.restoreGroup(0, CheckpointFiles.in(sessionBytes));
        });
    }

    private static DataOutputStream start(ByteArrayOutputStream bytes, int version, int entries) throws IOException {
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(version);
        out.writeInt(entries);
        return out;
    }

    private static void check(StatefulCase each, Restore restore) throws IOException {
        List<Row> told = new ArrayList<>();
        List<Row> toldByRestored = new ArrayList<>();
        Operator operator = each.open(told);
        Operator restored = each.open(toldByRestored);
        operator.process(0, batch(each, ROWS));
        Map<ByteBuffer, List<byte[]>> sessions = sessions(operator.freeze());
        assertThat(sessions.values()).extracting(List::size).containsExactlyInAnyOrder(3, 1, 2, 2);
        restore.restore(restored, sessions);
        for (Operator one : List.of(operator, restored)) {
            one.process(0, batch(each, MORE_ROWS));
            while (!one.watermark(Watermark.END)) {}
        }
        assertThat(told).isNotEmpty();
        assertThat(Changelogs.all(toldByRestored)).isEqualTo(Changelogs.all(told));
    }

    private static Batch batch(StatefulCase each, String rows) {
        return BatchText.parse(each.input().rowType(), rows);
    }

    /** What is written of each session without its key, by what is written of the key. */
    private static Map<ByteBuffer, List<byte[]>> sessions(FrozenState state) throws IOException {
        Map<ByteBuffer, List<byte[]>> sessions = new LinkedHashMap<>();
        FrozenEntries entries = state.parts().get(0);
        GroupOrder order = entries.all();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            for (int i = 0; i < order.count(group); i++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                entries.write(order.id(group, i), new DataOutputStream(bytes));
                DataInputStream in = CheckpointFiles.in(bytes);
                in.readLong();
                in.skipNBytes(in.readBoolean() ? 0 : Long.BYTES);
                byte[] session = in.readAllBytes();
                byte[] key = Arrays.copyOf(bytes.toByteArray(), bytes.size() - session.length);
                sessions.computeIfAbsent(ByteBuffer.wrap(key), k -> new ArrayList<>())
                        .add(session);
            }
        }
        return sessions;
    }
}

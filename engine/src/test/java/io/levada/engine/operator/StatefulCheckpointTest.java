package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.Row;
import io.levada.engine.operator.OperatorHarness.Step;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All operators that keep state. */
class StatefulCheckpointTest {
    private static final int LOADED = 20_000;
    private static final int CHANGED = 20;

    static List<StatefulCase> all() {
        return StatefulCase.all();
    }

    static Stream<Arguments> seeded() {
        return all().stream().flatMap(each -> Stream.of(1L).map(seed -> Arguments.of(each, seed)));
    }

    @ParameterizedTest
    @MethodSource("seeded")
    void goesOnAsIfNothingHadHappened(StatefulCase each, long seed) {
        assertThat(each.harness().check(each.random(seed))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesWhatChanged(StatefulCase each) {
        List<List<Step>> scripts = new ArrayList<>(List.of(each.load(LOADED)));
        for (int i = 0; i < 6; i++) {
            scripts.add(each.change(i * CHANGED, CHANGED));
        }
        scripts.add(List.of());
        List<Long> bytes = each.harness().bytes(scripts, each.tell(LOADED, 6 * CHANGED));
        assertThat(bytes.get(0)).as("loaded").isGreaterThan(LOADED * 10L);
        assertThat(bytes.subList(1, 7)).as("of " + bytes.get(0)).allMatch(written -> written < bytes.get(0) / 100);
        assertThat(bytes.get(7)).as("nothing changed").isLessThan(100);
    }

    static Stream<StatefulCase> oncePairedByKey() {
        List<String> names = List.of("inner join", "inner join with a time to live", "full join");
        return all().stream().filter(each -> names.contains(each.name()));
    }

    /** Joins wrote each key with all that hangs on it. Sessions did, too: {@link SessionFormatTest}. */
    @ParameterizedTest
    @MethodSource("oncePairedByKey")
    void readsWhatWasWrittenKeyByKey(StatefulCase each) throws IOException {
        List<Row> told = new ArrayList<>();
        List<Row> toldByRestored = new ArrayList<>();
        Operator operator = each.open(told);
        Operator restored = each.open(toldByRestored);
        each.feed(operator, each.load(3000));
        List<FrozenEntries> parts = operator.freeze().parts();
        int version = each.inputs() == 2 && each.ttlMicros() > 0 ? 2 : 1;
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            restored.restoreGroup(group, CheckpointFiles.in(byKey(version, parts, group)));
        }
        told.clear();
        each.feed(operator, each.tell(3000, 0));
        each.feed(restored, each.tell(3000, 0));
        assertThat(told).hasSizeGreaterThan(1000);
        assertThat(Changelogs.all(toldByRestored)).isEqualTo(Changelogs.all(told));
    }

    private static ByteArrayOutputStream byKey(int version, List<FrozenEntries> parts, int group) throws IOException {
        List<Map<Integer, List<byte[]>>> rows = new ArrayList<>();
        for (FrozenEntries part : parts) {
            Map<Integer, List<byte[]>> byNumber = new TreeMap<>();
            GroupOrder order = part.all();
            for (int i = 0; i < order.count(group); i++) {
                ByteArrayOutputStream entry = new ByteArrayOutputStream();
                part.write(order.id(group, i), new DataOutputStream(entry));
                int number = CheckpointFiles.in(entry).readInt();
                byte[] bytes = entry.toByteArray();
                byNumber.computeIfAbsent(number, n -> new ArrayList<>())
                        .add(Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
            }
            rows.add(byNumber);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(version);
        out.writeInt(rows.get(0).size());
        for (Map.Entry<Integer, List<byte[]>> key : rows.get(0).entrySet()) {
            out.write(key.getValue().get(0));
            for (Map<Integer, List<byte[]>> side : rows.subList(1, rows.size())) {
                List<byte[]> ofKey = side.getOrDefault(key.getKey(), List.of());
                out.writeInt(ofKey.size());
                for (byte[] row : ofKey) {
                    out.write(row);
                }
            }
        }
        return bytes;
    }
}

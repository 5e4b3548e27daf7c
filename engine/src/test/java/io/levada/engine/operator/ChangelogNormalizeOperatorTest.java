package io.levada.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.ChangelogNormalize;
import io.levada.core.type.DataType;
import io.levada.core.type.RowType;
import io.levada.core.type.TypeKind;
import io.levada.engine.operator.OperatorHarness.Step;
import io.levada.testkit.BatchText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangelogNormalizeOperatorTest {
    private static final RowType USERS =
            TestPlans.row("name", DataType.STRING, "id", DataType.INTEGER.notNull(), "city", DataType.STRING);

    private static OperatorHarness harness(RowType type, int... keys) {
        ChangelogNormalize node = new ChangelogNormalize(
                TestPlans.input(type, ChangelogMode.UPSERT),
                java.util.Arrays.stream(keys).boxed().toList());
        return new OperatorHarness(() -> new ChangelogNormalizeOperator(node), type, type, keys);
    }

    @Test
    void tellsTheRowBeforeAndDropsWhatChangesNothing() {
        List<Row> changes = harness(USERS, 1).check("""
                'Ana' 1 'Funchal'
                'Rui' 2 null
                watermark 00:00:01
                +U 'Ana' 1 'Funchal'
                +U 'Rui' 2 'Porto'
                -D null 3 null
                watermark 00:00:02
                -D null 1 null
                watermark 00:00:03
                'Ana' 1 'Lisboa'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'Ana' 1 'Funchal'
                +I 'Rui' 2 null
                -U 'Rui' 2 null
                +U 'Rui' 2 'Porto'
                -D 'Ana' 1 'Funchal'
                +I 'Ana' 1 'Lisboa'
                """);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAMapOnRandomUpserts(long seed) {
        RowType type = TestPlans.row(
                "k", DataType.STRING,
                "d", DataType.decimal(9, 1),
                "a", DataType.array(DataType.INTEGER),
                "x", DataType.DOUBLE,
                "j", DataType.of(TypeKind.TINYINT));
        RandomRows generator = new RandomRows(seed, type);
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        Map<List<Object>, Row> model = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            Row row = generator.row();
            List<Object> key = new ArrayList<>(
                    List.of(row.values().subList(0, 1), row.values().subList(4, 5)));
            if (random.nextInt(4) == 0) {
                rows.add(new Row(ChangeKind.DELETE, row.values()));
                model.remove(key);
            } else {
                rows.add(row);
                model.put(key, row);
            }
        }
        Map<List<Object>, Integer> expected = new HashMap<>();
        model.values().forEach(row -> expected.put(new ArrayList<>(row.values()), 1));
        assertThat(harness(type, 0, 4).checkedTable(List.of(new Step.Rows(rows))))
                .isEqualTo(expected);
    }

    @Test
    void forgetsKeysAfterTheTimeToLive() {
        List<Row> changes = new ArrayList<>();
        OperatorHarness harness = harness(USERS, 1).timed().configure(context -> {
            context.ttlMicros = 10_000_000;
            context.nowMicros = BatchText.micros("12:00:00");
        });
        harness.meaning(rows -> {
            changes.clear();
            changes.addAll(rows);
            return Map.of(List.of(BatchText.print(rows)), 1);
        });
        harness.check("""
                'Ana' 1 null
                clock 12:00:11
                'Ana' 1 'Porto'
                clock 12:00:12
                +U 'Ana' 1 'Porto'
                """);
        assertThat(BatchText.print(changes)).isEqualTo("""
                +I 'Ana' 1 null
                +I 'Ana' 1 'Porto'
                -U 'Ana' 1 'Porto'
                +U 'Ana' 1 'Porto'
                """);
    }
}

package io.levada.connector.standard.datagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connectors;
import io.levada.core.connector.SourceReader.Status;
import io.levada.core.data.Bytes;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceHarness;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DatagenConnectorTest {
    private final DatagenConnector connector = new DatagenConnector();

    private static Table table(DataType type, String... options) {
        Table table = Jobs.table("t", List.of(Jobs.column("v", type)), "connector", "datagen", "rows-per-second", "-1");
        for (int i = 0; i < options.length; i += 2) {
            table = Jobs.with(table, options[i], options[i + 1]);
        }
        return table;
    }

    private List<Object> values(DataType type, String... options) {
        Table table = Jobs.with(table(type, options), "number-of-rows", "1000");
        assertThat(Connectors.load().of(table).describe(table).bounded()).isTrue();
        try (SourceHarness harness = new SourceHarness(connector, table, table.columns(), 300, 2)
                .start()
                .pollToEnd()) {
            List<Object> values = new ArrayList<>();
            harness.output().rows().forEach(r -> values.add(r.get(0)));
            assertThat(values).hasSize(1000);
            return values;
        }
    }

    /** What so many random values hold is left to chance without a seed. */
    private List<Object> seeded(DataType type, String... options) {
        String[] all = java.util.Arrays.copyOf(options, options.length + 2);
        all[options.length] = "seed";
        all[options.length + 1] = "11";
        return values(type, all);
    }

    @Test
    void keepsToTheBounds() {
        assertThat(seeded(DataType.INTEGER, "fields.v.min", "-3", "fields.v.max", "3"))
                .contains(-3, 3)
                .allMatch(v -> Math.abs((Integer) v) <= 3);
        assertThat(seeded(DataType.BIGINT)).doesNotHaveDuplicates();
        assertThat(seeded(DataType.TINYINT)).contains(Byte.MIN_VALUE, Byte.MAX_VALUE);
        assertThat(seeded(DataType.DOUBLE, "fields.v.min", "-1", "fields.v.max", "1"))
                .allMatch(v -> Math.abs((Double) v) <= 1)
                .anyMatch(v -> (Double) v < -0.9)
                .anyMatch(v -> (Double) v > 0.9);
        assertThat(seeded(DataType.FLOAT)).allMatch(v -> (Float) v >= 0);
        assertThat(seeded(DataType.decimal(4, 2), "fields.v.max", "1000"))
                .allMatch(v -> ((BigDecimal) v).precision() <= 4 && ((BigDecimal) v).scale() == 2);
        assertThat(seeded(DataType.BOOLEAN)).contains(true, false);
    }

    @Test
    void makesTextsOfTheLengthAskedFor() {
        assertThat(seeded(DataType.STRING)).allMatch(v -> ((String) v).matches("[0-9a-f]{100}"));
        assertThat(seeded(DataType.varchar(7))).allMatch(v -> ((String) v).length() == 7);
        assertThat(seeded(DataType.STRING, "fields.v.length", "5", "fields.v.var-len", "true"))
                .allMatch(v -> ((String) v).length() >= 1 && ((String) v).length() <= 5)
                .anyMatch(v -> ((String) v).length() == 1)
                .anyMatch(v -> ((String) v).length() == 5);
        assertThat(seeded(DataType.BYTES, "fields.v.length", "9")).allMatch(v -> ((Bytes) v).length() == 9);
    }

    @Test
    void countsSequences() {
        Table table = table(DataType.STRING, "fields.v.kind", "sequence", "fields.v.start", "8", "fields.v.end", "11");
        assertThat(connector.describe(table).bounded()).isTrue();
        try (SourceHarness harness = new SourceHarness(connector, table, table.columns(), 300, 1)
                .start()
                .pollToEnd()) {
            assertThat(harness.output().rows()).containsExactly(Row.of("8"), Row.of("9"), Row.of("10"), Row.of("11"));
        }
        assertThat(connector.describe(table(DataType.INTEGER)).bounded()).isFalse();
    }

    @Test
    void givesNullsAtTheirRate() {
        assertThat(values(DataType.INTEGER, "fields.v.null-rate", "0.3").stream()
                        .filter(Objects::isNull)
                        .count())
                .isBetween(220L, 380L);
        assertThat(values(DataType.INTEGER)).doesNotContainNull();
    }

    @Test
    void putsTimestampsNearNow() {
        Instant before = Instant.now().minus(Duration.ofSeconds(11));
        assertThat(values(DataType.timestampLtz(3), "fields.v.max-past", "10 s"))
                .allMatch(v -> ((Instant) v).isAfter(before) && !((Instant) v).isAfter(Instant.now()));
    }

    @Test
    void makesTheSameRowsFromTheSameSeed() {
        DataType type = DataType.row(List.of(
                new Field("a", DataType.map(DataType.STRING, DataType.DOUBLE)), new Field("t", DataType.timestamp(3))));
        String[] options = {
            "seed",
            "7",
            "rows-per-second",
            "100000",
            "start-time",
            "2001-01-01 00:00:00",
            "splits",
            "2",
            "fields.v.a.key.length",
            "3",
            "fields.v.a.length",
            "2",
            "fields.v.t.max-past",
            "0"
        };
        List<Object> first = values(type, options);
        assertThat(values(type, options)).isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates();
        Row row = (Row) first.get(1);
        assertThat((Map<?, ?>) row.get(0)).hasSize(2);
        assertThat(row.get(1)).isEqualTo(LocalDateTime.parse("2001-01-01T00:00:00"));
        options[1] = "8";
        assertThat(values(type, options)).isNotEqualTo(first);
    }

    @Test
    void keepsToTheRate() {
        Table table = table(DataType.INTEGER, "rows-per-second", "200");
        long start = System.nanoTime();
        try (SourceHarness harness = new SourceHarness(connector, table, table.columns(), 300, 1).start()) {
            assertThat(harness.poll()).isEqualTo(Status.MORE);
            harness.pollRows(41);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(195_000_000L);
            assertThat(harness.output().count()).isLessThan(1000);
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> connector.describe(table(DataType.INTEGER, "fields.v.min", "5", "fields.v.max", "4")))
                .hasMessageContaining("'fields.v.min' must not be greater");
        assertThatThrownBy(() -> connector.describe(table(DataType.TINYINT, "fields.v.max", "128")))
                .hasMessageContaining("'fields.v.max' = '128' must lie between -128 and 127");
        assertThatThrownBy(() -> connector.describe(table(DataType.timestamp(3), "fields.v.kind", "sequence")))
                .hasMessageContaining("TIMESTAMP(3)");
        assertThatThrownBy(() -> connector.describe(table(DataType.INTEGER, "fields.v.kind", "sequence")))
                .hasMessageContaining("'fields.v.start' is missing");
        assertThatThrownBy(() -> Connectors.load().of(table(DataType.INTEGER, "fields.v.start", "1")))
                .as("only of sequences")
                .hasMessageContaining("has no option 'fields.v.start'");
        assertThatThrownBy(() -> Connectors.load().of(table(DataType.timestamp(3), "fields.v.min", "1")))
                .hasMessageContaining("has no option 'fields.v.min'");
        assertThatThrownBy(() -> Connectors.load().of(table(DataType.INTEGER, "fields.w.min", "1")))
                .hasFieldOrPropertyWithValue("hint", "did you mean 'fields.v.min'?");
    }
}

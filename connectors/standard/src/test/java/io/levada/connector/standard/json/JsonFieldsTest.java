package io.levada.connector.standard.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.connector.standard.Records;
import io.levada.core.catalog.TableColumn;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fields of a ROW that are read as columns, against the ROW that is read whole. */
class JsonFieldsTest {
    private static final List<Field> FIELDS = List.of(
            new Field("id", DataType.BIGINT),
            new Field("name", DataType.STRING),
            new Field("price", DataType.DOUBLE),
            new Field("t", DataType.array(DataType.STRING)));

    private static final DataType ROW = DataType.row(FIELDS);
    private static final RowType WHOLE = RowType.of(new Field("r", ROW), new Field("id", DataType.INTEGER));

    private static Records fields(String... options) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(new TableColumn.Physical("r", ROW));
        columns.add(new TableColumn.Physical("id", DataType.INTEGER));
        List<Field> wanted = new ArrayList<>();
        for (Field field : FIELDS) {
            columns.add(new TableColumn.Physical("r." + field.name(), field.type(), List.of("r", field.name())));
            wanted.add(new Field("r." + field.name(), field.type()));
        }
        wanted.add(new Field("id", DataType.INTEGER));
        return new Records("json", columns, new RowType(wanted), options);
    }

    @Test
    void areWhatTheRowHas() {
        Records records = fields();
        assertThat(records.decode("{\"id\":1,\"r\":{\"name\":\"a\",\"x\":{},\"id\":7}}")
                        .values())
                .containsExactly(7L, "a", null, null, 1);
        assertThat(records.decode("{\"id\":2,\"r\":null}").values()).containsExactly(null, null, null, null, 2);
        assertThat(records.decode("{}").values()).containsOnlyNulls();
    }

    @Test
    void areThoseOfTheLastOfEqualNames() {
        Records records = fields();
        assertThat(records.decode("{\"r\":{\"id\":1,\"id\":2,\"name\":\"a\"},\"r\":{\"price\":1.5}}")
                        .values())
                .containsExactly(null, null, 1.5, null, null);
        assertThat(records.decode("{\"r\":{\"id\":1},\"id\":3,\"r\":null}").values())
                .containsExactly(null, null, null, null, 3);
    }

    @Test
    void sayWhereTheyAre() {
        Records records = fields();
        assertThat(records.decode("{\"r\":{\"name\":\"a\",\"id\":\"x\"}}")).isNull();
        assertThat(records.reason()).contains("'r.id'").contains("BIGINT");
        assertThat(records.decode("{\"r\":{\"id\":1},\"r\":[1]}")).isNull();
        assertThat(records.reason()).contains("'r'").contains("[1] is not a ROW");
    }

    @Test
    void agreeWithTheWholeRow() {
        for (String lenient : List.of("true", "false")) {
            Random random = new Random(5);
            Records whole = new Records("json", WHOLE, "ignore-parse-errors", lenient);
            Records apart = fields("ignore-parse-errors", lenient);
            int good = 0;
            for (int i = 0; i < 20_000; i++) {
                byte[] json = document(random).getBytes(StandardCharsets.UTF_8);
                byte[] given = random.nextInt(3) == 0 ? JsonDifferentialTest.mutate(json, random) : json;
                Row expected = whole.decode(given);
                Row actual = apart.decode(given);
                if (!flat(expected).equals(actual == null ? List.of() : actual.values())) {
                    assertThat(actual == null ? List.of() : actual.values())
                            .as(new String(given, StandardCharsets.ISO_8859_1))
                            .isEqualTo(flat(expected));
                }
                assertThat(apart.reason() == null).isEqualTo(whole.reason() == null);
                good += actual != null && actual.get(0) != null ? 1 : 0;
            }
            assertThat(good).isGreaterThan(500);
        }
    }

    private static List<@Nullable Object> flat(@Nullable Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        if (row != null) {
            Row inner = (Row) row.get(0);
            for (int i = 0; i < FIELDS.size(); i++) {
                values.add(inner == null ? null : inner.get(i));
            }
            values.add(row.get(1));
        }
        return values;
    }

    private static String document(Random random) {
        StringBuilder out = new StringBuilder("{");
        int fields = random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            out.append(i == 0 ? "" : ",").append(JsonDifferentialTest.blank(random));
            switch (random.nextInt(6)) {
                case 0 -> out.append("\"id\":").append(random.nextInt(1000));
                case 1 -> out.append("\"r\":null");
                case 2 -> {
                    out.append("\"other\":");
                    JsonDifferentialTest.value(out, random, 0);
                }
                case 3 -> {
                    out.append("\"r\" : ");
                    JsonDifferentialTest.value(out, random, 0);
                }
                default -> {
                    out.append("\"r\":");
                    row(out, random);
                }
            }
        }
        return out.append('}').toString();
    }

    /** Mostly what the fields take, so that whole rows come out also where a value that doesn't fit is an error. */
    private static void row(StringBuilder out, Random random) {
        out.append('{');
        int fields = random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            out.append(i == 0 ? "" : ",");
            switch (random.nextInt(6)) {
                case 0 -> out.append("\"id\":").append(random.nextLong() >>> random.nextInt(64));
                case 1 ->
                    out.append("\"name\":\"")
                            .append("a".repeat(random.nextInt(20)))
                            .append("\\n\"");
                case 2 -> out.append("\"price\":").append(random.nextInt(100)).append(".5");
                case 3 -> out.append("\"t\":[\"x\",null]");
                case 4 -> out.append("\"more\":{\"id\":[1,{}],\"r\":\"\"}");
                default -> {
                    out.append("\"name\":");
                    JsonDifferentialTest.value(out, random, 2);
                }
            }
        }
        out.append('}');
    }
}

package io.levada.flink.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.connector.standard.nexmark.EventKind;
import io.levada.connector.standard.nexmark.Leaf;
import io.levada.connector.standard.nexmark.NexmarkConnector;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceHarness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flink's source gives the very events that Levada's gives, made and replayed, in the same splits. */
class SameEventsTest {
    private static final int EVENTS = 11_000;

    private static Map<String, String> options(String only) {
        Map<String, String> options = new HashMap<>(Map.of(
                "events.num", Integer.toString(EVENTS), "first-event.rate", "100000", "out-of-order.group-size", "10"));
        if (!only.isEmpty()) {
            options.put("only", only);
        }
        return options;
    }

    private static List<List<@Nullable Object>> levada(Map<String, String> options, int splits) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(Jobs.column("event_type", DataType.INTEGER));
        for (Leaf leaf : Leaf.values()) {
            columns.add(Jobs.column(leaf.path(), leaf.form().type()));
        }
        List<String> given = new ArrayList<>(List.of("connector", "nexmark", "splits", Integer.toString(splits)));
        options.forEach((key, value) -> given.addAll(List.of(key, value)));
        Table table = Jobs.table("t", columns, given.toArray(String[]::new));
        try (SourceHarness harness = new SourceHarness(new NexmarkConnector(), table, columns, 4096, 1)
                .start()
                .pollToEnd()) {
            return harness.output().rowsOfSplit().values().stream()
                    .flatMap(List::stream)
                    .map(Row::values)
                    .map(SameEventsTest::asText)
                    .toList();
        }
    }

    private static List<@Nullable Object> asText(List<@Nullable Object> row) {
        List<@Nullable Object> texts = new ArrayList<>();
        row.forEach(v -> texts.add(v == null ? null : v.toString()));
        return texts;
    }

    private static Wanted wanted(Map<String, String> options) {
        List<Wanted.Item> items = new ArrayList<>(List.of(new Wanted.Type()));
        Arrays.stream(Leaf.values()).forEach(leaf -> items.add(new Wanted.One(leaf)));
        return new Wanted(options, items);
    }

    private static List<@Nullable Object> asText(RowData row) {
        List<@Nullable Object> texts = new ArrayList<>();
        texts.add(Integer.toString(row.getInt(0)));
        for (int i = 0; i < Leaf.values().length; i++) {
            int column = i + 1;
            texts.add(
                    row.isNullAt(column)
                            ? null
                            : switch (Leaf.values()[i].form()) {
                                case NUMBER -> Long.toString(row.getLong(column));
                                case TIME ->
                                    row.getTimestamp(column, 3)
                                            .toLocalDateTime()
                                            .toString();
                                case TEXT -> row.getString(column).toString();
                            });
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "person", "auction", "bid"})
    void madeAndReplayedRowsAreLevadas(String only) {
        Map<String, String> options = options(only);
        List<List<@Nullable Object>> expected = levada(options, 2);
        assertThat(expected).hasSizeGreaterThan(200);
        for (String replay : List.of("false", "true")) {
            System.setProperty(NexmarkFactory.REPLAY, replay);
            try {
                List<List<@Nullable Object>> rows = new ArrayList<>();
                for (int split = 0; split < 2; split++) {
                    new NexmarkSplit(
                                    wanted(options), split, 2, io.levada.connector.standard.nexmark.Blocks.first(split))
                            .getIterator()
                            .forEachRemaining(row -> rows.add(asText(row)));
                }
                assertThat(rows).as("replay " + replay).containsExactlyInAnyOrderElementsOf(expected);
            } finally {
                System.clearProperty(NexmarkFactory.REPLAY);
            }
        }
    }

    @Test
    void goesOnFromASnapshotOfASplit() throws Exception {
        Wanted wanted = wanted(options("auction"));
        NexmarkSplit.Serializer serializer = new NexmarkSplit.Serializer(wanted);
        NexmarkSplit start = new NexmarkSplit(wanted, 0, 2, 0);
        List<List<@Nullable Object>> all = new ArrayList<>();
        start.getIterator().forEachRemaining(row -> all.add(asText(row)));
        EventIterator first = start.getIterator();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 301; i++) {
            rows.add(asText(first.next()));
        }
        NexmarkSplit snapshot = (NexmarkSplit) start.getUpdatedSplitForIterator(first);
        serializer
                .deserialize(1, serializer.serialize(snapshot))
                .getIterator()
                .forEachRemaining(row -> rows.add(asText(row)));
        assertThat(rows).isEqualTo(all);
    }

    @Test
    void aWholeRowHasTheFieldsOfItsKind() {
        Wanted fields = wanted(options("bid"));
        List<Leaf> leaves = Arrays.stream(Leaf.values())
                .filter(l -> l.kind() == EventKind.BID)
                .toList();
        Wanted whole = fields.of(List.of(new Wanted.Whole(EventKind.BID, leaves)));
        RowData row = new NexmarkSplit(whole, 0, 1, 0).getIterator().next().getRow(0, leaves.size());
        RowData flat = new NexmarkSplit(fields, 0, 1, 0).getIterator().next();
        assertThat(row.getLong(2)).isEqualTo(flat.getLong(1 + Leaf.BID_PRICE.ordinal()));
        assertThat(row.getString(6)).isEqualTo(flat.getString(1 + Leaf.BID_EXTRA.ordinal()));
    }
}

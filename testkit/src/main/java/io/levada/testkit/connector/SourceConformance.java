package io.levada.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.SourceReader.Status;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Batch;
import io.levada.core.data.Row;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every source does. A subclass names a bounded table with at least five rows, and its rows. */
public abstract class SourceConformance {
    protected abstract Connector connector();

    /** A bounded table with the same rows each time it is read; called often, so it should be made once. */
    protected abstract Table table();

    /** The rows of {@link #table}, with its physical columns in declared order; the order of rows doesn't matter. */
    protected abstract List<Row> rows();

    private List<TableColumn> physical() {
        return table().columns().stream()
                .filter(TableColumn.Physical.class::isInstance)
                .toList();
    }

    private SourceHarness open(List<TableColumn> columns, int batchSize, int workers) {
        return new SourceHarness(connector(), table(), columns, batchSize, workers);
    }

    private Map<String, List<Row>> readAll(List<TableColumn> columns, int batchSize) {
        try (SourceHarness harness = open(columns, batchSize, 1).start().pollToEnd()) {
            assertThat(harness.output().deadLetters()).isEmpty();
            return harness.output().rowsOfSplit();
        }
    }

    private static List<Row> flat(Map<String, List<Row>> rows) {
        List<Row> all = new ArrayList<>();
        rows.values().forEach(all::addAll);
        return all;
    }

    @Test
    void saysThatItCanBeRead() {
        Capabilities capabilities = connector().describe(table());
        assertThat(capabilities.source()).isNotNull();
        assertThat(capabilities.bounded()).isTrue();
        assertThat(rows()).as("a test with few rows shows little").hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void readsAllRows() {
        assertThat(flat(readAll(physical(), Batch.MAX_ROWS))).containsExactlyInAnyOrderElementsOf(rows());
    }

    @Test
    void readsTheSameWithAnyBatchSize() {
        Map<String, List<Row>> all = readAll(physical(), Batch.MAX_ROWS);
        assertThat(readAll(physical(), 1)).isEqualTo(all);
        assertThat(readAll(physical(), 3)).isEqualTo(all);
    }

    @Test
    void sharesItsSplitsAmongWorkers() {
        try (SourceHarness harness = open(physical(), 2, 3).start().pollToEnd()) {
            assertThat(harness.output().rows()).containsExactlyInAnyOrderElementsOf(rows());
        }
    }

    @Test
    void readsOneColumnAsItReadsAll() {
        Map<String, List<Row>> all = readAll(physical(), Batch.MAX_ROWS);
        for (int i = 0; i < physical().size(); i++) {
            assertThat(readAll(List.of(physical().get(i)), Batch.MAX_ROWS)).isEqualTo(project(all, List.of(i)));
        }
    }

    @Test
    void readsColumnsInAnyOrder() {
        Map<String, List<Row>> all = readAll(physical(), Batch.MAX_ROWS);
        List<TableColumn> columns = new ArrayList<>(physical());
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            indexes.add(i);
        }
        Collections.reverse(columns);
        Collections.reverse(indexes);
        assertThat(readAll(columns, Batch.MAX_ROWS)).isEqualTo(project(all, indexes));
    }

    private static Map<String, List<Row>> project(Map<String, List<Row>> all, List<Integer> columns) {
        Map<String, List<Row>> projected = new LinkedHashMap<>();
        all.forEach((split, rows) ->
                projected.put(split, rows.stream().map(r -> project(r, columns)).toList()));
        return projected;
    }

    private static Row project(Row row, List<Integer> columns) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int column : columns) {
            values.add(row.get(column));
        }
        return new Row(row.kind(), values);
    }

    @Test
    void countsRowsWhenNoColumnIsWanted() {
        try (SourceHarness harness = open(List.of(), 2, 1).start().pollToEnd()) {
            assertThat(harness.output().count()).isEqualTo(rows().size());
        }
    }

    @Test
    void readsEveryMetadataColumn() {
        Capabilities capabilities = connector().describe(table());
        capabilities.readableMetadata().forEach((key, type) -> {
            List<TableColumn> columns = List.of(Jobs.metadata("meta", type, key));
            try (SourceHarness harness =
                    open(columns, Batch.MAX_ROWS, 1).start().pollToEnd()) {
                assertThat(harness.output().count()).as(key).isEqualTo(rows().size());
            }
        });
    }

    @Test
    void goesOnSayingEndAfterTheEnd() {
        try (SourceHarness harness = open(physical(), 2, 1).start().pollToEnd()) {
            int count = harness.output().count();
            assertThat(harness.poll()).isEqualTo(Status.END);
            assertThat(harness.poll()).isEqualTo(Status.END);
            assertThat(harness.output().count()).isEqualTo(count);
            List<String> splits =
                    harness.positions().stream().map(SourceSplit::id).toList();
            assertThat(harness.output().ended()).as("each split ended").containsExactlyInAnyOrderElementsOf(splits);
        }
    }

    @Test
    void doesNotEndBeforeItKnowsAllSplits() {
        try (SourceHarness harness = open(physical(), Batch.MAX_ROWS, 1)) {
            harness.discover();
            harness.pollRows(rows().size());
            assertThat(harness.poll()).isNotEqualTo(Status.END);
            harness.noMoreSplits();
            harness.pollToEnd();
        }
    }

    @Test
    void goesOnExactlyFromAnyPosition() {
        Map<String, List<Row>> all = readAll(physical(), Batch.MAX_ROWS);
        for (int count = 0; count <= rows().size(); count++) {
            Map<String, List<Row>> before;
            List<SourceSplit> positions;
            try (SourceHarness first = open(physical(), 1, 1)) {
                first.discover();
                first.pollRows(count);
                positions = first.positions();
                before = first.output().rowsOfSplit();
            }
            Map<String, List<Row>> both = new LinkedHashMap<>();
            before.forEach((split, rows) -> both.put(split, new ArrayList<>(rows)));
            try (SourceHarness second =
                    open(physical(), 3, 2).restore(positions).pollToEnd()) {
                second.output()
                        .rowsOfSplit()
                        .forEach((split, rows) -> both.computeIfAbsent(split, s -> new ArrayList<>())
                                .addAll(rows));
            }
            assertThat(both).as("stopped after " + count + " rows").isEqualTo(all);
        }
    }

    @Test
    void keepsThePositionsItWasGiven() {
        List<SourceSplit> positions;
        try (SourceHarness first = open(physical(), 1, 1)) {
            first.discover();
            first.pollRows(2);
            positions = first.positions();
        }
        try (SourceHarness second = open(physical(), 1, 1)) {
            second.assign(positions);
            assertThat(comparable(second.positions())).isEqualTo(comparable(positions));
        }
    }

    private static Map<String, List<Byte>> comparable(List<SourceSplit> splits) {
        Map<String, List<Byte>> map = new LinkedHashMap<>();
        for (SourceSplit split : splits) {
            List<Byte> bytes = new ArrayList<>();
            for (byte b : split.position()) {
                bytes.add(b);
            }
            map.put(split.id(), bytes);
        }
        return map;
    }

    @Test
    void canBeClosedAtAnyTime() {
        open(physical(), 1, 2).close();
        SourceHarness begun = open(physical(), 1, 1).start();
        begun.pollRows(1);
        begun.close();
        assertThat(begun.output().count()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void refusesAnUnknownOption() {
        OptionChecks.unknownOptionIsRefusedWithTheNearest(connector(), table());
    }

    @Test
    void refusesAWrongValue() {
        OptionChecks.wrongValueIsRefusedWithTheOptionsName(connector(), table());
    }

    /** The type of the rows that {@link #rows} gives. */
    protected final RowType rowType() {
        return Table.rowType(physical());
    }
}

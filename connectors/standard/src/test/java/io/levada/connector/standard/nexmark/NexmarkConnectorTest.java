package io.levada.connector.standard.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Row;
import io.levada.core.error.LevadaException;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceHarness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NexmarkConnectorTest {
    private final NexmarkConnector connector = new NexmarkConnector();

    private List<Row> read(Table table, List<TableColumn> columns, int workers) {
        try (SourceHarness harness = new SourceHarness(connector, table, columns, 4096, workers)
                .start()
                .pollToEnd()) {
            return harness.output().rows();
        }
    }

    private TableColumn field(Table table, Leaf leaf) {
        TableColumn row = table.columns().get(1 + leaf.kind().ordinal());
        return row.type().fields().stream()
                .filter(f -> f.name().equals(leaf.field()))
                .findFirst()
                .flatMap(f -> connector.fieldColumn(table, row, f))
                .orElseThrow();
    }

    @Test
    void theEventsAreTheSameHoweverManyShareThem() {
        Table table = NexmarkTables.table("events.num", "23000");
        assertThat(read(table, table.columns(), 3))
                .containsExactlyInAnyOrderElementsOf(read(table, table.columns(), 1));
    }

    @Test
    void aFieldReadAloneIsThatOfTheRow() {
        Table table = NexmarkTables.table("events.num", "6000", "out-of-order.group-size", "100");
        List<Row> whole = read(table, table.columns(), 1);
        for (Leaf leaf : Leaf.values()) {
            int column = 1 + leaf.kind().ordinal();
            int at = leaf.ordinal() - firstOf(leaf.kind());
            List<Row> expected = whole.stream()
                    .map(r -> Row.of(r.get(column) instanceof Row row ? row.get(at) : null))
                    .toList();
            assertThat(read(table, List.of(field(table, leaf)), 1))
                    .as(leaf.path())
                    .isEqualTo(expected);
        }
    }

    private static int firstOf(EventKind kind) {
        for (Leaf leaf : Leaf.values()) {
            if (leaf.kind() == kind) {
                return leaf.ordinal();
            }
        }
        throw new AssertionError(kind);
    }

    @Test
    void onlyOneKindIsThoseRowsOfTheWholeTable() {
        for (String group : List.of("1", "100")) {
            Table table = NexmarkTables.table("events.num", "23007", "out-of-order.group-size", group);
            for (EventKind kind : EventKind.values()) {
                Table only = connector
                        .only(table, table.columns().get(0), kind.ordinal())
                        .orElseThrow();
                List<Row> expected = read(table, table.columns(), 1).stream()
                        .filter(r -> r.get(0).equals(kind.ordinal()))
                        .toList();
                assertThat(read(only, only.columns(), 1)).as(kind + " " + group).isEqualTo(expected);
                assertThat(read(only, only.columns(), 2)).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void noOtherConditionCanBeTakenOver() {
        Table table = NexmarkTables.table();
        assertThat(connector.only(table, table.columns().get(0), 3)).isEmpty();
        assertThat(connector.only(table, table.columns().get(0), null)).isEmpty();
        assertThat(connector.only(table, table.columns().get(1), 1)).isEmpty();
        Table bids = connector.only(table, table.columns().get(0), 2).orElseThrow();
        assertThat(connector.only(bids, table.columns().get(0), 1)).isEmpty();
    }

    @Test
    void goesOnFromAnyPosition() {
        Table table = NexmarkTables.table("events.num", "11000", "only", "auction", "splits", "2");
        List<Row> all = read(table, table.columns(), 1);
        for (int stop : List.of(1, 7, 100, 299, 300, 301, 659)) {
            List<Row> rows;
            List<SourceSplit> positions;
            try (SourceHarness first = new SourceHarness(connector, table, table.columns(), 1, 1)
                    .start()
                    .pollRows(stop)) {
                rows = new ArrayList<>(first.output().rows());
                positions = first.positions();
            }
            try (SourceHarness second = new SourceHarness(connector, table, table.columns(), 64, 2)
                    .restore(positions)
                    .pollToEnd()) {
                rows.addAll(second.output().rows());
            }
            assertThat(rows).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @Test
    void shufflesWithinGroups() {
        Table table = NexmarkTables.table("events.num", "2000", "out-of-order.group-size", "50", "only", "bid");
        Table inOrder = NexmarkTables.table("events.num", "2000", "only", "bid");
        List<TableColumn> time = List.of(field(table, Leaf.BID_TIME), field(table, Leaf.BID_PRICE));
        assertThat(read(table, time, 1))
                .containsExactlyInAnyOrderElementsOf(read(inOrder, time, 1))
                .isNotEqualTo(read(inOrder, time, 1));
    }

    @Test
    void comesAtTheRateWhenItIsLimited() {
        Table table = NexmarkTables.table("events.num", "300", "first-event.rate", "1000", "rate.limited", "true");
        long start = System.nanoTime();
        assertThat(read(table, List.of(), 1)).hasSize(300);
        assertThat(System.nanoTime() - start).isGreaterThan(250_000_000L);
    }

    @Test
    void saysWhatIsWrongWithATable() {
        assertThatThrownBy(() -> connector.describe(NexmarkTables.table("next-event.rate", "5")))
                .isInstanceOf(LevadaException.class)
                .hasMessageContaining("next-event.rate");
        assertThatThrownBy(() -> connector.describe(
                        Jobs.table("t", List.of(Jobs.column("bids", DataType.BIGINT)), "connector", "nexmark")))
                .hasMessageContaining("no column 'bids'");
        assertThatThrownBy(() -> connector.describe(
                        Jobs.table("t", List.of(Jobs.column("bid.price", DataType.INTEGER)), "connector", "nexmark")))
                .hasMessageContaining("'bid.price' must be BIGINT");
    }
}

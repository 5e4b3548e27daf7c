package io.levada.connector.kafka;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceHarness;
import java.util.ArrayList;
import java.util.List;

/** Tables of this connector for tests. */
final class Tables {
    static final TableColumn ID = Jobs.column("id", DataType.BIGINT);
    static final TableColumn NAME = Jobs.column("name", DataType.STRING);

    private Tables() {}

    /** A table with one column {@code id}, read from its beginning; more options as key, value, key, value. */
    static Table ids(TestBroker broker, String topic, String... more) {
        return of("kafka", broker.bootstrap(), topic, List.of(ID), "format", "json", more);
    }

    /** A table {@code (id, name)} with primary key {@code id}. */
    static Table upsert(TestBroker broker, String topic, String... more) {
        Table table = of(
                "upsert-kafka",
                broker.bootstrap(),
                topic,
                List.of(new TableColumn.Physical("id", DataType.BIGINT.notNull()), NAME),
                "value.format",
                "json",
                more);
        return Jobs.with(Jobs.keyed(table, "id"), "key.format", "json");
    }

    static Table of(
            String connector,
            String bootstrap,
            String topic,
            List<TableColumn> columns,
            String formatOption,
            String format,
            String... more) {
        List<String> options = new ArrayList<>(List.of(
                "connector",
                connector,
                "topic",
                topic,
                "properties.bootstrap.servers",
                bootstrap,
                formatOption,
                format));
        if (connector.equals("kafka")) {
            options.addAll(List.of("scan.startup.mode", "earliest-offset"));
        }
        options.addAll(List.of(more));
        return Jobs.table("t", columns, options.toArray(String[]::new));
    }

    /** Reads all columns with one reader; to be closed. */
    static SourceHarness open(Table table) {
        KafkaConnector connector = connector(table);
        return new SourceHarness(connector, table, table.storedColumns(), 4096, 1);
    }

    static KafkaConnector connector(Table table) {
        return table.options().values().get("connector").equals("kafka")
                ? new KafkaConnector()
                : new UpsertKafkaConnector();
    }

    /** All rows of a bounded table. */
    static List<Row> readAll(Table table) {
        try (SourceHarness source = open(table).start().pollToEnd()) {
            return source.output().rows();
        }
    }

    static List<Object> firstColumn(List<Row> rows) {
        return new ArrayList<>(rows.stream().map(r -> r.get(0)).toList());
    }

    static Row update(long id, String name) {
        return Row.ofKind(ChangeKind.UPDATE_AFTER, id, name);
    }

    static Row delete(long id, String name) {
        return Row.ofKind(ChangeKind.DELETE, id, name);
    }
}

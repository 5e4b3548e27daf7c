package io.levada.connector.kafka;

import io.levada.connector.kafka.sink.KafkaSinks;
import io.levada.connector.kafka.source.KafkaSource;
import io.levada.connector.kafka.table.KafkaOptions;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.connector.kafka.table.MetadataKey;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connector;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.TableSource;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code 'connector' = 'kafka'}: a record is a row that is appended. */
public class KafkaConnector implements Connector {
    private final String name;
    private final boolean upsert;
    private final List<Option<?>> options;

    public KafkaConnector() {
        this("kafka", false, KafkaOptions.APPEND);
    }

    KafkaConnector(String name, boolean upsert, List<Option<?>> options) {
        this.name = name;
        this.upsert = upsert;
        this.options = options;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Option<?>> options() {
        return options;
    }

    @Override
    public List<Option<?>> optionsOf(Table table) {
        return Stream.concat(options.stream(), KafkaTable.formatOptions(table).stream())
                .toList();
    }

    @Override
    public Capabilities describe(Table table) {
        KafkaTable kafka = KafkaTable.of(table, upsert);
        ChangelogMode mode = upsert ? ChangelogMode.UPSERT : ChangelogMode.APPEND;
        return new Capabilities(
                mode,
                kafka.range().isBounded(),
                kafka.topics().size() == 1 ? mode : null,
                false,
                MetadataKey.types(false),
                MetadataKey.types(true));
    }

    @Override
    public Optional<TableColumn> fieldColumn(Table table, TableColumn row, Field field) {
        KafkaTable kafka = KafkaTable.of(table, upsert);
        return kafka.layout().isInValueOnly(row.name())
                ? kafka.valueFormat().fieldColumn(table, row, field)
                : Optional.empty();
    }

    @Override
    public TableSource source(SourceRequest request) {
        KafkaTable table = KafkaTable.of(request.table(), upsert);
        table.checkReadable();
        return new KafkaSource(table, request, KafkaSinks.deadLetters(table, request.job()));
    }

    @Override
    public TableSink sink(SinkRequest request) {
        return KafkaSinks.rows(KafkaTable.of(request.table(), upsert), request);
    }
}

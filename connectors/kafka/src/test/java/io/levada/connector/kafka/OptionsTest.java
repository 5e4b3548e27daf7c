package io.levada.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Settings;
import io.levada.core.connector.Connectors;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SourceRequest;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.testkit.connector.Jobs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a wrong declaration gets. No broker is asked. */
class OptionsTest {
    private static final Table GOOD =
            Tables.of("kafka", "localhost:1", "x", List.of(Tables.ID, Tables.NAME), "format", "json");

    private static final Table GOOD_UPSERT = Jobs.with(
            Jobs.keyed(
                    Tables.of(
                            "upsert-kafka",
                            "localhost:1",
                            "x",
                            List.of(Tables.ID, Tables.NAME),
                            "value.format",
                            "json"),
                    "id"),
            "key.format",
            "json");

    private static Table change(Table table, String key, @Nullable String value) {
        Map<String, String> options = new HashMap<>(table.options().values());
        if (value == null) {
            options.remove(key);
        } else {
            options.put(key, value);
        }
        return new Table(
                table.name(),
                table.columns(),
                null,
                table.primaryKey(),
                table.partitionKeys(),
                new Settings(options),
                null);
    }

    private static LevadaException refused(Table table) {
        return catchThrowableOfType(
                LevadaException.class, () -> Connectors.load().of(table).describe(table));
    }

    private static void assertRefused(Table table, ErrorCode code, String... parts) {
        LevadaException error = refused(table);
        assertThat(error).as("refusal").isNotNull();
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message() + " " + error.hint()).contains(parts);
    }

    @Test
    void goodTablesSayWhatTheyCanDo() {
        assertThat(refused(GOOD)).isNull();
        assertThat(new KafkaConnector().describe(GOOD).sink()).isEqualTo(ChangelogMode.APPEND);
        assertThat(new UpsertKafkaConnector().describe(GOOD_UPSERT).source()).isEqualTo(ChangelogMode.UPSERT);
        assertThat(new KafkaConnector()
                        .describe(change(GOOD, "scan.bounded.mode", "latest-offset"))
                        .bounded())
                .isTrue();
        assertThat(refused(change(GOOD, "properties.sasl.mechanism", "PLAIN"))).isNull();
        assertThat(refused(change(GOOD, "json.ignore-parse-errors", "true"))).isNull();
    }

    @Test
    void missingOptionsAreNamed() {
        assertRefused(change(GOOD, "topic", null), ErrorCode.OPTION_MISSING, "'topic'");
        assertRefused(change(GOOD, "topic-pattern", "a.*"), ErrorCode.OPTION_INVALID, "both", "'topic-pattern'");
        assertRefused(change(GOOD, "format", null), ErrorCode.OPTION_MISSING, "'format'");
        assertRefused(change(GOOD, "value.format", "json"), ErrorCode.OPTION_INVALID, "both");
        assertRefused(
                change(GOOD, "properties.bootstrap.servers", null),
                ErrorCode.OPTION_MISSING,
                "properties.bootstrap.servers");
        assertRefused(change(GOOD, "scan.startup.mode", "timestamp"), ErrorCode.OPTION_MISSING, "timestamp-millis");
        assertRefused(
                change(GOOD, "scan.bounded.mode", "specific-offsets"),
                ErrorCode.OPTION_MISSING,
                "scan.bounded.specific-offsets");
    }

    @Test
    void wrongValuesAreNamed() {
        assertRefused(change(GOOD, "format", "jsno"), ErrorCode.OPTION_INVALID, "did you mean 'json'");
        assertRefused(change(GOOD, "scan.startup.mode", "earliest"), ErrorCode.OPTION_INVALID, "earliest-offset");
        assertRefused(change(GOOD, "sink.partitioner", "org.example.Mine"), ErrorCode.OPTION_INVALID, "default, fixed");
        assertRefused(change(GOOD, "sink.parallelism", "3"), ErrorCode.SQL_UNSUPPORTED, "parallelism.default");
        assertRefused(
                change(GOOD, "json.ignore-parse-error", "true"), ErrorCode.OPTION_UNKNOWN, "json.ignore-parse-errors");
        Table specific = change(GOOD, "scan.startup.mode", "specific-offsets");
        assertRefused(
                change(specific, "scan.startup.specific-offsets", "0:42"),
                ErrorCode.OPTION_INVALID,
                "partition:0,offset:42");
        assertRefused(
                change(change(specific, "scan.startup.specific-offsets", "partition:0,offset:1"), "topic", "a;b"),
                ErrorCode.OPTION_INVALID,
                "one 'topic'");
    }

    @Test
    void keysAreChecked() {
        assertRefused(change(GOOD, "key.fields", "id"), ErrorCode.OPTION_MISSING, "key.format");
        Table keyed = change(GOOD, "key.format", "json");
        assertRefused(keyed, ErrorCode.OPTION_MISSING, "key.fields");
        assertRefused(change(keyed, "key.fields", "nam"), ErrorCode.OPTION_INVALID, "did you mean 'name'?");
        Table named = change(keyed, "key.fields", "name");
        assertRefused(change(named, "key.fields-prefix", "k_"), ErrorCode.OPTION_INVALID, "EXCEPT_KEY");
        assertRefused(
                change(change(named, "key.fields-prefix", "k_"), "value.fields-include", "EXCEPT_KEY"),
                ErrorCode.OPTION_INVALID,
                "k_name");
        assertRefused(change(named, "sink.partitioner", "round-robin"), ErrorCode.OPTION_INVALID, "without a key");
        assertRefused(Jobs.keyed(GOOD, "id"), ErrorCode.SQL_INVALID, "upsert-kafka");
    }

    @Test
    void upsertTablesAreChecked() {
        assertThat(refused(GOOD_UPSERT)).isNull();
        assertRefused(change(GOOD_UPSERT, "key.format", null), ErrorCode.OPTION_MISSING, "key.format");
        assertRefused(
                change(GOOD_UPSERT, "scan.startup.mode", "latest-offset"), ErrorCode.OPTION_UNKNOWN, "scan.startup");
        assertRefused(change(GOOD_UPSERT, "sink.buffer-flush.max-rows", "9"), ErrorCode.OPTION_INVALID, "interval");
        Table noKey = new Table("t", GOOD_UPSERT.columns(), null, List.of(), List.of(), GOOD_UPSERT.options(), null);
        assertRefused(noKey, ErrorCode.OPTION_MISSING, "PRIMARY KEY");
    }

    @Test
    void metadataIsChecked() {
        assertRefused(
                with(Jobs.metadata("m", DataType.BIGINT, "ofset")), ErrorCode.OPTION_INVALID, "did you mean 'offset'?");
        assertRefused(
                with(Jobs.metadata("m", DataType.STRING, "timestamp")),
                ErrorCode.SQL_TYPE_MISMATCH,
                "TIMESTAMP_LTZ(3)");
        Table written = with(new TableColumn.Metadata("m", DataType.BIGINT, "offset", false));
        LevadaException error = catchThrowableOfType(
                LevadaException.class,
                () -> new KafkaConnector()
                        .sink(new SinkRequest(
                                written,
                                written.writableColumns(),
                                ChangelogMode.APPEND,
                                Jobs.job(DeliveryGuarantee.NONE, null))));
        assertThat(error.hint()).contains("VIRTUAL");
    }

    private static Table with(TableColumn column) {
        return new Table("t", List.of(Tables.ID, column), null, List.of(), List.of(), GOOD.options(), null);
    }

    @Test
    void readingByGroupNeedsAGroup() {
        Table table = change(GOOD, "scan.startup.mode", null);
        LevadaException error = catchThrowableOfType(
                LevadaException.class,
                () -> new KafkaConnector()
                        .source(new SourceRequest(
                                table, table.storedColumns(), Jobs.job(DeliveryGuarantee.NONE, null))));
        assertThat(error.code()).isEqualTo(ErrorCode.OPTION_MISSING);
        assertThat(error.hint()).contains("properties.group.id", "earliest-offset");
    }

    @Test
    void aSinkCannotPromiseMoreThanItsJob() {
        Table table = change(GOOD, "sink.delivery-guarantee", "exactly-once");
        LevadaException error = catchThrowableOfType(
                LevadaException.class,
                () -> new KafkaConnector()
                        .sink(new SinkRequest(
                                table,
                                table.writableColumns(),
                                ChangelogMode.APPEND,
                                Jobs.job(DeliveryGuarantee.AT_LEAST_ONCE, null))));
        assertThat(error.code()).isEqualTo(ErrorCode.OPTION_INVALID);
        assertThat(error.hint()).contains("execution.checkpointing.mode");
    }

    @Test
    void fieldsOfARowAreColumnsWhereTheFormatReadsThem() {
        Field price = new Field("price", DataType.BIGINT);
        TableColumn bid = new TableColumn.Physical("bid", DataType.row(List.of(price)));
        Table table = Tables.of("kafka", "localhost:1", "x", List.of(Tables.ID, bid), "format", "json");
        KafkaConnector connector = new KafkaConnector();

        assertThat(connector.fieldColumn(table, bid, price))
                .contains(new TableColumn.Physical("bid.price", DataType.BIGINT, List.of("bid", "price")));

        assertThat(connector.fieldColumn(change(table, "json.fail-on-missing-field", "true"), bid, price))
                .as("a missing field that nobody reads is an error")
                .isEmpty();
        assertThat(connector.fieldColumn(change(table, "format", "csv"), bid, price))
                .isEmpty();
        TableColumn never = new TableColumn.Physical("bid", bid.type().notNull());
        assertThat(connector.fieldColumn(table, never, price))
                .as("a ROW that must not be NULL")
                .isEmpty();
        TableColumn taken = new TableColumn.Physical("bid.price", DataType.BIGINT);
        assertThat(connector.fieldColumn(
                        Tables.of("kafka", "localhost:1", "x", List.of(bid, taken), "format", "json"), bid, price))
                .as("the name is taken")
                .isEmpty();
    }
}

package io.levada.connector.kafka.table;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.JobInfo;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A declared table of connector {@code kafka} or {@code upsert-kafka}, understood and checked.
 *
 * @param upsert whether a record replaces the one before it with the same key, and no value deletes it
 * @param topics empty when a pattern chooses them
 * @param keyFormat null without a key
 */
public record KafkaTable(
        Table table,
        boolean upsert,
        List<String> topics,
        @Nullable Pattern topicPattern,
        RecordLayout layout,
        @Nullable FormatChoice keyFormat,
        FormatChoice valueFormat,
        ScanRange range) {

    /** Reads a table's options; throws the user's error at the first that is wrong. */
    public static KafkaTable of(Table table, boolean upsert) {
        Settings options = table.options();
        parseAll(options, upsert ? KafkaOptions.UPSERT : KafkaOptions.APPEND);
        parseAll(options, formatOptions(table));
        options.get(KafkaOptions.BOOTSTRAP);
        refuse(table, KafkaOptions.SCAN_PARALLELISM);
        refuse(table, KafkaOptions.SINK_PARALLELISM);
        List<String> topics = topics(table);
        Pattern pattern = topics.isEmpty() ? pattern(options.get(KafkaOptions.TOPIC_PATTERN)) : null;
        FormatChoice value = valueFormat(table);
        FormatChoice key = options.find(KafkaOptions.KEY_FORMAT)
                .map(name -> FormatChoice.of(options, name, "key."))
                .orElse(null);
        RecordLayout layout = RecordLayout.of(table, keyColumns(table, upsert, key != null));
        MetadataKey.check(table);
        ScanRange range = ScanRange.of(options, upsert, topics.size() == 1);
        KafkaTable result = new KafkaTable(table, upsert, topics, pattern, layout, key, value, range);
        if (upsert) {
            result.checkUpsertBuffer();
        }
        return result;
    }

    /** The options of the formats that a table names, whatever else may be wrong with it. */
    public static List<Option<?>> formatOptions(Table table) {
        List<Option<?>> options = new ArrayList<>();
        Map<Option<String>, String> prefixes =
                Map.of(KafkaOptions.FORMAT, "", KafkaOptions.VALUE_FORMAT, "value.", KafkaOptions.KEY_FORMAT, "key.");
        prefixes.forEach((option, prefix) -> table.options()
                .find(option)
                .ifPresent(name -> options.addAll(
                        FormatChoice.of(table.options(), name, prefix).optionsInTable())));
        return options;
    }

    public Settings options() {
        return table.options();
    }

    public String bootstrap() {
        return options().get(KafkaOptions.BOOTSTRAP);
    }

    /** The client settings that the user gave. */
    public Map<String, String> properties() {
        return options().withPrefix(KafkaOptions.PROPERTIES_PREFIX);
    }

    /** The consumer group, or null. */
    public @Nullable String groupId() {
        return options().find(KafkaOptions.GROUP_ID).orElse(null);
    }

    /** Refuses to be read as it is declared. */
    public void checkReadable() {
        if (range.needsGroup() && groupId() == null) {
            throw new LevadaException(
                    ErrorCode.OPTION_MISSING,
                    "table '" + table.name() + "' is read by its consumer group's offsets, but names no group",
                    "add 'properties.group.id' = '...', or choose where to begin: 'scan.startup.mode' ="
                            + " 'earliest-offset'");
        }
        String reset = options().get(KafkaOptions.AUTO_OFFSET_RESET);
        if (!List.of("none", "earliest", "latest").contains(reset)) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'" + KafkaOptions.AUTO_OFFSET_RESET.key() + "' = '" + reset + "' is not valid",
                    "allowed are none, earliest, latest");
        }
    }

    /** The one topic that is written to. */
    public String sinkTopic() {
        if (topics.size() != 1) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "table '" + table.name() + "' is written to and so must name one 'topic'",
                    "'topic-pattern' and lists of topics are for reading");
        }
        return topics.get(0);
    }

    /** What the sink promises within that job. */
    public DeliveryGuarantee guarantee(JobInfo job) {
        DeliveryGuarantee wanted =
                options().find(KafkaOptions.DELIVERY_GUARANTEE).orElse(job.guarantee());
        if (wanted == DeliveryGuarantee.EXACTLY_ONCE && job.guarantee() != DeliveryGuarantee.EXACTLY_ONCE) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "table '" + table.name() + "' is to be written exactly once, but the job doesn't promise that",
                    "SET 'execution.checkpointing.mode' = 'exactly-once' and an 'execution.checkpointing.interval'");
        }
        return wanted;
    }

    /** A wrong value is told at once, also where another option makes it unused. */
    private static void parseAll(Settings given, List<Option<?>> known) {
        for (Option<?> option : known) {
            given.find(option);
        }
    }

    private static void refuse(Table table, Option<?> option) {
        if (table.options().has(option)) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "'" + option.key() + "' of table '" + table.name() + "' is not supported: every worker of a job"
                            + " reads and writes",
                    "leave it out; SET 'parallelism.default' chooses the number of workers");
        }
    }

    private static List<String> topics(Table table) {
        Settings options = table.options();
        if (options.has(KafkaOptions.TOPIC) == options.has(KafkaOptions.TOPIC_PATTERN)) {
            boolean both = options.has(KafkaOptions.TOPIC);
            throw new LevadaException(
                    both ? ErrorCode.OPTION_INVALID : ErrorCode.OPTION_MISSING,
                    "table '" + table.name() + "' names " + (both ? "both" : "neither")
                            + " 'topic' and 'topic-pattern'",
                    both ? "remove one of them" : "add 'topic' = '...'");
        }
        return options.find(KafkaOptions.TOPIC).stream()
                .flatMap(text -> Arrays.stream(text.split(";")))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'topic-pattern' = '" + text + "' is not a regular expression: " + e.getDescription());
        }
    }

    private static FormatChoice valueFormat(Table table) {
        Settings options = table.options();
        if (options.has(KafkaOptions.FORMAT) == options.has(KafkaOptions.VALUE_FORMAT)) {
            boolean both = options.has(KafkaOptions.FORMAT);
            throw new LevadaException(
                    both ? ErrorCode.OPTION_INVALID : ErrorCode.OPTION_MISSING,
                    "table '" + table.name() + "' names " + (both ? "both" : "neither")
                            + " 'format' and 'value.format'",
                    both ? "they mean the same: remove one" : "add 'format' = 'json'");
        }
        return options.find(KafkaOptions.FORMAT)
                .map(name -> FormatChoice.of(options, name, ""))
                .orElseGet(() -> FormatChoice.of(options, options.get(KafkaOptions.VALUE_FORMAT), "value."));
    }

    private static List<String> keyColumns(Table table, boolean upsert, boolean hasKeyFormat) {
        Settings options = table.options();
        if (upsert) {
            require(!table.primaryKey().isEmpty(), table, "has no PRIMARY KEY, by which rows are replaced");
            require(hasKeyFormat, table, "has no 'key.format', in which its PRIMARY KEY is written");
            return table.primaryKey();
        }
        if (!table.primaryKey().isEmpty()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "table '" + table.name() + "' has a PRIMARY KEY, but connector 'kafka' only appends rows",
                    "use 'connector' = 'upsert-kafka', or leave the PRIMARY KEY out");
        }
        List<String> fields = options.find(KafkaOptions.KEY_FIELDS).stream()
                .flatMap(text -> Arrays.stream(text.split(";")))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
        require(hasKeyFormat || fields.isEmpty(), table, "has 'key.fields' but no 'key.format'");
        require(!hasKeyFormat || !fields.isEmpty(), table, "has 'key.format' but no 'key.fields'");
        boolean spreads = options.get(KafkaOptions.PARTITIONER) == KafkaOptions.Partitioner.ROUND_ROBIN;
        if (spreads && !fields.isEmpty()) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'sink.partitioner' = 'round-robin' is for records without a key, and table '" + table.name()
                            + "' has 'key.fields'");
        }
        return fields;
    }

    private void checkUpsertBuffer() {
        boolean rows = options().get(KafkaOptions.FLUSH_MAX_ROWS) > 0;
        boolean interval = !options().get(KafkaOptions.FLUSH_INTERVAL).isZero();
        if (rows != interval) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "'sink.buffer-flush.max-rows' and 'sink.buffer-flush.interval' are set together or not at all");
        }
    }

    private static void require(boolean condition, Table table, String what) {
        if (!condition) {
            throw new LevadaException(ErrorCode.OPTION_MISSING, "table '" + table.name() + "' " + what);
        }
    }
}

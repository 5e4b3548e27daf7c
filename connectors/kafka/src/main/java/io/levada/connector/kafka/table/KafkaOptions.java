package io.levada.connector.kafka.table;

import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Option;
import io.levada.core.connector.DeadLetters;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The options of the connectors {@code kafka} and {@code upsert-kafka}, under Flink's names. */
public final class KafkaOptions {
    public static final String PROPERTIES_PREFIX = "properties.";

    public static final Option<String> TOPIC =
            Option.string("topic", null, "Topic to read or write; several to read from, parted by semicolons.");
    public static final Option<String> TOPIC_PATTERN =
            Option.string("topic-pattern", null, "Regular expression: topics whose whole name matches are read.");
    public static final Option<String> BOOTSTRAP = Option.string(
            PROPERTIES_PREFIX + "bootstrap.servers", null, "Brokers to begin with, such as localhost:9092.");
    public static final Option<String> PROPERTIES =
            Option.string(PROPERTIES_PREFIX, null, "Any setting of the Kafka clients.");
    public static final Option<String> GROUP_ID =
            Option.string(PROPERTIES_PREFIX + "group.id", null, "Consumer group whose offsets are read and written.");
    public static final Option<String> AUTO_OFFSET_RESET = Option.string(
            PROPERTIES_PREFIX + "auto.offset.reset",
            "none",
            "Where to go on when the wanted offset isn't there: earliest, latest, or none to fail.");

    public static final Option<String> FORMAT = Option.string("format", null, "Format of the value.");
    public static final Option<String> VALUE_FORMAT = Option.string("value.format", null, "Format of the value.");
    public static final Option<String> KEY_FORMAT = Option.string("key.format", null, "Format of the key.");
    public static final Option<String> KEY_FIELDS =
            Option.string("key.fields", null, "Columns that lie in the key, parted by semicolons.");
    public static final Option<String> KEY_FIELDS_PREFIX = Option.string(
            "key.fields-prefix", "", "Prefix of the key's columns that isn't part of the names in the key.");
    public static final Option<FieldsInclude> VALUE_FIELDS_INCLUDE = new Option<>(
            "value.fields-include",
            "one of ALL, EXCEPT_KEY",
            KafkaOptions::fieldsInclude,
            FieldsInclude.ALL,
            "Whether the value also holds the key's columns.");

    public static final Option<StartupMode> STARTUP_MODE =
            Option.oneOf("scan.startup.mode", StartupMode.class, StartupMode.GROUP_OFFSETS, "Where reading begins.");
    public static final Option<Long> STARTUP_TIMESTAMP = Option.longInteger(
            "scan.startup.timestamp-millis", null, "Milliseconds since 1970 from which on records are read.");
    public static final Option<String> STARTUP_OFFSETS = Option.string(
            "scan.startup.specific-offsets", null, "Such as partition:0,offset:42;partition:1,offset:300.");
    public static final Option<BoundedMode> BOUNDED_MODE =
            Option.oneOf("scan.bounded.mode", BoundedMode.class, BoundedMode.UNBOUNDED, "Where reading ends.");
    public static final Option<Long> BOUNDED_TIMESTAMP = Option.longInteger(
            "scan.bounded.timestamp-millis", null, "Milliseconds since 1970 before which records are read.");
    public static final Option<String> BOUNDED_OFFSETS = Option.string(
            "scan.bounded.specific-offsets", null, "Such as partition:0,offset:42; other partitions aren't read.");
    public static final Option<Duration> DISCOVERY_INTERVAL = Option.duration(
            "scan.topic-partition-discovery.interval",
            Duration.ofMinutes(5),
            "Time between looks for new partitions; 0 never looks again.");
    /** Read by the front end, which gives it to the watermark assigner. */
    public static final Option<Duration> IDLE_TIMEOUT = Option.duration(
            "scan.watermark.idle-timeout", Duration.ZERO, "A partition that is silent for so long isn't waited for.");

    public static final Option<String> DEAD_LETTER_TOPIC = Option.string(
            "dead-letter.topic", null, "Topic for records that can't be decoded; without it, a file of the job.");

    public static final Option<Partitioner> PARTITIONER = new Option<>(
            "sink.partitioner",
            "one of default, fixed, round-robin",
            KafkaOptions::partitioner,
            Partitioner.DEFAULT,
            "How rows are spread over partitions.");
    public static final Option<DeliveryGuarantee> DELIVERY_GUARANTEE = Option.oneOf(
            "sink.delivery-guarantee",
            DeliveryGuarantee.class,
            null,
            "What is promised about the output; without it, what the job promises.");
    public static final Option<String> TRANSACTIONAL_ID_PREFIX = Option.string(
            "sink.transactional-id-prefix",
            "levada",
            "Begin of the ids of the job's transactions; the first table's counts.");
    public static final Option<String> CONTROL_TOPIC = Option.string(
            "sink.control-topic", "levada-control", "Compacted topic that says which checkpoint was decided.");
    public static final Option<Integer> FLUSH_MAX_ROWS = Option.integer(
            "sink.buffer-flush.max-rows", 0, "Changes are folded by key until so many wait; 0 doesn't wait.");
    public static final Option<Duration> FLUSH_INTERVAL = Option.duration(
            "sink.buffer-flush.interval", Duration.ZERO, "Changes are folded by key for so long; 0 doesn't wait.");

    /** Flink's; here every worker reads and writes. Setting it is an error that says so. */
    public static final Option<Integer> SCAN_PARALLELISM =
            Option.integer("scan.parallelism", null, "Not supported: 'parallelism.default' is for all tables.");
    /** As {@link #SCAN_PARALLELISM}. */
    public static final Option<Integer> SINK_PARALLELISM =
            Option.integer("sink.parallelism", null, "Not supported: 'parallelism.default' is for all tables.");

    private static final List<Option<?>> COMMON = List.of(
            TOPIC,
            TOPIC_PATTERN,
            PROPERTIES,
            VALUE_FORMAT,
            KEY_FORMAT,
            KEY_FIELDS_PREFIX,
            VALUE_FIELDS_INCLUDE,
            BOUNDED_MODE,
            BOUNDED_TIMESTAMP,
            BOUNDED_OFFSETS,
            DISCOVERY_INTERVAL,
            IDLE_TIMEOUT,
            DeadLetters.ON_ERROR,
            DEAD_LETTER_TOPIC,
            DELIVERY_GUARANTEE,
            TRANSACTIONAL_ID_PREFIX,
            CONTROL_TOPIC,
            SCAN_PARALLELISM,
            SINK_PARALLELISM);

    /** What {@code kafka} reads. */
    public static final List<Option<?>> APPEND =
            concat(List.of(FORMAT, KEY_FIELDS, STARTUP_MODE, STARTUP_TIMESTAMP, STARTUP_OFFSETS, PARTITIONER));

    /** What {@code upsert-kafka} reads. */
    public static final List<Option<?>> UPSERT = concat(List.of(FLUSH_MAX_ROWS, FLUSH_INTERVAL));

    private KafkaOptions() {}

    /** The values of {@link #VALUE_FIELDS_INCLUDE}. */
    public enum FieldsInclude {
        ALL,
        EXCEPT_KEY
    }

    /** The values of {@link #STARTUP_MODE}. */
    public enum StartupMode {
        EARLIEST_OFFSET,
        LATEST_OFFSET,
        GROUP_OFFSETS,
        TIMESTAMP,
        SPECIFIC_OFFSETS
    }

    /** The values of {@link #BOUNDED_MODE}. */
    public enum BoundedMode {
        UNBOUNDED,
        LATEST_OFFSET,
        GROUP_OFFSETS,
        TIMESTAMP,
        SPECIFIC_OFFSETS
    }

    /** The values of {@link #PARTITIONER}. */
    public enum Partitioner {
        DEFAULT,
        /** Each worker writes to one partition. */
        FIXED,
        /** Kafka's own spreading of records without a key. */
        ROUND_ROBIN
    }

    private static List<Option<?>> concat(List<Option<?>> more) {
        return java.util.stream.Stream.concat(COMMON.stream(), more.stream()).toList();
    }

    private static FieldsInclude fieldsInclude(String text) {
        return switch (text.toUpperCase(Locale.ROOT).replace('-', '_')) {
            case "ALL" -> FieldsInclude.ALL;
            case "EXCEPT_KEY" -> FieldsInclude.EXCEPT_KEY;
            default -> throw new IllegalArgumentException("allowed are ALL and EXCEPT_KEY");
        };
    }

    private static Partitioner partitioner(String text) {
        return switch (text) {
            case "default" -> Partitioner.DEFAULT;
            case "fixed" -> Partitioner.FIXED;
            case "round-robin" -> Partitioner.ROUND_ROBIN;
            default ->
                throw new IllegalArgumentException(
                        "allowed are default, fixed and round-robin; classes of one's own aren't supported");
        };
    }
}

package io.levada.connector.kafka.table;

import io.levada.connector.kafka.table.KafkaOptions.BoundedMode;
import io.levada.connector.kafka.table.KafkaOptions.StartupMode;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.Map;

/**
 * From where to where a table is read.
 *
 * @param startTimestamp milliseconds since 1970, used by {@link StartupMode#TIMESTAMP}
 * @param startOffsets by partition, used by {@link StartupMode#SPECIFIC_OFFSETS}
 */
public record ScanRange(
        StartupMode startup,
        long startTimestamp,
        Map<Integer, Long> startOffsets,
        BoundedMode bounded,
        long endTimestamp,
        Map<Integer, Long> endOffsets) {

    /** @param upsert such a table is always read from its beginning */
    static ScanRange of(Settings options, boolean upsert, boolean oneTopic) {
        StartupMode startup = upsert ? StartupMode.EARLIEST_OFFSET : options.get(KafkaOptions.STARTUP_MODE);
        BoundedMode bounded = options.get(KafkaOptions.BOUNDED_MODE);
        boolean fromOffsets = startup == StartupMode.SPECIFIC_OFFSETS;
        boolean toOffsets = bounded == BoundedMode.SPECIFIC_OFFSETS;
        if ((fromOffsets || toOffsets) && !oneTopic) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "specific offsets are offsets of one topic's partitions, and the table reads several topics",
                    "give it one 'topic', or another '"
                            + (fromOffsets ? KafkaOptions.STARTUP_MODE : KafkaOptions.BOUNDED_MODE).key() + "'");
        }
        return new ScanRange(
                startup,
                startup == StartupMode.TIMESTAMP ? required(options, KafkaOptions.STARTUP_TIMESTAMP) : 0,
                fromOffsets ? PartitionOffsets.parse(options, KafkaOptions.STARTUP_OFFSETS) : Map.of(),
                bounded,
                bounded == BoundedMode.TIMESTAMP ? required(options, KafkaOptions.BOUNDED_TIMESTAMP) : 0,
                toOffsets ? PartitionOffsets.parse(options, KafkaOptions.BOUNDED_OFFSETS) : Map.of());
    }

    public boolean isBounded() {
        return bounded != BoundedMode.UNBOUNDED;
    }

    /** Whether offsets of the consumer group are asked for. */
    boolean needsGroup() {
        return startup == StartupMode.GROUP_OFFSETS || bounded == BoundedMode.GROUP_OFFSETS;
    }

    private static long required(Settings options, Option<Long> option) {
        return options.get(option);
    }
}

package io.levada.connector.kafka.source;

import io.levada.connector.kafka.table.KafkaOptions;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.core.connector.ReaderContext;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What to do when the next offset isn't in the broker any more: an error that says what is, unless the table says where
 * to go on.
 */
final class OffsetReset {
    private final Consumer<?, ?> consumer;
    private final KafkaTable table;
    private final Map<TopicPartition, Split> splits;
    private final ReaderContext context;

    OffsetReset(Consumer<?, ?> consumer, KafkaTable table, Map<TopicPartition, Split> splits, ReaderContext context) {
        this.consumer = consumer;
        this.table = table;
        this.splits = splits;
        this.context = context;
    }

    /** @param wanted the offsets that aren't there, by partition */
    void handle(Map<TopicPartition, Long> wanted) {
        wanted.forEach((partition, offset) -> {
            List<TopicPartition> one = List.of(partition);
            Split split = Objects.requireNonNull(splits.get(partition));
            String reset = table.options().get(KafkaOptions.AUTO_OFFSET_RESET);
            if (split.waitsForEarliest()) {
                consumer.seekToBeginning(one);
            } else if (reset.equals("none")) {
                throw expired(partition, offset);
            } else {
                context.notice(
                        "offset " + offset + " of partition " + split.id() + " isn't there any more: going on with"
                                + " the " + reset + ", as 'properties.auto.offset.reset' says");
                if (reset.equals("earliest")) {
                    consumer.seekToBeginning(one);
                } else {
                    consumer.seekToEnd(one);
                }
            }
        });
    }

    private LevadaException expired(TopicPartition partition, long offset) {
        List<TopicPartition> one = List.of(partition);
        Long first = consumer.beginningOffsets(one).get(partition);
        Long end = consumer.endOffsets(one).get(partition);
        return new LevadaException(
                ErrorCode.OFFSETS_EXPIRED,
                "partition " + SplitPosition.id(partition) + " of table '"
                        + table.table().name() + "' should go on with offset " + offset + ", but has " + first
                        + " up to " + end,
                "the records were deleted before they were read. To go on without them add"
                        + " 'properties.auto.offset.reset' = 'earliest' to the table; to keep this from happening"
                        + " raise the topic's retention.ms");
    }
}

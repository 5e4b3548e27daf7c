package io.levada.connector.kafka.source;

import io.levada.connector.kafka.table.KafkaOptions;
import io.levada.connector.kafka.table.KafkaTable;
import io.levada.connector.kafka.table.ScanRange;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where reading begins and ends in each partition. Blocks; throws Kafka's exceptions. */
final class OffsetFinder {
    private final Admin admin;
    private final KafkaTable table;
    private final ScanRange range;
    private final IsolationLevel isolation;

    OffsetFinder(Admin admin, KafkaTable table) {
        this.admin = admin;
        this.table = table;
        this.range = table.range();
        this.isolation = table.properties()
                        .getOrDefault("isolation.level", "read_committed")
                        .equals("read_uncommitted")
                ? IsolationLevel.READ_UNCOMMITTED
                : IsolationLevel.READ_COMMITTED;
    }

    /** Partitions found when the job already runs are read whole; only those of the first look begin where the table says. */
    Map<TopicPartition, SplitPosition> positions(Collection<TopicPartition> partitions, boolean firstLook)
            throws ExecutionException, InterruptedException {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> ends = ends(partitions);
        Map<TopicPartition, Long> starts = firstLook ? starts(partitions) : all(partitions, SplitPosition.EARLIEST);
        Map<TopicPartition, SplitPosition> positions = new HashMap<>();
        ends.forEach((partition, end) -> {
            Long start = starts.get(partition);
            if (start != null) {
                positions.put(partition, new SplitPosition(start, end));
            }
        });
        return positions;
    }

    private Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        return switch (range.startup()) {
            case EARLIEST_OFFSET -> all(partitions, SplitPosition.EARLIEST);
            case LATEST_OFFSET -> list(partitions, OffsetSpec.latest());
            case TIMESTAMP -> since(partitions, range.startTimestamp());
            case GROUP_OFFSETS -> fromGroup(partitions);
            case SPECIFIC_OFFSETS -> fromGiven(partitions);
        };
    }

    /** The partitions that are read at all. */
    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        return switch (range.bounded()) {
            case UNBOUNDED -> all(partitions, SplitPosition.NO_END);
            case LATEST_OFFSET -> list(partitions, OffsetSpec.latest());
            case TIMESTAMP -> since(partitions, range.endTimestamp());
            case GROUP_OFFSETS -> {
                Map<TopicPartition, Long> committed = committed(partitions);
                requireCommitted(partitions, committed, KafkaOptions.BOUNDED_MODE.key());
                yield committed;
            }
            case SPECIFIC_OFFSETS -> {
                Map<TopicPartition, Long> given = new HashMap<>();
                for (TopicPartition partition : partitions) {
                    Long end = range.endOffsets().get(partition.partition());
                    if (end != null) {
                        given.put(partition, end);
                    }
                }
                yield given;
            }
        };
    }

    private Map<TopicPartition, Long> fromGroup(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> starts = new HashMap<>(committed(partitions));
        List<TopicPartition> without =
                partitions.stream().filter(p -> !starts.containsKey(p)).toList();
        switch (table.options().get(KafkaOptions.AUTO_OFFSET_RESET)) {
            case "earliest" -> starts.putAll(all(without, SplitPosition.EARLIEST));
            case "latest" -> starts.putAll(list(without, OffsetSpec.latest()));
            default -> requireCommitted(partitions, starts, KafkaOptions.STARTUP_MODE.key());
        }
        return starts;
    }

    /** Those that aren't given begin where the group was, when there is one that was there, or else at the beginning. */
    private Map<TopicPartition, Long> fromGiven(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> starts = all(partitions, SplitPosition.EARLIEST);
        if (table.groupId() != null) {
            starts.putAll(committed(partitions));
        }
        starts.replaceAll((partition, start) -> range.startOffsets().getOrDefault(partition.partition(), start));
        return starts;
    }

    private void requireCommitted(Collection<TopicPartition> all, Map<TopicPartition, Long> committed, String option) {
        for (TopicPartition partition : all) {
            if (!committed.containsKey(partition)) {
                throw new LevadaException(
                        ErrorCode.OPTION_INVALID,
                        "'" + option + "' is 'group-offsets', but group '" + table.groupId()
                                + "' has no offset for partition " + SplitPosition.id(partition),
                        option.equals(KafkaOptions.BOUNDED_MODE.key())
                                ? "choose another '" + option + "'"
                                : "choose another '" + option + "', such as 'earliest-offset', or add"
                                        + " 'properties.auto.offset.reset' = 'earliest'");
            }
        }
    }

    private Map<TopicPartition, Long> committed(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        String group = table.groupId();
        ListConsumerGroupOffsetsSpec wanted =
                new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(partitions));
        Map<TopicPartition, OffsetAndMetadata> found = admin.listConsumerGroupOffsets(
                        Map.of(String.valueOf(group), wanted))
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    /** The first offset whose record isn't older, or the end where there is none. */
    private Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, long timestampMillis)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = list(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> found = list(partitions, OffsetSpec.forTimestamp(timestampMillis));
        ends.replaceAll((partition, end) -> {
            long offset = found.getOrDefault(partition, -1L);
            return offset < 0 ? end : offset;
        });
        return ends;
    }

    private Map<TopicPartition, Long> list(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (partitions.isEmpty()) {
            return offsets;
        }
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(p -> wanted.put(p, spec));
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                .all()
                .get();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static Map<TopicPartition, Long> all(Collection<TopicPartition> partitions, long offset) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(p -> offsets.put(p, offset));
        return offsets;
    }
}

package io.levada.cli.demo.replay;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Utils;

/** The topic that is published to: how many records each of its partitions holds, and which record goes where. */
record ReplayTopic(String name, List<Long> ends) {
    private static final Duration NEW_TOPIC_WAIT = Duration.ofSeconds(30);

    /** Looks at the topic, after making it when it isn't there. */
    static ReplayTopic prepare(ReplayOptions options) {
        String topic = options.topic();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", options.bootstrapServers()))) {
            create(admin, options);
            return new ReplayTopic(topic, ends(admin, topic));
        } catch (ExecutionException e) {
            throw new LevadaException(
                    ErrorCode.CONNECTION,
                    "topic '" + topic + "' on " + options.bootstrapServers() + " can't be prepared: " + e.getCause(),
                    null,
                    null,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LevadaException(
                    ErrorCode.CONNECTION, "interrupted while preparing topic '" + topic + "'", null, null, e);
        }
    }

    /** Where each partition ends. A topic that was just made is not known to its broker at once: that is waited for. */
    private static List<Long> ends(Admin admin, String topic) throws ExecutionException, InterruptedException {
        long giveUp = System.nanoTime() + NEW_TOPIC_WAIT.toNanos();
        while (true) {
            try {
                int partitions = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                                .allTopicNames()
                                .get()
                                .get(topic))
                        .partitions()
                        .size();
                Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, partitions)
                        .boxed()
                        .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> OffsetSpec.latest()));
                var found = admin.listOffsets(wanted).all().get();
                return IntStream.range(0, partitions)
                        .mapToObj(p -> Objects.requireNonNull(found.get(new TopicPartition(topic, p)))
                                .offset())
                        .toList();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > giveUp) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private static void create(Admin admin, ReplayOptions options) throws ExecutionException, InterruptedException {
        try {
            NewTopic topic = new NewTopic(options.topic(), Optional.of(options.partitions()), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Where Kafka's own partitioner would put it; chosen here, because resuming counts on it. */
    int partition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % ends.size();
    }
}

package io.levada.broker;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics and waits until the broker serves them: the controller confirms before the broker has heard of it. */
final class NewTopics {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private NewTopics() {}

    static void create(String bootstrapServers, String name, int partitions, Map<String, String> settings) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
            try {
                admin.createTopics(List.of(topic)).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
            awaitServed(admin, name);
        } catch (ExecutionException e) {
            throw new LevadaException(
                    ErrorCode.CONNECTION,
                    "the broker refused to create topic '" + name + "': "
                            + (e.getCause() == null ? e : e.getCause().getMessage()),
                    null,
                    null,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LevadaException(
                    ErrorCode.CONNECTION, "interrupted while creating topic '" + name + "'", null, null, e);
        }
    }

    private static void awaitServed(Admin admin, String name) throws ExecutionException, InterruptedException {
        long giveUp = System.nanoTime() + WAIT.toNanos();
        while (!isServed(admin, name)) {
            if (System.nanoTime() > giveUp) {
                throw new LevadaException(
                        ErrorCode.CONNECTION, "the broker doesn't serve its new topic '" + name + "' after " + WAIT);
            }
            Thread.sleep(10);
        }
    }

    private static boolean isServed(Admin admin, String name) throws ExecutionException, InterruptedException {
        try {
            var topic =
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            return topic != null
                    && topic.partitions().stream()
                            .allMatch(partition -> partition.leader() != null
                                    && !partition.leader().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }
}

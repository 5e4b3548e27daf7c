package io.levada.connector.kafka.client;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Questions about topics. The methods block and throw Kafka's exceptions, to be called through {@link Patience}. */
public final class Topics {
    private static final int MOST_NAMES_SHOWN = 10;

    private Topics() {}

    /** The names that match, of all topics that aren't Kafka's own. */
    public static List<String> matching(Admin admin, Pattern pattern) throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().stream()
                .filter(name -> pattern.matcher(name).matches())
                .sorted()
                .toList();
    }

    /** All partitions of the topics, ordered. A topic that isn't there is the user's error and names its neighbours. */
    public static List<TopicPartition> partitions(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (var entry : admin.describeTopics(topics).topicNameValues().entrySet()) {
            TopicDescription description;
            try {
                description = entry.getValue().get();
            } catch (ExecutionException e) {
                if (KafkaErrors.unwrap(e) instanceof UnknownTopicOrPartitionException) {
                    throw notFound(admin, entry.getKey());
                }
                throw e;
            }
            description
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(description.name(), p.partition())));
        }
        partitions.sort(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        return partitions;
    }

    private static LevadaException notFound(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Set<String> names = admin.listTopics().names().get();
        return new LevadaException(
                ErrorCode.TOPIC_NOT_FOUND,
                "there is no topic '" + topic + "'",
                Suggest.nearest(topic, names)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElseGet(() -> known(names)));
    }

    private static String known(Set<String> names) {
        if (names.isEmpty()) {
            return "the broker has no topics; create it first";
        }
        String shown = names.stream().sorted().limit(MOST_NAMES_SHOWN).collect(Collectors.joining(", "));
        return "create it, or choose one of: " + shown + (names.size() > MOST_NAMES_SHOWN ? ", ..." : "");
    }
}

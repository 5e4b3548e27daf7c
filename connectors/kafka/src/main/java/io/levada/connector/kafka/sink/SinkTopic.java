package io.levada.connector.kafka.sink;

import io.levada.connector.kafka.client.Clients;
import io.levada.connector.kafka.client.Patience;
import io.levada.connector.kafka.client.Topics;
import io.levada.core.connector.Outages;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** A topic that is written to. Looked for once, before the first record: a producer would only time out. */
final class SinkTopic {
    private final String name;
    private final String bootstrap;
    private final Map<String, String> properties;
    private final String clientId;
    private boolean found;

    SinkTopic(String name, String bootstrap, Map<String, String> properties, String clientId) {
        this.name = name;
        this.bootstrap = bootstrap;
        this.properties = properties;
        this.clientId = clientId;
    }

    String name() {
        return name;
    }

    /** Blocks until a broker answered; throws when there is no such topic and the broker won't create it. */
    synchronized void await(Outages outages) {
        if (found) {
            return;
        }
        String doing = "look for topic '" + name + "'";
        try (Admin admin = Clients.open(Clients.admin(properties, clientId), doing, Admin::create)) {
            new Patience(bootstrap, admin.metrics(), outages).call(doing, () -> exists(admin));
        }
        found = true;
    }

    private boolean exists(Admin admin) throws ExecutionException, InterruptedException {
        try {
            return !Topics.partitions(admin, List.of(name)).isEmpty();
        } catch (LevadaException e) {
            if (e.code() == ErrorCode.TOPIC_NOT_FOUND && brokerCreatesTopics(admin)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean brokerCreatesTopics(Admin admin) throws InterruptedException {
        try {
            Node node = admin.describeCluster().nodes().get().iterator().next();
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config config = admin.describeConfigs(List.of(broker)).all().get().get(broker);
            ConfigEntry entry = config == null ? null : config.get("auto.create.topics.enable");
            return entry != null && Boolean.parseBoolean(entry.value());
        } catch (ExecutionException | KafkaException e) {
            return false; // not allowed to ask: the missing topic is the better message
        }
    }
}

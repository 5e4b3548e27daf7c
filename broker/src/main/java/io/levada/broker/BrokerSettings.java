package io.levada.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The broker's configuration: one node that is broker and controller, on loopback, small, quick to start. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    private static final String LOOPBACK = "127.0.0.1";

    private BrokerSettings() {}

    static String bootstrap(int port) {
        return LOOPBACK + ":" + port;
    }

    /** @param overrides Kafka's own keys; they win over what is set here */
    static Properties of(Path directory, int port, int controllerPort, Map<String, String> overrides) {
        Properties settings = new Properties();
        identity(settings, directory, port, controllerPort);
        oneNode(settings);
        small(settings);
        keepEverything(settings);
        settings.putAll(overrides);
        return settings;
    }

    private static void identity(Properties settings, Path directory, int port, int controllerPort) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        // A static quorum: its address is not stored, so the next start may choose another port.
        settings.put("controller.quorum.voters", NODE_ID + "@" + bootstrap(controllerPort));
        settings.put("listeners", "PLAINTEXT://" + bootstrap(port) + ",CONTROLLER://" + bootstrap(controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://" + bootstrap(port));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", directory.toString());
    }

    private static void oneNode(Properties settings) {
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "2");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // An hour, as Flink's exactly-once sink asks for; a transaction that timed out is aborted within a second.
        settings.put("transaction.max.timeout.ms", "3600000");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // After a kill the controller lets the broker in again only when its old session has expired (9 s unless told).
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controller.quorum.election.timeout.ms", "500");
        settings.put("controller.quorum.election.backoff.max.ms", "100");
    }

    private static void small(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304"); // on the heap, 128 MB unless told
        settings.put("log.segment.bytes", "134217728");
        settings.put("log.index.size.max.bytes", "2097152");
    }

    /** Records carry event time, which may lie decades back: retention by age would delete what was just written. */
    private static void keepEverything(Properties settings) {
        settings.put("log.retention.ms", "-1");
        settings.put("log.retention.bytes", "-1");
        settings.put("offsets.retention.minutes", "5256000");
    }
}

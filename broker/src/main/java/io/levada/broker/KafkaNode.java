package io.levada.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Controller and broker of one process, started one after the other.
 *
 * <p>Kafka's own server starts both at once. After a kill the broker then finds itself the leader of everything in the
 * metadata of its former life, begins to end the transactions that were open, and loses its leaderships while it does,
 * because the controller takes the former registration back. In that moment Kafka (4.4) holds partitions without a leader
 * for deleted and forgets their commit and abort markers: what was aborted becomes visible with the producer's next
 * commit, what was committed can vanish. So the broker starts only when the controller has taken the former registration
 * back, and becomes leader of all partitions in one step.
 */
final class KafkaNode {
    /** The session of the former life ends within seconds; on a very busy machine later. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    KafkaNode(KafkaConfig config, Time time) {
        Logger log = LoggerFactory.getLogger(KafkaNode.class);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> directories =
                KafkaRaftServer.initializeLogDirs(config, log, "");
        MetaPropertiesEnsemble properties = directories._1();
        Metrics metrics =
                Server.initializeMetrics(config, time, properties.clusterId().orElseThrow());
        shared = new SharedServer(
                config,
                properties,
                time,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
    }

    void startup() {
        controller.startup();
        FormerLife former = new FormerLife();
        await(shared.loader().installPublishers(List.of(former)));
        await(former.isOver);
        await(shared.loader().removeAndClosePublisher(former));
        broker.startup();
    }

    private static void await(CompletableFuture<?> step) {
        try {
            step.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the controller doesn't begin", e);
        }
    }

    void shutdown() {
        broker.shutdown();
        controller.shutdown();
    }

    void awaitShutdown() {
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    /** Watches the metadata until the broker isn't registered, or is fenced off. */
    private static final class FormerLife implements MetadataPublisher {
        final CompletableFuture<Boolean> isOver = new CompletableFuture<>();

        @Override
        public String name() {
            return "FormerLife";
        }

        @Override
        public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
            BrokerRegistration registration = image.cluster().broker(BrokerSettings.NODE_ID);
            if (registration == null || registration.fenced()) {
                isOver.complete(true);
            }
        }
    }
}

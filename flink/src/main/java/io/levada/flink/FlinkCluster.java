package io.levada.flink;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** Where jobs run: a cluster in this process, or one that is reached over REST. Both are spoken to in the same way. */
public interface FlinkCluster extends AutoCloseable {
    /** What a client must be told to submit jobs here. */
    Configuration client();

    @Override
    void close() throws Exception;

    /**
     * Starts a cluster in this process: one job manager and one task manager.
     *
     * @param slots the parallelism that it takes
     */
    static FlinkCluster embedded(int slots) throws Exception {
        return embedded(slots, new Configuration());
    }

    /** @param more what the cluster is to be told besides */
    static FlinkCluster embedded(int slots, Configuration more) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(JobManagerOptions.ADDRESS, "localhost");
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.addAll(more);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        cluster.start();
        URI address = cluster.getRestAddress().get();
        return new FlinkCluster() {
            @Override
            public Configuration client() {
                return clientOf(address);
            }

            @Override
            public void close() throws Exception {
                cluster.close();
            }
        };
    }

    /** A cluster that somebody else runs. */
    static FlinkCluster remote(URI address) {
        return new FlinkCluster() {
            @Override
            public Configuration client() {
                Configuration configuration = clientOf(address);
                configuration.set(PipelineOptions.JARS, ShippedJars.urls());
                configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
                configuration.set(RestOptions.RETRY_DELAY, Duration.ofSeconds(1));
                return configuration;
            }

            @Override
            public void close() {}
        };
    }

    private static Configuration clientOf(URI address) {
        Configuration configuration = new Configuration();
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(RestOptions.ADDRESS, address.getHost());
        configuration.set(RestOptions.PORT, address.getPort());
        configuration.set(JobManagerOptions.ADDRESS, address.getHost());
        return configuration;
    }
}

package io.levada.broker;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, broker and controller in one) in this process, reachable on 127.0.0.1 only. Any Kafka
 * client can talk to it. Its data stay in the given directory: the next start on it finds them again.
 *
 * <p>Nothing is ever deleted by age; delete the directory to forget. Topics must be created unless {@code
 * auto.create.topics.enable} is overridden.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final KafkaNode server;
    private final DirectoryLock lock;
    private final int port;
    private boolean closed;

    private EmbeddedBroker(KafkaNode server, DirectoryLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /** As {@link #start(Path, int, Map)}, without overrides. */
    public static EmbeddedBroker start(Path directory, int portOr0) {
        return start(directory, portOr0, Map.of());
    }

    /**
     * Starts the broker and returns when clients can connect.
     *
     * @param directory holds the broker's data; made and formatted when it isn't there
     * @param portOr0 the port for clients; 0 means any free one
     * @param overrides broker settings under Kafka's own keys
     * @throws LevadaException when the port is taken, the directory is in use or can't be written
     */
    public static EmbeddedBroker start(Path directory, int portOr0, Map<String, String> overrides) {
        FatalExit.keepProcessAlive();
        return open(directory, portOr0, overrides);
    }

    /** Starts without changing what Kafka does to the process when it fails for good. */
    static EmbeddedBroker open(Path directory, int portOr0, Map<String, String> overrides) {
        Path absolute = directory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.of(absolute);
        try {
            if (portOr0 != 0 && isTaken(portOr0)) { // Kafka would need seconds to find out
                throw portTaken(portOr0, null);
            }
            format(absolute);
            for (int attempt = 1; ; attempt++) {
                int port = portOr0 == 0 ? Ports.free() : portOr0;
                Properties settings = BrokerSettings.of(absolute, port, Ports.free(), overrides);
                try {
                    return new EmbeddedBroker(startServer(settings), lock, port);
                } catch (Throwable e) { // Kafka is Scala: checked exceptions come undeclared
                    // A free port may be taken between the look and the bind: look again, unless it was asked for.
                    if (!isBindFailure(e) || attempt == ATTEMPTS || (portOr0 != 0 && isTaken(portOr0))) {
                        throw explain(e, absolute, port);
                    }
                }
            }
        } catch (LevadaException e) {
            lock.close();
            throw e;
        }
    }

    private static KafkaNode startServer(Properties settings) {
        KafkaNode server = new KafkaNode(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (Throwable e) {
            stopQuietly(server);
            throw e;
        }
    }

    /** The address that clients are given as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return BrokerSettings.bootstrap(port);
    }

    public int port() {
        return port;
    }

    /** Whether somebody on this machine listens at a port. */
    public static boolean isTaken(int port) {
        return Ports.isTaken(port);
    }

    /** Creates a topic unless it exists; an existing one is left as it is. Clients can use it when this returns. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** @param settings topic settings under Kafka's own keys, such as {@code cleanup.policy} */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        NewTopics.create(bootstrapServers(), name, partitions, settings);
    }

    /** Why a broker of this process has failed for good, if one has: a full disk, for instance. */
    public Optional<String> failure() {
        return FatalExit.reason();
    }

    /** Stops the broker and waits for it; the data stay. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.shutdown();
            server.awaitShutdown();
            lock.close();
        }
    }

    /** Waits until the broker is stopped by another thread. */
    void await() {
        server.awaitShutdown();
    }

    private static void format(Path directory) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new LevadaException(
                    ErrorCode.STORAGE,
                    "the broker's directory " + directory + " can't be prepared: " + reason(e),
                    null,
                    "name a directory that can be written and has free space",
                    e);
        }
    }

    private static LevadaException explain(Throwable e, Path directory, int port) {
        if (isBindFailure(e)) {
            return portTaken(port, e);
        }
        return new LevadaException(
                ErrorCode.STORAGE, "the broker doesn't start on " + directory + ": " + reason(e), null, null, e);
    }

    private static LevadaException portTaken(int port, @Nullable Throwable cause) {
        return new LevadaException(
                ErrorCode.CONNECTION,
                "the broker can't listen on 127.0.0.1:" + port + ": the port is in use",
                null,
                "choose another port, or 0 for any free one",
                cause);
    }

    private static boolean isBindFailure(Throwable e) {
        return anyCause(e, BindException.class)
                || String.valueOf(e.getMessage()).contains("failed to bind");
    }

    private static boolean anyCause(Throwable e, Class<? extends Throwable> kind) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }

    private static void stopQuietly(KafkaNode server) {
        try {
            server.shutdown();
        } catch (RuntimeException e) {
            // It never stood; what matters is the error that kept it from starting.
        }
    }
}

package io.levada.broker;

import io.levada.core.error.ErrorText;
import io.levada.core.error.LevadaException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The embedded broker as a process of its own, for tests that kill it. Prints one line {@code ready
 * bootstrap=127.0.0.1:PORT} on stdout when clients can connect, and runs until it is stopped.
 */
public final class BrokerMain {
    private static final String USAGE = "usage: BrokerMain --dir DIRECTORY [--port PORT] [--set key=value]...";

    private BrokerMain() {}

    public static void main(String[] args) {
        Path directory = null;
        int port = 0;
        Map<String, String> overrides = new HashMap<>();
        try {
            for (int i = 0; i < args.length; i += 2) {
                String value = args[i + 1];
                switch (args[i]) {
                    case "--dir" -> directory = Path.of(value);
                    case "--port" -> port = Integer.parseInt(value);
                    case "--set" -> overrides.put(key(value), value.substring(value.indexOf('=') + 1));
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            end(USAGE, 1);
        }
        run(directory, port, overrides);
    }

    private static void run(@Nullable Path directory, int port, Map<String, String> overrides) {
        if (directory == null) {
            end(USAGE, 1);
            return;
        }
        try {
            EmbeddedBroker broker = EmbeddedBroker.open(directory, port, overrides);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
            System.out.println("ready bootstrap=" + broker.bootstrapServers());
            broker.await();
        } catch (LevadaException e) {
            end(ErrorText.render(e, null, null), e.fault().exitCode());
        }
    }

    private static String key(String assignment) {
        return assignment.substring(0, assignment.indexOf('='));
    }

    private static void end(String message, int status) {
        System.err.println(message);
        System.exit(status);
    }
}

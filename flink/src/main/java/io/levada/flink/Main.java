package io.levada.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Runs the statements of a script, parted by semicolons at line ends, on a cluster in this process. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        try (FlinkCluster cluster = FlinkCluster.embedded(2)) {
            TableEnvironment environment = TableEnvironment.create(EnvironmentSettings.newInstance()
                    .inStreamingMode()
                    .withConfiguration(cluster.client())
                    .build());
            for (String statement : Files.readString(Path.of(args[0])).split(";\\s*\\n")) {
                if (!statement.isBlank()) {
                    environment.executeSql(statement).print();
                }
            }
        }
    }
}

package io.levada.flink;

import java.io.File;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The jars that go to a cluster with a job: our connectors, and Kafka's, which a distribution of Flink doesn't hold. JSON,
 * CSV and files are in every distribution.
 */
final class ShippedJars {
    private static final List<String> NAMES = List.of(
            "levada-flink-",
            "levada-core-",
            "flink-connector-kafka-",
            "flink-connector-datagen-",
            "kafka-clients-",
            "jackson-",
            "zstd-jni-");

    private ShippedJars() {}

    static List<String> urls() {
        List<String> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            String name = Objects.toString(jar.getFileName(), "");
            if (name.endsWith(".jar") && NAMES.stream().anyMatch(name::startsWith)) {
                try {
                    urls.add(jar.toAbsolutePath().toUri().toURL().toString());
                } catch (MalformedURLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return urls;
    }
}

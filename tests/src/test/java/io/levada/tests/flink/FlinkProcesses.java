package io.levada.tests.flink;

import io.levada.cli.Console;
import io.levada.cli.flink.FlinkJars;
import io.levada.cli.flink.FlinkProcess;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Flink cluster: a job manager and a task manager, each a process with nothing but what a distribution holds. */
final class FlinkProcesses implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NOT_IN_A_DISTRIBUTION = List.of(
            "levada-", "flink-connector-kafka-", "flink-connector-datagen-", "kafka-clients-", "jackson-", "zstd-jni-");

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final int restPort;

    FlinkProcesses(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        restPort = freePort();
        Files.writeString(directory.resolve("config.yaml"), """
                jobmanager.rpc.address: localhost
                jobmanager.rpc.port: %d
                jobmanager.bind-host: localhost
                jobmanager.memory.heap.size: 256m
                jobmanager.memory.off-heap.size: 128m
                jobmanager.memory.jvm-metaspace.size: 256m
                jobmanager.memory.jvm-overhead.min: 64m
                jobmanager.memory.jvm-overhead.max: 64m
                rest.address: localhost
                rest.bind-address: localhost
                rest.port: %d
                taskmanager.host: localhost
                taskmanager.bind-host: localhost
                taskmanager.numberOfTaskSlots: 1
                taskmanager.cpu.cores: 1.0
                taskmanager.memory.task.heap.size: 256m
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.managed.size: 128m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 128m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 64m
                taskmanager.memory.jvm-overhead.max: 64m
                parallelism.default: 1
                """.formatted(freePort(), restPort));
        String classPath = Stream.of(
                        new FlinkJars(Console.ofProcess()).classPath().split(File.pathSeparator))
                .filter(jar -> NOT_IN_A_DISTRIBUTION.stream()
                        .noneMatch(Path.of(jar).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
        start(
                classPath,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--executionMode",
                "cluster");
        start(classPath, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        awaitSlots();
    }

    private void start(String classPath, String main, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        FlinkProcess.OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));
        command.addAll(List.of("-cp", classPath, main, "--configDir", directory.toString()));
        command.addAll(List.of(more));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(directory
                        .resolve(main.substring(main.lastIndexOf('.') + 1) + ".log")
                        .toFile()))
                .start());
    }

    private void awaitSlots() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address() + "/overview")).build();
            while (System.nanoTime() < end) {
                try {
                    String body = client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body();
                    if (body.contains("\"slots-available\":1")) {
                        return;
                    }
                } catch (IOException e) {
                    // not up yet
                }
                Thread.sleep(200);
            }
        }
        throw new AssertionError("no Flink cluster within " + PATIENCE + ": see " + directory);
    }

    String address() {
        return "http://localhost:" + restPort;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}

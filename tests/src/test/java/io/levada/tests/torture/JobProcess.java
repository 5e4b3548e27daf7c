package io.levada.tests.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code levada run} of the script, as a process of its own. */
final class JobProcess {
    private static final long STOP_SECONDS = 60;

    private final Process process;

    /**
     * @param script the name of the file in the directory
     * @param crashAt a point at which the process halts itself as SIGKILL would, such as {@code prepared:3}; empty for none
     */
    JobProcess(Path directory, String script, int workers, String crashAt) throws IOException {
        Map<String, String> environment = crashAt.isEmpty() ? Map.of() : Map.of("LEVADA_CRASH_AT", crashAt);
        process = Java.start(
                directory.resolve("job.log"),
                false,
                environment,
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                "io.levada.cli.Main",
                List.of(
                        "run",
                        directory.resolve(script).toString(),
                        "--state",
                        directory.resolve("state").toString(),
                        "--parallelism",
                        Integer.toString(workers)));
    }

    /** Whether it ended within that time. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP: it goes on later, without knowing that time has passed. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    /** SIGTERM: it takes a last checkpoint and ends. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("the job did not stop within " + STOP_SECONDS + " s of SIGTERM");
        }
    }
}

package io.levada.bench.nexmark;

import io.levada.core.child.ScriptRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A query in a process of its own that is killed, as {@code kill -9} does, and goes on in the next one. */
final class KilledRuns {
    /** Long enough for a slow machine; a job that has stopped moving is a defect. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int LOOK_MILLIS = 5;

    /** @param kills how often the process was killed before it came to its end */
    record Answer(FinalTable table, int kills) {}

    private final Child child;
    private final Path log;

    KilledRuns(Child child) {
        this.child = child;
        log = child.log();
    }

    /**
     * The answer of a query whose process was killed so often, each time with at least two more checkpoints committed; less
     * often when it came to its end before.
     */
    Answer run(String query, ScriptRequest request, int kills) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("levada-verify");
        try {
            FolderStaging answer = new FolderStaging(Files.createDirectory(folder.resolve("answer")));
            List<String> command = child.levada(VerifiedChild.class.getName());
            command.addAll(List.of(
                    query,
                    folder.resolve("state").toString(),
                    folder.resolve("answer").toString()));
            int left = kills;
            while (!finished(child.start(command, request), answer, left > 0)) {
                left--;
                // Killed on its way out: started again, such a job begins anew.
                if (Files.exists(folder.resolve("state").resolve("finished"))) {
                    break;
                }
            }
            return new Answer(answer.committed(query), kills - left);
        } finally {
            LevadaChild.delete(folder);
        }
    }

    private boolean finished(Process process, FolderStaging answer, boolean kill)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long before = answer.commits();
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (kill && answer.commits() > before + 1) {
                    process.destroyForcibly().waitFor();
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("no end after " + LONGEST + "; see " + log);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the process ended with " + process.exitValue() + "; see " + log);
        }
        return true;
    }
}

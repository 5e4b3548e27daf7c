package io.levada.bench.growth;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process that leaves checkpoints in a directory ({@code fill}), or one that begins from such a checkpoint ({@code start}):
 * a job that is started again is a new process, whose code is cold. Arguments: which of the two, the query, how many keys,
 * how many workers, the directory. The last line of {@code fill} is the path of a checkpoint written whole and that of one
 * with increments; that of {@code start} are the seconds until the operator took its first event, and the bytes of state.
 */
final class RestoreChild {
    private static final int INCREMENTS = 5;
    /** Of the keys, for each increment. */
    private static final double CHANGED = 0.02;

    private RestoreChild() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        GrowthQuery query = GrowthQuery.named(args[1]);
        long keys = Long.parseLong(args[2]);
        int workers = Integer.parseInt(args[3]);
        Path directory = Path.of(args[4]);
        out.println(
                args[0].equals("fill")
                        ? fill(query, keys, workers, directory)
                        : start(query, keys, workers, directory));
        System.exit(0);
    }

    private static String fill(GrowthQuery query, long keys, int workers, Path directory) throws InterruptedException {
        Path whole;
        try (GrowthRun run = new GrowthRun(query, keys, workers, "1 h", directory.resolve("whole"))) {
            whole = run.stop(true);
        }
        try (GrowthRun run =
                GrowthRun.from(whole, query, keys, workers, "200 ms", directory.resolve("increments"), 0)) {
            run.increments(INCREMENTS, CHANGED);
            return whole + "\t" + run.stop(false);
        }
    }

    private static String start(GrowthQuery query, long keys, int workers, Path checkpoint) throws Exception {
        try (WorkDirectory work = new WorkDirectory()) {
            double seconds;
            try (GrowthRun run = GrowthRun.from(
                    checkpoint, query, keys, workers, "1 h", work.path().resolve("state"), Long.MAX_VALUE)) {
                seconds = run.awaitFirst();
            }
            return seconds + "\t" + stateBytes(checkpoint);
        }
    }

    private static long stateBytes(Path checkpoint) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}

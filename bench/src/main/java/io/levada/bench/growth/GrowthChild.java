package io.levada.bench.growth;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * One measurement in a process of its own; {@link GrowthFigures} are its last line. Arguments: the query, how many keys, how
 * many workers, and whether the pause is measured too.
 */
final class GrowthChild {
    private static final int PAUSE_MILLIS = 10_000;
    private static final int PER_SECOND = 50_000;
    private static final int INTERVALS = 2;

    private GrowthChild() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        GrowthQuery query = GrowthQuery.named(args[0]);
        long keys = Long.parseLong(args[1]);
        int workers = Integer.parseInt(args[2]);
        try (WorkDirectory work = new WorkDirectory()) {
            Path directory = work.path();
            GrowthRun.Speed speed;
            double bytesPerKey;
            try (GrowthRun run = new GrowthRun(query, keys, workers, "10 s", directory.resolve("speed"))) {
                speed = run.speed(INTERVALS);
                bytesPerKey = run.bytesPerKey();
            }
            GrowthRun.Pauses pauses = GrowthRun.Pauses.NONE;
            if (Boolean.parseBoolean(args[3])) {
                try (GrowthRun run = new GrowthRun(query, keys, workers, "100 ms", directory.resolve("pause"))) {
                    pauses = run.pauses(PER_SECOND, PAUSE_MILLIS);
                }
            }
            out.println(new GrowthFigures(
                            speed.cpuNanos(),
                            speed.perSecond(),
                            bytesPerKey,
                            pauses.pauseP99Millis(),
                            pauses.pauseMaxMillis(),
                            pauses.bytes(),
                            pauses.changes())
                    .toLine());
        }
        System.exit(0);
    }
}

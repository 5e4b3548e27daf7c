package io.levada.tests.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills a job again and again and says what was lost or came twice.
 *
 * <p>{@code --kills N} (20), {@code --seed S} (1), {@code --rate EVENTS_PER_SECOND} (1500), {@code --dir DIRECTORY} (a
 * temporary one, removed when all is well). The last line on stdout is {@code kills=… lost=… duplicated=…}; the exit code
 * is 0 when nothing was lost and nothing came twice.
 */
public final class Torture {
    private static final long CRASH_PATIENCE_MILLIS = 60_000;
    /** The three seconds after which a job says that it has no broker, and some more. */
    private static final long OUTAGE_NOTICED_MILLIS = 6_000;
    /** The ten seconds that a stop waits for a broker that is gone, those in which its clients are closed, and some more. */
    private static final long STOP_PATIENCE_MILLIS = 40_000;

    private static final long END_PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);

    private final Path directory;
    private final int kills;
    private final long seed;
    private final int rate;
    private final Consumer<String> progress;
    private final List<String> findings = new ArrayList<>();
    private int killed;

    /** @param progress takes lines for a person */
    Torture(Path directory, int kills, long seed, int rate, Consumer<String> progress) {
        this.directory = directory;
        this.kills = kills;
        this.seed = seed;
        this.rate = rate;
        this.progress = progress;
    }

    /**
     * The outcome.
     *
     * @param events that were produced
     * @param findings the first differences
     */
    record Result(int kills, long lost, long duplicated, long events, List<String> findings) {
        @Override
        public String toString() {
            return "kills=" + kills + " lost=" + lost + " duplicated=" + duplicated;
        }
    }

    public static void main(String[] args) throws Exception {
        int kills = 20;
        long seed = 1;
        int rate = 1500;
        Path directory = null;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--kills" -> kills = Integer.parseInt(args[i + 1]);
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                case "--rate" -> rate = Integer.parseInt(args[i + 1]);
                case "--dir" -> directory = Path.of(args[i + 1]);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        Path where = directory == null ? Files.createTempDirectory("levada-torture") : directory;
        Result result = new Torture(where, kills, seed, rate, System.err::println).run();
        result.findings().forEach(System.err::println);
        if (result.lost() + result.duplicated() > 0) {
            System.err.println("logs and data are kept in " + where);
        } else if (directory == null) {
            delete(where);
        }
        System.out.println(result);
        System.exit(result.lost() + result.duplicated() > 0 ? 1 : 0);
    }

    Result run() throws Exception {
        Files.createDirectories(directory);
        Random random = new Random(seed);
        try (BrokerProcess broker = new BrokerProcess(directory.resolve("broker"))) {
            Topics.create(broker.bootstrap());
            Files.writeString(directory.resolve(Script.FILE), Script.text(broker.bootstrap()));
            try (EventProducer producer = new EventProducer(broker.bootstrap(), seed, rate)) {
                producer.start();
                while (killed < kills) {
                    Kill kill = Kill.next(killed, random);
                    progress.accept("kill " + (killed + 1) + " of " + kills + ": " + kill);
                    killOnce(kill, broker);
                }
                Reference reference = producer.finish();
                progress.accept(reference.events() + " events were produced; waiting for the end of the output");
                Comparison comparison = awaitOutput(broker.bootstrap(), reference, 1 + random.nextInt(3));
                return new Result(killed, comparison.lost(), comparison.duplicated(), reference.events(), findings);
            }
        }
    }

    private void killOnce(Kill kill, BrokerProcess broker) throws IOException, InterruptedException {
        JobProcess job = new JobProcess(directory, Script.FILE, kill.workers(), kill.crashPoint());
        try {
            switch (kill.way()) {
                case ANY_MOMENT -> job.awaitEnd(kill.afterMillis());
                case WHILE_RUNNING -> runOn(job, kill.afterMillis(), broker);
                case AT_POINT -> job.awaitEnd(CRASH_PATIENCE_MILLIS);
                case FROZEN -> {
                    runOn(job, kill.afterMillis(), broker);
                    job.freeze();
                    Thread.sleep(Kill.untilTimedOutMillis());
                    job.thaw();
                    job.awaitEnd(kill.afterMillis());
                }
                case WITH_BROKER -> {
                    runOn(job, kill.afterMillis(), broker);
                    broker.killAndRestart();
                    job.awaitEnd(kill.afterMillis());
                }
            }
            if (kill.way() == Kill.Way.STOPPED_WITHOUT_BROKER) {
                stopWithoutBroker(job, kill.afterMillis(), broker);
                killed++;
                return;
            }
            boolean halted = !job.isAlive() && job.exitCode() == 137;
            if (!job.isAlive() && !halted) {
                throw new IllegalStateException("the job ended by itself with status " + job.exitCode() + ": see "
                        + directory.resolve("job.log"));
            }
            if (kill.way() == Kill.Way.AT_POINT && !halted) {
                throw new IllegalStateException("the job never came to " + kill.crashPoint());
            }
        } finally {
            job.kill();
        }
        killed++;
        Thread.sleep(kill.pauseMillis());
    }

    private static void stopWithoutBroker(JobProcess job, long millis, BrokerProcess broker)
            throws IOException, InterruptedException {
        runOn(job, millis, broker);
        broker.kill();
        Thread.sleep(OUTAGE_NOTICED_MILLIS);
        long start = System.nanoTime();
        job.stop();
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        broker.restart();
        if (job.exitCode() != 2 || tookMillis > STOP_PATIENCE_MILLIS) {
            throw new IllegalStateException("without a broker the job ended with status " + job.exitCode() + " after "
                    + tookMillis + " ms: see job.log");
        }
    }

    /** Until some time after the job has decided a checkpoint. */
    private static void runOn(JobProcess job, long millis, BrokerProcess broker) throws InterruptedException {
        try (Markers markers = new Markers(broker.bootstrap())) {
            long before = markers.last();
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CRASH_PATIENCE_MILLIS);
            while (markers.last() == before) {
                if (!job.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("the job never decided a checkpoint");
                }
            }
        }
        job.awaitEnd(millis);
    }

    /** Lets the job come to the end of the input in peace, and stop. */
    private Comparison awaitOutput(String bootstrap, Reference reference, int workers) throws Exception {
        JobProcess job = new JobProcess(directory, Script.FILE, workers, "");
        try (Output windows = new Output(bootstrap, Topics.WINDOWS);
                Output totals = new Output(bootstrap, Topics.TOTALS);
                Output copies = new Output(bootstrap, Topics.COPIES);
                Output dead = new Output(bootstrap, Topics.DEAD)) {
            long deadline = System.nanoTime() + END_PATIENCE_NANOS;
            while (System.nanoTime() < deadline && job.isAlive()) {
                Comparison now = compare(reference, windows, totals, copies, dead);
                if (now.isGood() || now.duplicated() > 0) {
                    break;
                }
                Thread.sleep(500);
            }
            if (!job.isAlive()) {
                throw new IllegalStateException("the job ended by itself with status " + job.exitCode() + ": see "
                        + directory.resolve("job.log"));
            }
            // What comes with the last checkpoint counts too: a duplicate may be in it.
            job.stop();
            return compare(reference, windows, totals, copies, dead);
        } finally {
            job.kill();
        }
    }

    private Comparison compare(Reference reference, Output windows, Output totals, Output copies, Output dead) {
        findings.clear();
        Comparison comparison = new Comparison(findings);
        comparison.windows(windows.readOn(), reference.windows());
        comparison.totals(totals.readOn(), reference.totals());
        comparison.copies(copies.readOn(), reference.copies());
        comparison.deadLetters(dead.readOn(), reference.poison());
        return comparison;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(f -> f.toFile().delete());
        }
    }
}

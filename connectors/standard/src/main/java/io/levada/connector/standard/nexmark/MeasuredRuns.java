package io.levada.connector.standard.nexmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a job again and again in this process and adds up what it takes, so that engines that are hundreds of times apart
 * are measured for about as long. What comes before a run's first event (planning, deployment) isn't counted: a source
 * says {@link #started} when it hands out its first event.
 */
public final class MeasuredRuns {
    private static final double NANOS = 1e9;
    private static final MeasuredRuns INSTANCE = new MeasuredRuns();

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile long cpuStart;
    private volatile long wallStart;

    private MeasuredRuns() {}

    /** A job that ends. */
    public interface Job {
        void run() throws Exception;
    }

    /**
     * What some runs took.
     *
     * @param events of all runs together
     * @param cpuSeconds of the whole process, collector and compiler included
     * @param peakMegabytes the most of the heap that was in use, and the rest of the process as far as it was resident
     */
    public record Figures(long events, double cpuSeconds, double wallSeconds, int runs, long peakMegabytes) {
        public double perCpuSecond() {
            return events / cpuSeconds;
        }

        public double perSecond() {
            return events / wallSeconds;
        }

        public String toLine() {
            return String.format(
                    Locale.ROOT, "%d %.6f %.6f %d %d", events, cpuSeconds, wallSeconds, runs, peakMegabytes);
        }

        public static Figures parse(String line) {
            String[] parts = line.split(" ");
            return new Figures(
                    Long.parseLong(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Integer.parseInt(parts[3]),
                    Long.parseLong(parts[4]));
        }
    }

    /** There is one process, and sources are made by engines that know nothing of it. */
    public static MeasuredRuns get() {
        return INSTANCE;
    }

    /** To be called at each event or batch that a source hands out; only the first of a run counts. */
    public void started() {
        if (!started.get() && started.compareAndSet(false, true)) {
            wallStart = System.nanoTime();
            cpuStart = cpuNanos();
        }
    }

    /**
     * @param eventsOfARun how many events the job reads
     * @param warmUp runs are not counted until so much time is over since the end of the first, in which the events may be
     *     made that the others replay
     * @param least runs are counted until they have taken so much processor time, at least one
     */
    public Figures measure(long eventsOfARun, Duration warmUp, Duration least, Job job) throws Exception {
        one(job);
        long warm = System.nanoTime() + warmUp.toNanos();
        while (System.nanoTime() < warm) {
            one(job);
        }
        List<double[]> runs = new ArrayList<>();
        double cpu = 0;
        double wall = 0;
        while (runs.isEmpty() || cpu * NANOS < least.toNanos()) {
            double[] run = one(job);
            runs.add(run);
            cpu += run[0];
            wall += run[1];
        }
        return new Figures(eventsOfARun * runs.size(), cpu, wall, runs.size(), peakMegabytes());
    }

    private double[] one(Job job) throws Exception {
        started.set(false);
        job.run();
        long cpuEnd = cpuNanos();
        long wallEnd = System.nanoTime();
        if (!started.get()) {
            throw new IllegalStateException("the job ended before it read an event");
        }
        return new double[] {(cpuEnd - cpuStart) / NANOS, (wallEnd - wallStart) / NANOS};
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** The heap was touched as a whole at the start: of it counts what was in use, at most, between two collections. */
    private static long peakMegabytes() {
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(p -> p.getType() == MemoryType.HEAP)
                .mapToLong(p -> p.getPeakUsage().getUsed())
                .sum();
        long outside = resident()
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return used + Math.max(0, outside) >> 20;
    }

    /** Bytes of the process that were resident at most; 0 where the system doesn't tell. */
    private static long resident() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException e) {
            // not Linux
        }
        return 0;
    }
}

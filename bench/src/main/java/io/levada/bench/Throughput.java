package io.levada.bench;

import io.levada.core.connector.Connectors;
import io.levada.core.data.Batch;
import io.levada.engine.job.Engine;
import io.levada.engine.job.JobEnvironment;
import io.levada.engine.job.JobHandle;
import io.levada.sql.Planned;
import io.levada.sql.SqlSession;
import io.levada.sql.Statement;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Events per second of processor time, each query beside a hand-written loop over the same columns: what one core could
 * do if it did nothing else.
 */
final class Throughput {
    private static final int KEYS = 1_000_000;
    private static final long MINUTE = 60_000_000L;
    private static final String TABLE =
            "CREATE TABLE events (key BIGINT, price BIGINT, channel STRING, at_ms TIMESTAMP(3), "
                    + "WATERMARK FOR at_ms AS at_ms) WITH ('connector' = 'replay', 'rows' = '%d');"
                    + "CREATE TABLE sink (%s) WITH ('connector' = 'blackhole');";

    private record Case(String name, String sinkColumns, String query, LongConsumer byHand) {}

    private final Events events = new Events(KEYS, 7);
    private final long rows;
    /** What the loops computed, so that the compiler can't leave them out. */
    private long witness;

    Throughput(long rows) {
        this.rows = rows / Batch.MAX_ROWS * Batch.MAX_ROWS;
    }

    /** Prints a line for each query; the figures by name. */
    Map<String, Double> run() throws Exception {
        Map<String, Double> figures = new TreeMap<>();
        System.out.printf(Locale.ROOT, "%-24s %14s %14s %8s%n", "events per CPU-second", "levada", "by hand", "ratio");
        for (Case c : cases()) {
            measure(() -> levada(c));
            double levada = rows / measure(() -> levada(c));
            measure(() -> c.byHand.accept(rows));
            double byHand = rows / measure(() -> c.byHand.accept(rows));
            System.out.printf(Locale.ROOT, "%-24s %,14.0f %,14.0f %8.2f%n", c.name, levada, byHand, byHand / levada);
            figures.put(c.name + "_per_cpu_s", levada);
            figures.put(c.name + "_hand_ratio", byHand / levada);
        }
        if (witness == 42) {
            System.out.println();
        }
        return figures;
    }

    private List<Case> cases() {
        return List.of(
                new Case(
                        "filter_project",
                        "key BIGINT, cents BIGINT",
                        "SELECT key, price * 100 + 1 FROM events WHERE price > 5000",
                        this::filterByHand),
                new Case(
                        "filter_text",
                        "key BIGINT, price BIGINT",
                        "SELECT key, price FROM events WHERE channel = 'google'",
                        this::filterTextByHand),
                new Case(
                        "tumble_1m_keys",
                        "key BIGINT, n BIGINT, at_ms TIMESTAMP(3)",
                        "SELECT key, COUNT(*), window_end FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(at_ms), "
                                + "INTERVAL '1' MINUTE)) GROUP BY key, window_start, window_end",
                        n -> tumbleByHand(n, MINUTE)),
                new Case(
                        "hop_1m_keys",
                        "key BIGINT, n BIGINT, at_ms TIMESTAMP(3)",
                        "SELECT key, COUNT(*), window_end FROM TABLE(HOP(TABLE events, DESCRIPTOR(at_ms), "
                                + "INTERVAL '20' SECOND, INTERVAL '1' MINUTE)) GROUP BY key, window_start, window_end",
                        this::hopByHand));
    }

    private void levada(Case c) {
        Connectors connectors = Connectors.load().with(new ReplayConnector(events));
        SqlSession session = new SqlSession(connectors);
        session.set("parallelism.default", "1");
        List<Statement> statements = new ArrayList<>(
                session.parse(String.format(Locale.ROOT, TABLE, rows, c.sinkColumns) + "INSERT INTO sink " + c.query));
        Statement insert = statements.removeLast();
        statements.forEach(session::plan);
        if (!(session.plan(insert) instanceof Planned.Job planned)) {
            throw new IllegalStateException(c.name);
        }
        try (JobHandle job = Engine.start(planned.plan(), JobEnvironment.of(c.name, connectors))) {
            job.awaitEnd().orThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void filterByHand(long n) {
        for (long b = 0; b < n / Batch.MAX_ROWS; b++) {
            int index = events.batch(b);
            long[] keys = events.keys[index].values();
            long[] prices = events.prices[index].values();
            long[] outKeys = new long[Batch.MAX_ROWS];
            long[] outCents = new long[Batch.MAX_ROWS];
            int out = 0;
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                if (prices[i] > 5000) {
                    outKeys[out] = keys[i];
                    outCents[out++] = prices[i] * 100 + 1;
                }
            }
            witness += outKeys[out / 2] + outCents[out / 2];
        }
    }

    private void filterTextByHand(long n) {
        byte[] wanted = "google".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (long b = 0; b < n / Batch.MAX_ROWS; b++) {
            int index = events.batch(b);
            long[] keys = events.keys[index].values();
            long[] prices = events.prices[index].values();
            int[] offsets = events.channels[index].offsets();
            byte[] data = events.channels[index].data();
            long[] outKeys = new long[Batch.MAX_ROWS];
            long[] outPrices = new long[Batch.MAX_ROWS];
            int out = 0;
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                if (java.util.Arrays.equals(data, offsets[i], offsets[i + 1], wanted, 0, wanted.length)) {
                    outKeys[out] = keys[i];
                    outPrices[out++] = prices[i];
                }
            }
            witness += outKeys[out / 2] + outPrices[out / 2];
        }
    }

    /** The keys are dense numbers here, which the loop may know and the engine may not. */
    private void tumbleByHand(long n, long size) {
        long[] counts = new long[KEYS];
        long window = -1;
        for (long b = 0; b < n / Batch.MAX_ROWS; b++) {
            long[] keys = events.keys[events.batch(b)].values();
            long[] times = Events.times(b * Batch.MAX_ROWS).values();
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                long w = times[i] / size;
                if (w != window) {
                    close(counts, window, size);
                    window = w;
                }
                counts[(int) keys[i]]++;
            }
        }
        close(counts, window, size);
    }

    private void close(long[] counts, long window, long size) {
        long[] outKeys = new long[Batch.MAX_ROWS];
        long[] outCounts = new long[Batch.MAX_ROWS];
        long[] outEnds = new long[Batch.MAX_ROWS];
        int out = 0;
        for (int key = 0; key < counts.length; key++) {
            if (counts[key] != 0) {
                outKeys[out] = key;
                outCounts[out] = counts[key];
                outEnds[out] = (window + 1) * size;
                out = (out + 1) % Batch.MAX_ROWS;
            }
        }
        witness += outKeys[1] + outCounts[2] + outEnds[3];
        java.util.Arrays.fill(counts, 0);
    }

    private void hopByHand(long n) {
        long slice = MINUTE / 3;
        long[][] counts = new long[3][KEYS];
        long[] sums = new long[KEYS];
        long window = -1;
        for (long b = 0; b < n / Batch.MAX_ROWS; b++) {
            long[] keys = events.keys[events.batch(b)].values();
            long[] times = Events.times(b * Batch.MAX_ROWS).values();
            for (int i = 0; i < Batch.MAX_ROWS; i++) {
                long w = times[i] / slice;
                if (w != window) {
                    for (int key = 0; key < KEYS; key++) {
                        sums[key] = counts[0][key] + counts[1][key] + counts[2][key];
                    }
                    close(sums, w, slice);
                    java.util.Arrays.fill(counts[(int) (w % 3)], 0);
                    window = w;
                }
                counts[(int) (w % 3)][(int) keys[i]]++;
            }
        }
    }

    /** Processor seconds of the whole process. */
    private static double measure(Runnable work) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        work.run();
        return (system.getProcessCpuTime() - before) / 1e9;
    }
}

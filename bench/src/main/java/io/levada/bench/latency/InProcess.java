package io.levada.bench.latency;

import io.levada.Levada;
import io.levada.QueryResult;
import io.levada.RowSource;
import io.levada.core.data.Row;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/** A program that feeds rows, and reads the rows of a query over them, in one process. */
final class InProcess {
    private static final String NOTE = "x".repeat(100);

    private final int perSecond;
    private final long warm;
    private final long all;

    InProcess(int perSecond, int warmUpSeconds, int seconds) {
        this.perSecond = perSecond;
        this.warm = (long) perSecond * warmUpSeconds;
        this.all = warm + (long) perSecond * seconds;
    }

    Measured measure() throws Exception {
        Histogram latencies = new Histogram(3);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (Levada levada = Levada.open(Map.of("parallelism.default", "1"))) {
            RowSource events =
                    levada.source("events_in", "id BIGINT, sent BIGINT, kind INT, amount DOUBLE, note STRING");
            QueryResult results =
                    levada.query("SELECT id, sent, amount * 2 FROM events_in WHERE kind < " + (Events.KINDS - 1));
            Thread reader = Thread.ofPlatform().name("results").start(() -> read(results, latencies, failure));
            Pace pace = new Pace(perSecond);
            Pace.Send send = (i, due) -> events.emit(i, due, (int) (i % Events.KINDS), i % 90 + 10.25, NOTE);
            pace.run(0, warm, send);
            Sampler cpu = new Sampler(ProcessHandle.current());
            pace.run(warm, all, send);
            events.complete();
            reader.join();
            if (failure.get() != null) {
                throw new IllegalStateException("in process: " + failure.get().getMessage(), failure.get());
            }
            return new Measured(Mode.IN_PROCESS, latencies, 0, 0, cpu.cores());
        }
    }

    private void read(QueryResult results, Histogram latencies, AtomicReference<Throwable> failure) {
        try {
            long next = 0;
            for (Row row : results) {
                long index = number(row, 0);
                if (index != next) {
                    throw new IllegalStateException("event " + index + " came where " + next + " was due");
                }
                next++;
                if (!Events.passes(next)) {
                    next++;
                }
                if (index >= warm) {
                    latencies.recordValue(Math.max(1, (System.nanoTime() - number(row, 1)) / 1000));
                }
            }
            if (next != all) {
                throw new IllegalStateException("the results ended before event " + next + " of " + all);
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private static long number(Row row, int column) {
        return row.get(column) instanceof Long number ? number : Long.MIN_VALUE;
    }
}

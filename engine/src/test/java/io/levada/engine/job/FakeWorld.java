package io.levada.engine.job;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Option;
import io.levada.core.config.Settings;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.CheckpointDecider;
import io.levada.core.connector.Connector;
import io.levada.core.connector.Connectors;
import io.levada.core.connector.DeadLetters;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.LookupTable;
import io.levada.core.connector.Outages;
import io.levada.core.connector.ReaderContext;
import io.levada.core.connector.SinkRequest;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.SourceOutput;
import io.levada.core.connector.SourceReader;
import io.levada.core.connector.SourceRequest;
import io.levada.core.connector.SourceSplit;
import io.levada.core.connector.TableSink;
import io.levada.core.connector.TableSource;
import io.levada.core.connector.WriterContext;
import io.levada.core.data.Batch;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The world outside of a job, in memory: logs with splits to read, and a store that keeps what sinks stage apart from what
 * is visible. It outlives jobs, as a broker does, and knows when it was used wrongly.
 */
final class FakeWorld implements Connector {
    static final RowType ROWS =
            RowType.of(new Field("k", DataType.BIGINT.notNull()), new Field("v", DataType.BIGINT.notNull()));
    private static final Option<Boolean> DECIDES = Option.bool("decides", false, "Whether the sink has a decider.");
    private static final Option<Integer> BATCH = Option.integer("batch", 3, "Rows at a time.");

    private final Map<String, Map<String, Split>> logs = new TreeMap<>();
    private final Map<String, List<Row>> visible = new HashMap<>();
    private final Map<String, Map<Long, List<Row>>> staged = new HashMap<>();
    private final Set<String> applied = new HashSet<>();
    private final AtomicLong stagingNumbers = new AtomicLong();
    private final List<Runnable> wakeUps = new CopyOnWriteArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicBoolean sinkBlocked = new AtomicBoolean();
    final AtomicBoolean failingApply = new AtomicBoolean();
    final AtomicLong written = new AtomicLong();
    volatile Duration discovery = Duration.ZERO;
    volatile long decided;
    /** What the mark of the decided checkpoint carries. */
    volatile byte @Nullable [] manifest;

    volatile int mostManifestBytes;
    volatile @Nullable Runnable onDecide;
    volatile @Nullable Runnable onRecover;
    volatile @Nullable Runnable onRead;
    volatile @Nullable Runnable onPrepare;
    /** Where the decider of the last run says that the outside doesn't answer. */
    volatile Outages outages = Outages.NONE;
    /** Where the newest reader says it. */
    volatile Outages readerOutages = Outages.NONE;

    /** Gives the rows of a lookup table; may fail. */
    volatile java.util.function.Supplier<List<Row>> lookups = List::of;

    volatile Duration lookupRefresh = Duration.ZERO;
    volatile boolean deciderAway;
    /** Whether who appends lends his thread to the reader's worker. */
    volatile boolean lends;

    private static final class Split {
        private final List<@Nullable Row> rows = new ArrayList<>();
        private boolean ended = true;
    }

    /** Appends rows to a split; a null is a record that can't be decoded. */
    void append(String table, String split, List<@Nullable Row> rows) {
        synchronized (this) {
            split(table, split).rows.addAll(rows);
        }
        wakeAll();
    }

    /** Says whether more may come; a new split has its end. */
    void setOpen(String table, String split, boolean open) {
        synchronized (this) {
            split(table, split).ended = !open;
        }
        wakeAll();
    }

    private Split split(String table, String split) {
        return logs.computeIfAbsent(table, t -> new LinkedHashMap<>()).computeIfAbsent(split, s -> new Split());
    }

    synchronized List<Row> visible(String table) {
        return List.copyOf(visible.getOrDefault(table, List.of()));
    }

    void wakeAll() {
        wakeUps.forEach(Runnable::run);
    }

    Connectors connectors() {
        return new Connectors(List.of(this));
    }

    static Table table(String name, Map<String, String> options) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("connector", "fake");
        List<TableColumn> columns = ROWS.fields().stream()
                .<TableColumn>map(f -> new TableColumn.Physical(f.name(), f.type()))
                .toList();
        return new Table(name, columns, null, List.of(), List.of(), new Settings(all), null);
    }

    static Scan scan(String name, Map<String, String> options) {
        return new Scan(table(name, options), List.of(0, 1), ChangelogMode.APPEND);
    }

    static Sink sink(io.levada.core.plan.PlanNode input, String name, Map<String, String> options) {
        return new Sink(input, name, table(name, options), List.of());
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(DECIDES, BATCH, DeadLetters.ON_ERROR);
    }

    @Override
    public Capabilities describe(Table table) {
        return new Capabilities(ChangelogMode.APPEND, false, ChangelogMode.RETRACT, false, Map.of(), Map.of());
    }

    @Override
    public LookupTable lookup(LookupRequest request) {
        return new LookupTable() {
            @Override
            public List<Batch> load() {
                List<Row> rows = lookups.get();
                return rows.isEmpty() ? List.of() : List.of(Boxed.batch(rows, request.rowType()));
            }

            @Override
            public Duration refreshInterval() {
                return lookupRefresh;
            }
        };
    }

    @Override
    public TableSource source(SourceRequest request) {
        return new Source(request.table().name(), request.table().options().get(BATCH));
    }

    private final class Source implements TableSource {
        private final String table;
        private final int batch;

        private Source(String table, int batch) {
            this.table = table;
            this.batch = batch;
        }

        @Override
        public List<SourceSplit> discover(Collection<String> known) {
            synchronized (FakeWorld.this) {
                return logs.getOrDefault(table, Map.of()).keySet().stream()
                        .filter(id -> !known.contains(id))
                        .map(id -> split(id, 0))
                        .toList();
            }
        }

        @Override
        public Duration discoveryInterval() {
            return discovery;
        }

        @Override
        public SourceReader openReader(ReaderContext context) {
            readerOutages = context.outages();
            wakeUps.add(lends ? context::lend : context::wakeUp);
            return new Reader(table, batch);
        }

        @Override
        public void committed(List<SourceSplit> positions) {
            calls.add("committed " + table);
        }
    }

    private static SourceSplit split(String id, int position) {
        return new SourceSplit(
                id, ByteBuffer.allocate(Integer.BYTES).putInt(position).array());
    }

    private final class Reader implements SourceReader {
        private final String table;
        private final int batch;
        private final Map<String, Integer> positions = new LinkedHashMap<>();
        private final Set<String> ended = new HashSet<>();
        private boolean complete;

        private Reader(String table, int batch) {
            this.table = table;
            this.batch = batch;
        }

        @Override
        public void assign(SourceSplit split) {
            positions.put(split.id(), ByteBuffer.wrap(split.position()).getInt());
        }

        @Override
        public void noMoreSplits() {
            complete = true;
        }

        @Override
        public Status poll(SourceOutput output) {
            Runnable hook = onRead;
            if (hook != null) {
                hook.run();
            }
            boolean some = false;
            for (String id : positions.keySet()) {
                some |= read(id, output);
            }
            return complete && ended.containsAll(positions.keySet()) ? Status.END : some ? Status.MORE : Status.IDLE;
        }

        private boolean read(String id, SourceOutput output) {
            int from = positions.get(id);
            List<@Nullable Row> rows;
            boolean end;
            synchronized (FakeWorld.this) {
                Split split = FakeWorld.this.split(table, id);
                rows = new ArrayList<>(split.rows.subList(from, Math.min(split.rows.size(), from + batch)));
                end = split.ended && from + rows.size() == split.rows.size();
            }
            List<Row> good = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                if (row == null) {
                    output.deadLetter(id, from + i, new byte[] {'b', 'a', 'd'}, "not a \"row\"");
                } else {
                    good.add(row);
                }
            }
            if (!good.isEmpty()) {
                output.emit(id, Boxed.batch(good, ROWS));
            }
            positions.put(id, from + rows.size());
            if (end && ended.add(id)) {
                output.splitEnded(id);
            }
            return !rows.isEmpty();
        }

        @Override
        public List<SourceSplit> positions() {
            return positions.entrySet().stream()
                    .map(e -> split(e.getKey(), e.getValue()))
                    .toList();
        }

        @Override
        public void close() {}
    }

    @Override
    public TableSink sink(SinkRequest request) {
        return new Target(request.table().name(), request.table().options().get(DECIDES), request.rowType());
    }

    /** Stages per checkpoint; what is staged becomes visible when it is applied, or when the decider commits. */
    private final class Target implements TableSink {
        private final String table;
        private final boolean decides;
        private final RowType type;

        private Target(String table, boolean decides, RowType type) {
            this.table = table;
            this.decides = decides;
            this.type = type;
        }

        @Override
        public @Nullable String deciderName() {
            return decides ? "fake" : null;
        }

        @Override
        public CheckpointDecider createDecider() {
            return new Decider();
        }

        @Override
        public SinkWriter openWriter(WriterContext context) {
            wakeUps.add(context::wakeUp);
            return new Writer(table, type, decides);
        }

        @Override
        public void apply(long checkpointId, List<byte[]> committables) {
            if (failingApply.getAndSet(false)) {
                throw new io.levada.core.error.LevadaException(
                        io.levada.core.error.ErrorCode.CONNECTION, "the store is away");
            }
            calls.add("apply " + checkpointId);
            synchronized (FakeWorld.this) {
                for (byte[] committable : committables) {
                    long number = ByteBuffer.wrap(committable).getLong();
                    if (applied.add(table + number)) {
                        List<Row> rows = staged.get(table).get(number);
                        if (rows == null) {
                            throw new IllegalStateException("staged rows are gone");
                        }
                        visible.computeIfAbsent(table, t -> new ArrayList<>()).addAll(rows);
                    }
                }
            }
        }
    }

    private final class Writer implements SinkWriter {
        private final String table;
        private final RowType type;
        private final boolean decides;
        private final List<Row> rows = new ArrayList<>();

        private Writer(String table, RowType type, boolean decides) {
            this.table = table;
            this.type = type;
            this.decides = decides;
        }

        @Override
        public boolean ready() {
            return !sinkBlocked.get();
        }

        @Override
        public void write(Batch batch) {
            if (sinkBlocked.get()) {
                throw new IllegalStateException("written to though not ready");
            }
            rows.addAll(Boxed.rows(batch, type));
            written.addAndGet(batch.rowCount());
        }

        @Override
        public CompletionStage<byte @Nullable []> prepare(long checkpointId) {
            Runnable hook = onPrepare;
            if (hook != null) {
                hook.run();
            }
            synchronized (FakeWorld.this) {
                long number = stagingNumbers.incrementAndGet();
                List<Row> part = List.copyOf(rows);
                rows.clear();
                if (decides) {
                    Decider owner = current;
                    return CompletableFuture.supplyAsync(() -> sendAll(owner, checkpointId, part));
                }
                staged.computeIfAbsent(table, t -> new HashMap<>()).put(number, part);
                return CompletableFuture.supplyAsync(
                        () -> ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            }
        }

        /** As to a broker: it arrives a while after the barrier, and is refused when another run has taken over since. */
        private byte @Nullable [] sendAll(@Nullable Decider owner, long checkpointId, List<Row> part) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000));
            synchronized (FakeWorld.this) {
                if (owner != current) {
                    throw new IllegalStateException("another one has taken over");
                }
                transaction
                        .computeIfAbsent(checkpointId, c -> new LinkedHashMap<>())
                        .computeIfAbsent(table, t -> new ArrayList<>())
                        .addAll(part);
            }
            return null;
        }

        @Override
        public void close() {}
    }

    private final Map<Long, Map<String, List<Row>>> transaction = new HashMap<>();

    /** Commits what is staged for the newest checkpoint, as a broker does whose answer is then lost. */
    synchronized void commitOpenTransaction() {
        long newest =
                transaction.keySet().stream().mapToLong(Long::longValue).max().orElse(decided);
        commit(newest);
    }

    private void commit(long checkpointId) {
        Map<String, List<Row>> rows = transaction.remove(checkpointId);
        if (rows != null) {
            rows.forEach((table, part) ->
                    visible.computeIfAbsent(table, t -> new ArrayList<>()).addAll(part));
        }
        decided = checkpointId;
    }

    private @Nullable Decider current;

    private final class Decider implements CheckpointDecider {
        private long announced;
        private byte @Nullable [] carried;

        @Override
        public void listener(Consumer<String> notices, Outages given) {
            outages = given;
        }

        @Override
        public Mark recover() {
            Runnable hook = onRecover;
            if (hook != null) {
                hook.run();
            }
            if (deciderAway) {
                deciderAway = false;
                throw new io.levada.core.error.LevadaException(
                        io.levada.core.error.ErrorCode.CONNECTION, "the broker is away");
            }
            synchronized (FakeWorld.this) {
                transaction.clear();
                current = this;
                return new Mark(decided, manifest);
            }
        }

        @Override
        public int mostManifestBytes() {
            return mostManifestBytes;
        }

        @Override
        public void announce(long checkpointId, byte @Nullable [] given) {
            announced = checkpointId;
            carried = given;
        }

        @Override
        public void decide(long checkpointId) {
            if (announced != checkpointId) {
                throw new IllegalStateException(checkpointId + " is decided and " + announced + " was announced");
            }
            Runnable hook = onDecide;
            if (hook != null) {
                hook.run();
            }
            synchronized (FakeWorld.this) {
                if (current != this) {
                    throw new IllegalStateException("another one has taken over");
                }
                commit(checkpointId);
                manifest = carried;
            }
        }

        @Override
        public void close() {}
    }
}

package io.levada.engine.checkpoint;

import io.levada.core.connector.CheckpointDecider;
import io.levada.core.data.Barrier;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.engine.checkpoint.Participants.Participant;
import io.levada.engine.checkpoint.protocol.Action;
import io.levada.engine.checkpoint.protocol.CheckpointProtocol;
import io.levada.engine.checkpoint.protocol.Event;
import io.levada.engine.checkpoint.protocol.Kind;
import io.levada.engine.dataflow.Reports;
import io.levada.engine.dataflow.TaskSnapshot;
import io.levada.engine.time.Pauses;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the {@link CheckpointProtocol} decides. {@link #run} owns the caller's thread, which may block on
 * sinks that make their output visible; everybody else only leaves word in its queue.
 */
public final class Coordinator implements Reports, AutoCloseable {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration DECIDING_PATIENCE = Duration.ofSeconds(5);

    private final CoordinatorSettings settings;
    private final Cut cut;
    private final StateThread stateThread;
    private final BlockingQueue<Runnable> word = new LinkedBlockingQueue<>();
    private final Set<Participant> ended = new HashSet<>();
    private final Queue<Action> actions = new ArrayDeque<>();
    private Participants participants = new Participants(List.of(), List.of(), Set.of(), 0);
    private CheckpointProtocol protocol = new CheckpointProtocol(0, 0, new BitSet(), false, 0, 0, 0);
    private @Nullable Flight flight;
    private @Nullable Thread deciding;
    private @Nullable Outcome outcome;
    private boolean keepSavepoint;
    private long nextTrigger;
    private @Nullable StopLimit stopLimit;
    /** When an outside system was last seen not to answer: a checkpoint can't be blamed for that time. */
    private long silentNanos;

    private volatile CheckpointFigures figures = CheckpointFigures.NONE;

    public Coordinator(CoordinatorSettings settings, Cut cut) {
        this.settings = settings;
        this.cut = cut;
        this.stateThread = new StateThread(settings, this);
    }

    /** Works until the job ends. Throws what made it fail. */
    public Outcome run(Participants who) throws InterruptedException {
        participants = who;
        protocol = new CheckpointProtocol(
                who.tasks().size(),
                who.writers().size(),
                who.named(),
                settings.decider() != null,
                settings.start().lastId(),
                settings.start().restored(),
                settings.start().older());
        silentNanos = settings.clock().nanoTime();
        nextTrigger = silentNanos + TimeUnit.MILLISECONDS.toNanos(settings.intervalMillis());
        while (true) {
            Runnable next = word.poll(waitNanos(), TimeUnit.NANOSECONDS);
            if (next != null) {
                next.run();
            }
            if (outcome != null) {
                return outcome;
            }
            onTime();
        }
    }

    private long waitNanos() {
        long now = settings.clock().nanoTime();
        long wait = stopLimit == null ? LONGEST_WAIT_NANOS : TimeUnit.MILLISECONDS.toNanos(StopLimit.UNSAID_MILLIS / 2);
        if (settings.intervalMillis() > 0 && flight == null) {
            wait = Math.min(wait, nextTrigger - now);
        }
        return Math.max(0, wait);
    }

    private void onTime() throws InterruptedException {
        long now = settings.clock().nanoTime();
        List<String> silent = settings.silent().get();
        silentNanos = silent.isEmpty() ? silentNanos : now;
        if (stopLimit != null) {
            stopLimit.check(now, silent, lastCheckpoint(), cut::notice);
        }
        Flight current = flight;
        if (current != null) {
            long since = Math.max(current.startNanos, silentNanos);
            if (now - since > TimeUnit.MILLISECONDS.toNanos(settings.timeoutMillis())) {
                happened(new Event.TimedOut(current.id));
            }
        } else if (settings.intervalMillis() > 0 && now - nextTrigger >= 0) {
            long interval = TimeUnit.MILLISECONDS.toNanos(settings.intervalMillis());
            // From start to start; what was missed isn't made up for.
            nextTrigger = now - nextTrigger < interval ? nextTrigger + interval : now + interval;
            happened(new Event.Requested(Kind.PERIODIC));
        }
    }

    /** Runs something in the coordinator's thread, soon. */
    void tell(Runnable task) {
        word.add(task);
    }

    void tell(Event event) {
        tell(() -> happenedUnchecked(event));
    }

    /**
     * From any thread: stop after a last checkpoint, and fail if that takes longer than this.
     *
     * @param silentMillis how long of it to wait for an outside system that doesn't answer
     */
    public void requestStop(boolean savepoint, long timeoutMillis, long silentMillis) {
        tell(() -> {
            stopLimit = new StopLimit(settings.clock().nanoTime(), timeoutMillis, silentMillis);
            keepSavepoint |= savepoint;
            happenedUnchecked(new Event.Requested(Kind.STOP));
        });
    }

    /** From any thread: end now. */
    public void cancel() {
        tell(() -> outcome = new Outcome(Outcome.Reason.CANCELLED, null));
    }

    public CheckpointFigures figures() {
        return figures;
    }

    /** The checkpoint that a next run would go on from; 0 for none. */
    public long lastCheckpoint() {
        return Math.max(figures.lastId(), settings.start().restored());
    }

    @Override
    public void frozen(long checkpointId, TaskSnapshot snapshot) {
        int task = participants.tasks().indexOf(new Participant(snapshot.stage(), snapshot.worker()));
        tell(() -> stateThread.write(task, snapshot, current().contents));
    }

    @Override
    public void prepared(long checkpointId, int sink, int worker, byte @Nullable [] committable) {
        int writer = participants.writers().indexOf(new Participant(sink, worker));
        tell(() -> {
            Flight current = flight;
            if (committable != null && current != null) {
                if (participants.deciding().contains(sink)) {
                    throw new IllegalStateException("sink " + sink + " names output that its decider commits");
                }
                current.contents.addCommittable(sink, committable);
            }
            happenedUnchecked(new Event.OutputStaged(checkpointId, writer));
        });
    }

    @Override
    public void sourceEnded(int stage, int worker) {
        tell(() -> {
            ended.add(new Participant(stage, worker));
            if (ended.size() == participants.sources()) {
                happenedUnchecked(new Event.Requested(Kind.FINAL));
            }
        });
    }

    @Override
    public void failed(Throwable error) {
        tell(() -> {
            throw LevadaException.internal(unwrap(error));
        });
    }

    private static Throwable unwrap(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof java.util.concurrent.CompletionException && cause != null ? cause : error;
    }

    private void happenedUnchecked(Event event) {
        try {
            happened(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void happened(Event event) throws InterruptedException {
        actions.addAll(protocol.on(event));
        for (Action action = actions.poll(); action != null; action = actions.poll()) {
            carryOut(action);
        }
    }

    private void carryOut(Action action) throws InterruptedException {
        switch (action) {
            case Action.Inject a -> inject(a);
            case Action.Seal a -> stateThread.seal(current().contents);
            case Action.Decide a -> decide(a.id());
            case Action.Mark a -> {
                if (settings.directory() != null) {
                    settings.directory().markDecided(a.id());
                }
                CrashPoint.reach("marked");
                tell(new Event.Marked(a.id()));
            }
            case Action.Apply a -> {
                applyAll(a.id(), current().contents.committables());
                CrashPoint.reach("applied");
                tell(new Event.Applied(a.id()));
            }
            case Action.TellSources a -> cut.committed(current().contents.positions());
            case Action.Retire a -> {
                if (settings.directory() != null) {
                    settings.directory().delete(a.id());
                }
            }
            case Action.Complete a -> complete(a);
            case Action.GiveUp a ->
                throw new LevadaException(
                        ErrorCode.STORAGE,
                        "checkpoint " + a.id() + " took longer than " + settings.timeoutMillis() + " ms: " + a.reason(),
                        "a slow sink or a slow disk may be the cause; 'execution.checkpointing.timeout' allows more");
        }
    }

    /** Beside this thread, which must hear of a stop and of the time that is up while an outside system doesn't answer. */
    private void decide(long id) {
        CheckpointDecider decider = java.util.Objects.requireNonNull(settings.decider());
        deciding = Thread.ofVirtual().name("levada-decide").start(() -> {
            try {
                decider.decide(id);
                CrashPoint.reach("decided");
                tell(new Event.Decided(id));
            } catch (Throwable e) {
                failed(e);
            }
        });
    }

    private Flight current() {
        Flight current = flight;
        if (current == null) {
            throw new IllegalStateException("no checkpoint is under way");
        }
        return current;
    }

    private void inject(Action.Inject action) {
        flight = new Flight(action.id(), settings.clock().nanoTime(), new Contents(action.id()));
        stateThread.begin(
                flight.contents,
                participants.tasks().size(),
                keepSavepoint && action.kind() == Kind.STOP,
                action.kind() == Kind.FINAL);
        cut.inject(new Barrier(action.id(), action.kind().isLast()));
        CrashPoint.reach("injected");
    }

    /** Also called at recovery, for what may not have been applied. */
    public void applyAll(long id, Map<Integer, List<byte[]>> committables) throws InterruptedException {
        for (Map.Entry<Integer, List<byte[]>> entry : committables.entrySet()) {
            applyOne(entry.getKey(), id, entry.getValue());
        }
    }

    private void applyOne(int sink, long id, List<byte[]> committables) throws InterruptedException {
        Pauses pauses = new Pauses();
        long start = settings.clock().nanoTime();
        boolean told = false;
        while (true) {
            try {
                cut.apply(sink, id, committables);
                return;
            } catch (RuntimeException e) {
                LevadaException error = LevadaException.internal(e);
                long elapsed = settings.clock().nanoTime() - start;
                boolean hopeless = error.code() == ErrorCode.INTERNAL
                        || elapsed > TimeUnit.MILLISECONDS.toNanos(settings.timeoutMillis());
                if (hopeless) {
                    throw error;
                }
                if (!told) {
                    told = true;
                    cut.notice("a sink can't make its output visible, trying again: " + error.message());
                }
                pauses.pause();
            }
        }
    }

    private void complete(Action.Complete action) {
        Flight done = current();
        long nanos = settings.clock().nanoTime() - done.startNanos;
        figures = new CheckpointFigures(figures.completed() + 1, action.id(), nanos, done.contents.stateBytes());
        flight = null;
        cut.completed(action.id(), figures);
        CrashPoint.reach("completed");
        switch (action.kind()) {
            case PERIODIC -> stateThread.makeReady(action.id() + 1);
            case STOP ->
                outcome = new Outcome(
                        Outcome.Reason.STOPPED,
                        keepSavepoint && settings.directory() != null
                                ? settings.directory().keep(action.id())
                                : null);
            case FINAL -> {
                if (settings.directory() != null) {
                    settings.directory().markFinished();
                }
                outcome = new Outcome(Outcome.Reason.FINISHED, null);
            }
        }
    }

    @Override
    public void close() {
        giveUpDeciding();
        stateThread.close();
    }

    /** A decision that still comes through is found by the next run's {@link CheckpointDecider#recover}, which shuts out later ones. */
    private void giveUpDeciding() {
        Thread unanswered = deciding;
        if (unanswered == null) {
            return;
        }
        unanswered.interrupt();
        try {
            unanswered.join(DECIDING_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The checkpoint that is under way. */
    private record Flight(long id, long startNanos, Contents contents) {}
}

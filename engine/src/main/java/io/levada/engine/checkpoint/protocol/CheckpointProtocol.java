package io.levada.engine.checkpoint.protocol;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens when in the life of a job's checkpoints. One at a time:
 *
 * <pre>
 *   Requested ► Inject ► StateWritten from all tasks, OutputStaged from the named writers ► Seal
 *             ► Sealed, OutputStaged from the other writers ► Decide ► Decided (only with a decider)
 *             ► Mark ► Marked ► Apply ► Applied
 *             ► TellSources, Retire the one before the one before, Complete
 * </pre>
 *
 * <p>Named are writers whose committable stands in the manifest. What the others stage lies in the decider's own
 * transaction and has no name: the manifest needn't wait for it, only the decision must.
 *
 * <p>What must hold at every crash: nothing is decided before all of it is durable, or becomes so with the decision; nothing
 * is applied before it is decided; the one before is kept until this one is decided and applied. It is even kept until the
 * next is, so that there is one to go back to when the disk has damaged the newest.
 */
public final class CheckpointProtocol {
    private final int tasks;
    private final int writers;
    private final BitSet named;
    private final boolean hasDecider;
    private long lastId;
    private long previous;
    private long older;
    private @Nullable Flight flight;
    private @Nullable Kind waiting;
    private boolean closed;

    private enum Phase {
        COLLECTING,
        SEALING,
        /** Sealed, but some of the output that the decider will commit isn't safe yet. */
        STAGING,
        DECIDING,
        MARKING,
        APPLYING
    }

    private static final class Flight {
        private final long id;
        private final Kind kind;
        private final BitSet tasks = new BitSet();
        private final BitSet writers = new BitSet();
        private Phase phase = Phase.COLLECTING;

        private Flight(long id, Kind kind, int tasks, int writers) {
            this.id = id;
            this.kind = kind;
            this.tasks.set(0, tasks);
            this.writers.set(0, writers);
        }
    }

    /**
     * @param tasks how many tasks freeze state at a barrier; they count from 0
     * @param writers how many sink writers stage output; they count from 0
     * @param named those of them whose committable the manifest names: all, without a decider
     * @param lastId the greatest id that was ever used
     * @param restored the checkpoint from which the job goes on; 0 for none
     * @param older the one that is kept beside it; 0 for none
     */
    public CheckpointProtocol(
            int tasks, int writers, BitSet named, boolean hasDecider, long lastId, long restored, long older) {
        if (!hasDecider && named.cardinality() < writers) {
            throw new IllegalArgumentException("output that nobody names and no decider commits");
        }
        this.tasks = tasks;
        this.writers = writers;
        this.named = (BitSet) named.clone();
        this.hasDecider = hasDecider;
        this.lastId = lastId;
        this.previous = restored;
        this.older = older;
    }

    /** Whether a checkpoint is under way. */
    public boolean isBusy() {
        return flight != null;
    }

    /** What is to be done, in order, now that this has happened. */
    public List<Action> on(Event event) {
        return switch (event) {
            case Event.Requested e -> requested(e.kind());
            case Event.StateWritten e -> {
                Flight current = in(Phase.COLLECTING, e.id());
                current.tasks.clear(e.task());
                yield collected(current);
            }
            case Event.OutputStaged e -> {
                Flight current = collecting(e);
                current.writers.clear(e.writer());
                yield current.phase == Phase.COLLECTING ? collected(current) : staged(current);
            }
            case Event.Sealed e -> {
                Flight current = in(Phase.SEALING, e.id());
                current.phase = hasDecider ? Phase.STAGING : Phase.MARKING;
                yield hasDecider ? staged(current) : List.of(new Action.Mark(e.id()));
            }
            case Event.Decided e -> {
                in(Phase.DECIDING, e.id()).phase = Phase.MARKING;
                yield List.of(new Action.Mark(e.id()));
            }
            case Event.Marked e -> {
                in(Phase.MARKING, e.id()).phase = Phase.APPLYING;
                yield List.of(new Action.Apply(e.id()));
            }
            case Event.Applied e -> completed(in(Phase.APPLYING, e.id()));
            case Event.TimedOut e -> timedOut(e.id());
        };
    }

    private List<Action> requested(Kind kind) {
        if (closed) {
            return List.of();
        }
        if (flight != null) {
            if (kind.isLast()) {
                waiting = waiting == Kind.STOP ? waiting : kind;
            }
            return List.of();
        }
        lastId++;
        closed = kind.isLast();
        flight = new Flight(lastId, kind, tasks, writers);
        return List.of(new Action.Inject(lastId, kind));
    }

    private List<Action> collected(Flight current) {
        if (!current.tasks.isEmpty() || current.writers.intersects(named)) {
            return List.of();
        }
        current.phase = Phase.SEALING;
        return List.of(new Action.Seal(current.id));
    }

    private static List<Action> staged(Flight current) {
        if (current.phase != Phase.STAGING || !current.writers.isEmpty()) {
            return List.of();
        }
        current.phase = Phase.DECIDING;
        return List.of(new Action.Decide(current.id));
    }

    private List<Action> completed(Flight done) {
        flight = null;
        List<Action> actions = new java.util.ArrayList<>();
        actions.add(new Action.TellSources(done.id));
        if (older != 0) {
            actions.add(new Action.Retire(older));
        }
        older = previous;
        previous = done.id;
        actions.add(new Action.Complete(done.id, done.kind));
        Kind next = waiting;
        if (next != null) {
            waiting = null;
            actions.addAll(requested(next));
        }
        return actions;
    }

    private List<Action> timedOut(long id) {
        Flight current = flight;
        if (current == null || current.id != id) {
            return List.of();
        }
        String what = switch (current.phase) {
            case COLLECTING ->
                current.tasks.cardinality() + " of " + tasks + " tasks and " + current.writers.cardinality() + " of "
                        + writers + " writers have not come to it";
            case SEALING -> "its state is still being written";
            case STAGING -> current.writers.cardinality() + " of " + writers + " writers have not come to it";
            case DECIDING, MARKING -> "it is still being committed";
            case APPLYING -> "a sink has not made its output visible";
        };
        return List.of(new Action.GiveUp(id, what));
    }

    /** Output that the manifest names comes before it, the decider's may come later. */
    private Flight collecting(Event.OutputStaged event) {
        Flight current = flight;
        if (current != null && current.id == event.id() && !named.get(event.writer())) {
            boolean sealed = current.phase == Phase.STAGING;
            return in(sealed || current.phase == Phase.SEALING ? current.phase : Phase.COLLECTING, event.id());
        }
        return in(Phase.COLLECTING, event.id());
    }

    private Flight in(Phase phase, long id) {
        Flight current = flight;
        if (current == null || current.id != id || current.phase != phase) {
            throw new IllegalStateException("checkpoint " + id + " isn't " + phase + " but "
                    + (current == null ? "none is under way" : current.id + " is " + current.phase));
        }
        return current;
    }
}

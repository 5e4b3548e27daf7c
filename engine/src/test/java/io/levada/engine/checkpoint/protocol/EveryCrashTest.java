package io.levada.engine.checkpoint.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Drives the protocol through every order in which the outside may answer, and crashes it after every step. The world that
 * survives is a model of disk, decider and sinks; whatever recovery then chooses must be what the committed output shows.
 */
class EveryCrashTest {
    private static final int TASKS = 2;
    private static final int WRITERS = 2;
    /** Of the writers, with a decider: their output has a name in the manifest, that of the others is the decider's. */
    private static final int NAMED = 1;

    private static final int CHECKPOINTS = 3;

    private int runs;

    /** What survives a crash. */
    private static final class World {
        private final TreeMap<Long, Boolean> disk = new TreeMap<>();
        private final Set<Long> applied = new HashSet<>();
        private final Set<Event.OutputStaged> staged = new HashSet<>();
        private long decided;

        private boolean hasStaged(long id, int writer) {
            return staged.contains(new Event.OutputStaged(id, writer));
        }

        private World copy() {
            World copy = new World();
            copy.disk.putAll(disk);
            copy.applied.addAll(applied);
            copy.staged.addAll(staged);
            copy.decided = decided;
            return copy;
        }
    }

    @Test
    void withoutADecider() {
        explore(List.of(), false);
        assertThat(runs).isGreaterThan(1000);
    }

    @Test
    void withADecider() {
        explore(List.of(), true);
        assertThat(runs).isGreaterThan(1000);
    }

    /** Replays a list of choices, then tries each next one. */
    private void explore(List<Integer> choices, boolean decider) {
        World world = new World();
        BitSet named = new BitSet();
        named.set(0, decider ? NAMED : WRITERS);
        CheckpointProtocol protocol = new CheckpointProtocol(TASKS, WRITERS, named, decider, 0, 0, 0);
        List<Event> possible = new ArrayList<>(List.of(new Event.Requested(Kind.PERIODIC)));
        int started = 1;
        for (int choice : choices) {
            Event event = possible.remove(choice);
            if (event instanceof Event.OutputStaged output) {
                world.staged.add(output);
            }
            for (Action action : protocol.on(event)) {
                possible.addAll(perform(action, world, decider));
                checkCrash(world, decider);
                if (action instanceof Action.Complete && started < CHECKPOINTS) {
                    started++;
                    possible.add(new Event.Requested(Kind.PERIODIC));
                }
            }
        }
        runs++;
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < possible.size(); i++) {
            // Tasks are alike: the first of them is enough once the other orders were tried.
            Event event = possible.get(i);
            String kind = event instanceof Event.OutputStaged
                    ? event.toString()
                    : event.getClass().getSimpleName();
            if (started == 1 || seen.add(kind)) {
                List<Integer> next = new ArrayList<>(choices);
                next.add(i);
                explore(next, decider);
            }
        }
    }

    /** Does to the world what the action says, and gives the answers that may come. */
    private static List<Event> perform(Action action, World world, boolean decider) {
        return switch (action) {
            case Action.Inject a -> {
                List<Event> answers = new ArrayList<>();
                for (int t = 0; t < TASKS; t++) {
                    answers.add(new Event.StateWritten(a.id(), t));
                }
                for (int w = 0; w < WRITERS; w++) {
                    answers.add(new Event.OutputStaged(a.id(), w));
                }
                yield answers;
            }
            case Action.Seal a -> {
                for (int w = 0; w < (decider ? NAMED : WRITERS); w++) {
                    assertThat(world.hasStaged(a.id(), w))
                            .as("sealed before it is named")
                            .isTrue();
                }
                world.disk.put(a.id(), false);
                yield List.of(new Event.Sealed(a.id()));
            }
            case Action.Decide a -> {
                assertThat(world.disk).as("decided before durable").containsKey(a.id());
                for (int w = 0; w < WRITERS; w++) {
                    assertThat(world.hasStaged(a.id(), w))
                            .as("decided before all output is safe")
                            .isTrue();
                }
                world.decided = a.id();
                yield List.of(new Event.Decided(a.id()));
            }
            case Action.Mark a -> {
                assertThat(world.disk).as("marked before durable").containsKey(a.id());
                if (decider) {
                    assertThat(world.decided).as("marked before decided").isEqualTo(a.id());
                }
                world.disk.put(a.id(), true);
                yield List.of(new Event.Marked(a.id()));
            }
            case Action.Apply a -> {
                assertThat(world.disk.get(a.id())).as("applied before decided").isTrue();
                world.applied.add(a.id());
                yield List.of(new Event.Applied(a.id()));
            }
            case Action.Retire a -> {
                world.disk.remove(a.id());
                yield List.of();
            }
            case Action.TellSources a -> {
                assertThat(world.applied).contains(a.id());
                yield List.of();
            }
            case Action.Complete a -> List.of();
            case Action.GiveUp a -> throw new AssertionError("gave up " + a);
        };
    }

    /** If the process ended now, recovery must find the newest committed cut whole, and apply what wasn't. */
    private static void checkCrash(World now, boolean decider) {
        World world = now.copy();
        List<Recovery.Found> found = world.disk.entrySet().stream()
                .map(e -> new Recovery.Found(e.getKey(), e.getValue(), decider && e.getValue()))
                .toList();
        Recovery recovery = Recovery.choose(found, decider ? OptionalLong.of(world.decided) : OptionalLong.empty());
        assertThat(recovery.problem()).isEqualTo(Recovery.Problem.NONE);
        long newestCommitted = decider
                ? world.decided
                : world.disk.entrySet().stream()
                        .filter(e -> e.getValue())
                        .mapToLong(e -> e.getKey())
                        .max()
                        .orElse(0);
        assertThat(recovery.restore()).isEqualTo(newestCommitted);
        if (newestCommitted > 0) {
            assertThat(world.disk).containsKey(newestCommitted);
        }
        assertThat(world.applied).as("visible though undecided").allMatch(id -> id <= newestCommitted);
        for (long id = 1; id < newestCommitted; id++) {
            assertThat(world.applied)
                    .as("an older checkpoint was left unapplied")
                    .contains(id);
        }
        assertThat(recovery.discard()).allMatch(id -> id > newestCommitted);
        assertThat(recovery.retire()).allMatch(id -> id < recovery.older());
        if (newestCommitted > 1 && world.disk.containsKey(newestCommitted - 1)) {
            assertThat(recovery.older()).isEqualTo(newestCommitted - 1);
        }
    }

    @Test
    void recoverySaysSoWhenDiskAndDeciderDisagree() {
        Recovery.Found five = new Recovery.Found(5, true, true);
        assertThat(Recovery.choose(List.of(five), OptionalLong.of(6)).problem())
                .isEqualTo(Recovery.Problem.DECIDED_IS_MISSING);
        assertThat(Recovery.choose(List.of(five), OptionalLong.of(0)).problem())
                .isEqualTo(Recovery.Problem.DECIDER_FORGOT);
        Recovery.Found ours = new Recovery.Found(5, true, false);
        assertThat(Recovery.choose(List.of(ours), OptionalLong.of(0)))
                .as("decided at a time when the job had no decider")
                .isEqualTo(new Recovery(5, 0, List.of(), List.of(), Recovery.Problem.NONE));
    }
}

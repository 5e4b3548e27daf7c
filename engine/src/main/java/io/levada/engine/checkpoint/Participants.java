package io.levada.engine.checkpoint;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Who takes part in every checkpoint.
 *
 * @param tasks stage and worker of each task
 * @param writers sink and worker of each sink writer
 * @param deciding sinks whose output lies in the decider's transaction, so that no committable names it
 * @param sources how many of the tasks read a source
 */
public record Participants(List<Participant> tasks, List<Participant> writers, Set<Integer> deciding, int sources) {
    public Participants {
        tasks = List.copyOf(tasks);
        writers = List.copyOf(writers);
        deciding = Set.copyOf(deciding);
    }

    /** The indexes of writers whose committables stand in the manifest. */
    BitSet named() {
        BitSet named = new BitSet();
        for (int i = 0; i < writers.size(); i++) {
            named.set(i, !deciding.contains(writers.get(i).of()));
        }
        return named;
    }

    /** @param of the stage of a task, the sink of a writer */
    public record Participant(int of, int worker) {}
}

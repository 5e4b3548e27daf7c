package io.levada.engine.checkpoint;

import java.util.List;

/**
 * Who takes part in every checkpoint.
 *
 * @param tasks stage and worker of each task
 * @param writers sink and worker of each sink writer
 * @param sources how many of the tasks read a source
 */
public record Participants(List<Participant> tasks, List<Participant> writers, int sources) {
    public Participants {
        tasks = List.copyOf(tasks);
        writers = List.copyOf(writers);
    }

    /** @param of the stage of a task, the sink of a writer */
    public record Participant(int of, int worker) {}
}

package io.levada.engine.dataflow;

import io.levada.core.data.Barrier;
import java.util.ArrayList;
import java.util.List;

/** A built dataflow: its workers, and the tasks that others have to reach. */
public final class Dataflow {
    private final List<Worker> workers;
    private final List<Task> tasks;
    private final List<SinkRef> sinks;

    /** A sink writer: the number under which it takes part in checkpoints, and its worker. */
    public record SinkRef(int sink, int worker, Latencies latencies) {}

    Dataflow(List<Worker> workers, List<Task> tasks, List<SinkRef> sinks) {
        this.workers = List.copyOf(workers);
        this.tasks = List.copyOf(tasks);
        this.sinks = List.copyOf(sinks);
    }

    public List<Worker> workers() {
        return workers;
    }

    public List<Task> tasks() {
        return tasks;
    }

    public List<SinkRef> sinks() {
        return sinks;
    }

    public List<SourceTask> sources() {
        List<SourceTask> sources = new ArrayList<>();
        for (Task task : tasks) {
            if (task instanceof SourceTask source) {
                sources.add(source);
            }
        }
        return sources;
    }

    /** From any thread: sends a barrier into the flow at every source. */
    public void inject(Barrier barrier) {
        sources().forEach(source -> source.inject(barrier));
        wake();
    }

    /** From any thread: all workers look for work. */
    public void wake() {
        workers.forEach(Worker::wake);
    }
}

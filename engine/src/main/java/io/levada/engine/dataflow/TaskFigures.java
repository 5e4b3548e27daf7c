package io.levada.engine.dataflow;

import io.levada.core.connector.Figures;
import io.levada.engine.physical.Stage;
import io.levada.engine.physical.Step;
import java.util.List;

/** Registers what a task counts. */
final class TaskFigures {
    private TaskFigures() {}

    static void register(Stage stage, Task task, Parts parts) {
        Step source = stage.source();
        Step first = source == null ? stage.steps().get(0) : source;
        Figures ofTask = parts.figures(first, task.worker());
        ofTask.counter("task_busy_nanos", task.busyNanos::get);
        ofTask.counter("task_backpressured_nanos", task.blockedNanos::get);
        ofTask.gauge("checkpoint_pause_nanos", task.pauseNanos::get);
        if (source != null) {
            ofTask.counter("rows_out", task.flow.root().rows::get);
        }
        List<StepRun> runs = task.flow.steps();
        for (StepRun run : runs) {
            stage.steps().stream().filter(s -> s.id() == run.id).findFirst().ifPresent(step -> {
                Figures figures = parts.figures(step, task.worker());
                figures.counter("rows_in", run.rowsIn::get);
                figures.counter("rows_out", run.fan.rows::get);
                figures.gauge("state_bytes", run.stateBytes::get);
                figures.gauge("spilled_bytes", run.spilledBytes::get);
                figures.gauge("state_bytes_most", run.mostStateBytes::get);
                figures.gauge("spilled_bytes_most", run.mostSpilledBytes::get);
                figures.counter("operator_busy_nanos", run.busyNanos::get);
                figures.gauge("watermark_micros", run.watermark::get);
            });
        }
    }

    static void registerSink(Figures figures, SinkLane lane) {
        figures.counter("rows_in", lane.rows::get);
        figures.counter("operator_busy_nanos", lane.busyNanos::get);
    }
}

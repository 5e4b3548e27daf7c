package io.levada.engine.dataflow;

import io.levada.core.connector.Figures;
import io.levada.core.connector.SinkWriter;
import io.levada.core.connector.SourceReader;
import io.levada.engine.codegen.CalcKernel;
import io.levada.engine.operator.Operator;
import io.levada.engine.operator.RowCombiner;
import io.levada.engine.physical.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link DataflowBuilder} gets the parts from that do the work. Called while building, by one thread, but for
 * {@link #restore} and {@link #restored}.
 */
public interface Parts {
    /** A new operator; never called for scans, values, watermark assigners and sinks. */
    Operator operator(Step step);

    /** What combines rows on their way to an operator of this step, new; null when they go as they are. */
    @Nullable
    RowCombiner combiner(Step step);

    /** A new kernel that gives the expression of a watermark assigner as its only column. */
    CalcKernel watermark(Step step);

    /** What must be there before a row may come to an operator of this step. */
    List<Task.Readiness> readiness(Step step);

    /** A new reader. @param whose the worker that it wakes, or to which it lends its thread */
    SourceReader reader(Step source, int worker, Worker whose);

    /** A new writer. */
    SinkWriter writer(Step sink, int worker, Runnable wake);

    /** Whether it is a sink whose writers do something at watermarks. */
    boolean usesWatermarks(Step step);

    /** A new writer of what can't be decoded; null to only count it. */
    @Nullable
    SinkWriter deadLetterWriter(Step source, int worker, Runnable wake);

    /** Under which number the dead letters of a source take part in checkpoints. */
    int deadLetterSink(Step source);

    /** The first record of a source, in one worker, that couldn't be decoded. */
    void firstDeadLetter(Step source, String record);

    /** Gives the operator its state back; called by the worker's thread. @param between to be run now and then meanwhile */
    void restore(Step step, int worker, Operator operator, Runnable between);

    /** A task's operators have their state back; called by the worker's thread. */
    void restored();

    Figures figures(Step step, int worker);
}

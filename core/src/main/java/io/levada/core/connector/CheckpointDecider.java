package io.levada.core.connector;

import java.util.function.Consumer;

/**
 * An outside system whose transaction carries a part of the output together with a mark that names the checkpoint: its
 * commit is the one atomic act that decides the checkpoint. Methods may block, and are called one after the other in this
 * order: {@link #listener} and {@link #recover} once; then for each checkpoint {@link #announce} and, after everything of
 * it is durable, {@link #decide}; {@link #close}, which may come while {@link #decide} still waits.
 */
public interface CheckpointDecider extends AutoCloseable {
    /** Where to say what a watching person should know (see {@link WriterContext#notice}). Called once, before recover. */
    default void listener(Consumer<String> notices) {}

    /**
     * Shuts out what may still run of an earlier process of the job, lets its open transactions end, and reads the mark.
     *
     * @return the greatest checkpoint that was decided, 0 when none was
     */
    long recover();

    /**
     * The state of the checkpoint is written and its manifest is being, while the decider's sinks may still stage their last
     * output: {@link #decide} follows soon. The mark may be brought into the open transaction meanwhile, where nobody sees it
     * before the commit. Returns at once. Without this call {@link #decide} does it.
     */
    default void announce(long checkpointId) {}

    /**
     * Commits, with the mark. When it returns the checkpoint is decided. When it throws, nothing is known: the job fails,
     * and {@link #recover} of the next run finds out.
     */
    void decide(long checkpointId);

    @Override
    void close();
}

package io.levada.core.connector;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An outside system whose transaction carries a part of the output together with a mark that names the checkpoint: its
 * commit is the one atomic act that decides the checkpoint. Methods may block, and are called one after the other in this
 * order: {@link #listener} and {@link #recover} once; then for each checkpoint {@link #announce} and, after everything of
 * it is durable, {@link #decide}; {@link #close}, which may come while {@link #decide} still waits.
 */
public interface CheckpointDecider extends AutoCloseable {
    /**
     * What names a checkpoint as decided.
     *
     * @param checkpointId 0 for none
     * @param manifest what {@link #announce} was given with it; null for nothing
     */
    record Mark(long checkpointId, byte @Nullable [] manifest) {
        public static final Mark NONE = new Mark(0, null);
    }

    /**
     * Where to say what a watching person should know (see {@link WriterContext#notice}), and that the outside system doesn't
     * answer. Called once, before recover.
     */
    default void listener(Consumer<String> notices, Outages outages) {}

    /**
     * Shuts out what may still run of an earlier process of the job, lets its open transactions end, and reads the mark.
     *
     * @return that of the greatest checkpoint that was decided, {@link Mark#NONE} when none was
     */
    Mark recover();

    /** How long a manifest the mark may carry, in bytes: what it carries need not be on disk before the decision. */
    default int mostManifestBytes() {
        return 0;
    }

    /**
     * The state of the checkpoint is written and its manifest is being, while the decider's sinks may still stage their last
     * output: {@link #decide} follows soon. The mark may be brought into the open transaction meanwhile, where nobody sees it
     * before the commit. Returns at once. Without this call {@link #decide} does it.
     *
     * @param manifest to be given back by {@link #recover}; null when the disk has it
     */
    default void announce(long checkpointId, byte @Nullable [] manifest) {}

    /**
     * Commits, with the mark. When it returns the checkpoint is decided. When it throws, nothing is known: the job fails,
     * and {@link #recover} of the next run finds out.
     */
    void decide(long checkpointId);

    @Override
    void close();
}

package io.levada.engine.checkpoint.protocol;

/** What is to be done next. */
public sealed interface Action {
    /** Barriers go into the flow at every source. */
    record Inject(long id, Kind kind) implements Action {}

    /**
     * The state is durable; the manifest is made so, or goes into the decider's mark. The decider's output may still be on
     * its way. Answer: {@link Event.Sealed}.
     */
    record Seal(long id) implements Action {}

    /** The decider commits. Answer: {@link Event.Decided}. */
    record Decide(long id) implements Action {}

    /** The manifest is renamed to a decided one; without a decider this is the decision. Answer: {@link Event.Marked}. */
    record Mark(long id) implements Action {}

    /** Sinks make visible what they staged. Answer: {@link Event.Applied}. */
    record Apply(long id) implements Action {}

    /** Sources may tell others how far the job is safe. */
    record TellSources(long id) implements Action {}

    /** An older checkpoint isn't needed any more. */
    record Retire(long id) implements Action {}

    /** The checkpoint is done; after a last one the job ends. */
    record Complete(long id, Kind kind) implements Action {}

    /** The job fails. */
    record GiveUp(long id, String reason) implements Action {}
}

package io.levada.engine.checkpoint.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * From which checkpoint a job goes on after it ended, however it ended.
 *
 * @param restore its id; 0 to begin anew
 * @param discard those that were prepared but never decided
 * @param older the newest decided one before it, kept to go back to; 0 for none
 * @param retire decided ones that are older still: a crash came before they could be deleted
 * @param problem why there is no answer
 */
public record Recovery(long restore, long older, List<Long> discard, List<Long> retire, Problem problem) {
    /** What may be wrong. */
    public enum Problem {
        NONE,
        /** The outside system has committed a checkpoint that isn't here. */
        DECIDED_IS_MISSING,
        /** A checkpoint here is decided, but the outside system doesn't know it. */
        DECIDER_FORGOT
    }

    /**
     * A checkpoint that lies in the store.
     *
     * @param decided whether its manifest says so
     * @param outside whether the decision lay with a decider: false for those of a time when the job had none
     */
    public record Found(long id, boolean decided, boolean outside) {}

    /** @param decidedOutside what the decider says, 0 for none; empty when the job has no decider */
    public static Recovery choose(List<Found> found, OptionalLong decidedOutside) {
        long marked =
                found.stream().filter(Found::decided).mapToLong(Found::id).max().orElse(0);
        boolean ours = found.stream().anyMatch(f -> f.id() == marked && !f.outside());
        long chosen = decidedOutside.isEmpty() ? marked : Math.max(decidedOutside.getAsLong(), ours ? marked : 0);
        boolean present = chosen == 0 || found.stream().anyMatch(f -> f.id() == chosen);
        Problem problem =
                chosen < marked ? Problem.DECIDER_FORGOT : present ? Problem.NONE : Problem.DECIDED_IS_MISSING;
        List<Long> discard = new ArrayList<>();
        List<Long> retire = new ArrayList<>();
        long older = found.stream()
                .filter(f -> f.decided() && f.id() < chosen)
                .mapToLong(Found::id)
                .max()
                .orElse(0);
        if (problem == Problem.NONE) {
            for (Found each : found) {
                if (each.id() > chosen || each.id() < chosen && !each.decided()) {
                    discard.add(each.id());
                } else if (each.id() < older) {
                    retire.add(each.id());
                }
            }
        }
        return new Recovery(chosen, older, discard, retire, problem);
    }
}

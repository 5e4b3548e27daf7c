package io.levada.engine.aggregate;

import io.levada.engine.state.Records;

/**
 * MIN or MAX where values may be taken away: a word of the group's record with the id + 1 of the best entry among the
 * group's {@link ValueCounts}, 0 for none or unknown. When the best goes, the group's values are searched, as in Flink.
 */
final class ExtremeOfCounts {
    private final ValueCounts counts;
    private final int bestWord;
    private final boolean greatest;

    ExtremeOfCounts(ValueCounts counts, int bestWord, boolean greatest) {
        this.counts = counts;
        this.bestWord = bestWord;
        this.greatest = greatest;
        counts.register(this);
    }

    /** The entry, or -1. */
    int best(Records groups, int group) {
        return (int) groups.word(group, bestWord) - 1;
    }

    ValueCounts counts() {
        return counts;
    }

    /** An entry is present. An unknown best stays so: the search that follows finds this entry too. */
    void offer(AggregateState state, int group, int entry) {
        int best = best(state.records(), group);
        if (best >= 0 && isBetter(state, entry, best)) {
            state.records().setWord(group, bestWord, entry + 1);
        }
    }

    /** An entry isn't present any more. */
    void withdraw(AggregateState state, int group, int entry) {
        if (best(state.records(), group) == entry) {
            state.records().setWord(group, bestWord, 0);
        }
    }

    /** The group has no entries any more. */
    void forget(AggregateState state, int group) {
        state.records().setWord(group, bestWord, 0);
    }

    /** Finds the best again when it is unknown and there may be one. */
    void searchIfUnknown(AggregateState state, int group) {
        if (best(state.records(), group) >= 0) {
            return;
        }
        Records entries = state.values(counts.index()).records();
        int best = -1;
        for (int entry = counts.first(state.records(), group); entry >= 0; entry = counts.next(entries, entry)) {
            if (counts.isPresent(entries, entry) && (best < 0 || isBetter(state, entry, best))) {
                best = entry;
            }
        }
        state.records().setWord(group, bestWord, best + 1);
    }

    private boolean isBetter(AggregateState state, int candidate, int current) {
        Records entries = state.values(counts.index()).records();
        int order = counts.valueField().compareTo(entries, candidate, entries, current);
        return greatest ? order > 0 : order < 0;
    }
}

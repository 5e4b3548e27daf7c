package io.levada.engine.operator;

import org.jspecify.annotations.Nullable;

/**
 * Where the thread that loads an outside table puts each new index, and the workers' joins find the latest. The first must
 * be there before the first row passes.
 */
public final class LookupHolder {
    private volatile @Nullable LookupIndex index;

    public void set(LookupIndex latest) {
        index = latest;
    }

    public boolean isLoaded() {
        return index != null;
    }

    LookupIndex get() {
        LookupIndex latest = index;
        if (latest == null) {
            throw new IllegalStateException("a row passed before the table was loaded");
        }
        return latest;
    }
}

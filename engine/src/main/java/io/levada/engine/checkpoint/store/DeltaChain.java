package io.levada.engine.checkpoint.store;

import io.levada.engine.operator.FrozenEntries;
import io.levada.engine.operator.Marks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the entries of one part of an operator's state in one worker lie: a link with all of them, then links with those that changed since.
 * The newest link that knows a number has the last word on it.
 *
 * <p>All of it is written anew when the later links hold more entries than the first: what is read at a restore, and what
 * lies on the disk, is at most about twice the state, and writing all is paid for by as many changes. Of the later links the newest
 * are merged when there are many, never with a larger one: an entry is rewritten a few times, not with each checkpoint.
 */
final class DeltaChain {
    private static final int MOST_LINKS = 20;

    private final List<Link> links = new ArrayList<>();
    private byte[] head = {};

    /** @param changed the numbers that the link knows; null for all of them */
    private record Link(Manifest.Section section, long @Nullable [] changed, int entries) {}

    /**
     * Which numbers are to be written now. Links that what is written makes superfluous are dropped.
     *
     * @return marks; null for all
     */
    long @Nullable [] next(FrozenEntries frozen) {
        long[] changed = frozen.changed();
        if (changed == null
                || links.isEmpty()
                || changesSinceAll() + Marks.count(changed) > links.get(0).entries()) {
            links.clear();
            return null;
        }
        if (links.size() < MOST_LINKS) {
            return changed;
        }
        for (int last = links.size() - 1; last > 0; last--) {
            long[] older = links.get(last).changed();
            boolean crowded = links.size() >= MOST_LINKS;
            if (older == null || !crowded && Marks.count(older) > Marks.count(changed)) {
                break;
            }
            changed = Marks.union(changed, older);
            links.remove(last);
        }
        return changed;
    }

    private long changesSinceAll() {
        return links.stream().skip(1).mapToLong(Link::entries).sum();
    }

    /** Whether there is nothing to write when no number changed. */
    boolean isUpToDate(FrozenEntries frozen) {
        return !links.isEmpty() && Arrays.equals(head, frozen.head());
    }

    /** @param now what stands in front of the entries from now on */
    void add(Manifest.Section section, long @Nullable [] changed, int entries, byte[] now) {
        head = now;
        links.add(new Link(section, changed, changed == null ? entries : Marks.count(changed)));
    }

    /** The oldest first. */
    List<Manifest.Section> sections() {
        return links.stream().map(Link::section).toList();
    }
}

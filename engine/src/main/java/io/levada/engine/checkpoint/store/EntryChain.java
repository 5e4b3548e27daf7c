package io.levada.engine.checkpoint.store;

import io.levada.engine.operator.Marks;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;

/** The links of one part of an operator's state, to be read: of each number the newest entry. */
final class EntryChain {
    private final List<EntryLink> links;
    /** For each link the numbers of which a later one has the last word. */
    private final List<long[]> superseded = new ArrayList<>();

    /** Takes entries of a group. */
    interface Taker {
        /** @param bytes of the file that are done with then */
        void take(int group, EntryInput entries, long bytes) throws IOException;
    }

    /** @param links the oldest first */
    EntryChain(List<EntryLink> links) {
        this.links = List.copyOf(links);
        long[] known = new long[0];
        for (EntryLink link : this.links.reversed()) {
            superseded.addFirst(known);
            long[] of = link.changed();
            known = of == null ? known : Marks.union(known, of);
        }
    }

    /** How many entries of some groups the oldest link has: about as many as there are. */
    long size(IntPredicate groups) {
        return links.getFirst().runs().stream()
                .filter(run -> groups.test(run.group()))
                .mapToLong(EntryLink.Run::count)
                .sum();
    }

    /** All entries of a group, in one go. */
    void takeGroup(int group, FileWindow window, Taker taker) throws IOException {
        List<EntryRun> runs = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            for (EntryLink.Run run : links.get(i).runs(group)) {
                runs.add(run(i, run, run.end()));
            }
        }
        take(runs, window, taker);
    }

    /**
     * All entries of some groups as they lie in the files, which are read from the beginning to the end: a group comes in
     * several pieces.
     */
    void takeInOrder(IntPredicate groups, FileWindow window, Taker taker) throws IOException {
        for (int i = 0; i < links.size(); i++) {
            List<EntryLink.Run> all = links.get(i).runs();
            long readEnd = 0;
            for (int at = 0; at < all.size(); at++) {
                EntryLink.Run run = all.get(at);
                if (!groups.test(run.group())) {
                    continue;
                }
                if (run.start() >= readEnd) {
                    int last = at;
                    while (last + 1 < all.size()
                            && groups.test(all.get(last + 1).group())) {
                        last++;
                    }
                    readEnd = all.get(last).end();
                }
                take(List.of(run(i, run, readEnd)), window, taker);
            }
        }
    }

    private EntryRun run(int link, EntryLink.Run run, long readEnd) {
        return new EntryRun(
                links.get(link).file(),
                run.group(),
                run.count(),
                run.start(),
                run.end(),
                readEnd,
                superseded.get(link));
    }

    private void take(List<EntryRun> runs, FileWindow window, Taker taker) throws IOException {
        int right = 0;
        long bytes = 0;
        for (EntryRun run : runs) {
            right += EntryInput.count(run, window);
            bytes += run.end() - run.start();
        }
        if (right > 0) {
            Iterator<EntryRun> rest = runs.iterator();
            EntryRun first = rest.next();
            taker.take(first.group(), new EntryInput(front(right), first, rest, window), bytes);
        }
    }

    /** What an operator reads before the entries. */
    private byte[] front(int count) throws IOException {
        EntryLink newest = links.getLast();
        ByteArrayOutputStream front = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(front);
        out.writeByte(newest.version());
        out.write(newest.head());
        out.writeInt(count);
        return front.toByteArray();
    }
}

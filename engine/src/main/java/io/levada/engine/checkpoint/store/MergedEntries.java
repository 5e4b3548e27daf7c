package io.levada.engine.checkpoint.store;

import io.levada.engine.operator.Marks;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a group's entries from all links of a chain, without those of which a later link has the last word. */
final class MergedEntries extends InputStream {
    private final List<EntryLink> links;
    private final long[][] newer;
    private final int group;
    private int link;
    /** The next run of the link. */
    private int run;

    private @Nullable DataInputStream current;
    /** Entries that the current run still has, and bytes that the current entry still has. */
    private int entriesLeft;

    private int bytesLeft;

    /** @param newer for each link the numbers of which a later one has the last word */
    MergedEntries(List<EntryLink> links, long[][] newer, int group) {
        this.links = links;
        this.newer = newer;
        this.group = group;
    }

    /** Goes to the next byte; null at the end. */
    private @Nullable DataInputStream next() throws IOException {
        while (bytesLeft == 0) {
            DataInputStream in = current;
            if (in == null || entriesLeft == 0) {
                close();
                while (link < links.size() && run == links.get(link).runs(group).size()) {
                    link++;
                    run = 0;
                }
                if (link == links.size()) {
                    return null;
                }
                EntryLink.Run next = links.get(link).runs(group).get(run++);
                entriesLeft = next.count();
                current = links.get(link).entries(next);
                continue;
            }
            entriesLeft--;
            boolean superseded = Marks.has(newer[link], in.readInt());
            int length = in.readInt();
            if (superseded) {
                in.skipNBytes(length);
            } else {
                bytesLeft = length;
            }
        }
        return current;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        DataInputStream in = next();
        if (in == null) {
            return -1;
        }
        int read = in.read(target, offset, Math.min(length, bytesLeft));
        if (read < 0) {
            throw new EOFException("a link of a chain ends too early");
        }
        bytesLeft -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}

package io.levada.engine.checkpoint.store;

import io.levada.engine.checkpoint.store.StateFiles.StateFile;
import java.io.IOException;
import java.io.StreamCorruptedException;
import org.jspecify.annotations.Nullable;

/** A part of a state file in memory. It is read in pieces as large as there is use for, and filled again and again. */
final class FileWindow {
    /** Some tens of runs, and no more than the caches next to a core hold. */
    private static final int BYTES = 1 << 18;
    /** Behind what was read, so that a number at the end of it can be fetched whole. */
    private static final int SLACK = Long.BYTES;

    private byte[] buffer = new byte[BYTES + SLACK];
    private @Nullable StateFile file;
    /** Where in the file the buffer begins, and how much of it is filled. */
    private long start;

    private int filled;

    /** Another array after a {@link #need}. */
    byte[] buffer() {
        return buffer;
    }

    /**
     * Makes some bytes of a file be there together.
     *
     * @param end where in the file that ends of which the rest will be needed next
     * @return where they lie in the buffer
     */
    int need(StateFile wanted, long position, int bytes, long end) throws IOException {
        boolean within = wanted == file && position >= start && position <= start + filled;
        if (within && position + bytes <= start + filled) {
            return (int) (position - start);
        }
        if (position + bytes > end) {
            throw new StreamCorruptedException("an entry is longer than what it is a part of");
        }
        int kept = within ? (int) (start + filled - position) : 0;
        byte[] target = bytes + SLACK > buffer.length ? new byte[bytes + SLACK] : buffer;
        System.arraycopy(buffer, filled - kept, target, 0, kept);
        buffer = target;
        file = wanted;
        start = position;
        // Not beyond what is there, should the read fail.
        filled = kept;
        int now = (int) Math.min(buffer.length - SLACK, end - position);
        wanted.read(position + kept, buffer, kept, now - kept);
        filled = now;
        return 0;
    }
}

package io.levada.engine.checkpoint.store;

import io.levada.engine.operator.Marks;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Iterator;

/**
 * Entries as an operator reads them: without their numbers and lengths, and without those of which a later link has the
 * last word. An entry lies in the buffer as a whole while it is read, as it did when it was written, so that numbers are
 * fetched from an array.
 *
 * <p>Numbers of eight bytes are packed since format 3: how many bytes without the zeros in front, then these, the lowest
 * first. Counts and times that nobody set are most of many entries.
 */
final class EntryInput implements DataInput {
    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);
    private static final VarHandle LOWEST_FIRST =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** In front of each entry: its number and its length. */
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    /** Of how many bytes a number is, what of eight bytes belongs to it. */
    private static final long[] MASKS = new long[Long.BYTES + 1];

    static {
        for (int bytes = 1; bytes <= Long.BYTES; bytes++) {
            MASKS[bytes] = -1L >>> Long.SIZE - bytes * Byte.SIZE;
        }
    }

    private final FileWindow window;
    private final Iterator<EntryRun> runs;
    private EntryRun run;
    /** Where in the file the entry begins that comes next. */
    private long next;

    private boolean packed;
    private byte[] buffer;
    /** What is left of the entry. */
    private int at;

    private int limit;

    /**
     * @param front what stands in front of the entries, never packed
     * @param first of the runs with entries
     * @param runs those behind it
     */
    EntryInput(byte[] front, EntryRun first, Iterator<EntryRun> runs, FileWindow window) {
        this.window = window;
        this.runs = runs;
        run = first;
        next = first.start();
        buffer = front;
        limit = front.length;
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /** How many entries of a run are right: those of which no later link has the last word. */
    static int count(EntryRun run, FileWindow window) throws IOException {
        if (run.superseded().length == 0) {
            return run.count();
        }
        int right = 0;
        for (long position = run.start(); position < run.end(); ) {
            int head = window.need(run.file(), position, HEAD_BYTES, run.readEnd());
            right += Marks.has(run.superseded(), (int) INTS.get(window.buffer(), head)) ? 0 : 1;
            position += HEAD_BYTES + length(run, position, head, window);
        }
        return right;
    }

    private void nextEntry() throws IOException {
        do {
            while (next >= run.end()) {
                if (!runs.hasNext()) {
                    throw new EOFException("there are fewer entries than there should be");
                }
                run = runs.next();
                next = run.start();
            }
            int head = window.need(run.file(), next, HEAD_BYTES, run.readEnd());
            int number = (int) INTS.get(window.buffer(), head);
            int length = length(run, next, head, window);
            if (run.superseded().length == 0 || !Marks.has(run.superseded(), number)) {
                at = window.need(run.file(), next, HEAD_BYTES + length, run.readEnd()) + HEAD_BYTES;
                buffer = window.buffer();
                limit = at + length;
            }
            next += HEAD_BYTES + length;
        } while (at == limit);
        packed = run.file().format() >= EntryLink.FIRST_PACKED_FORMAT;
    }

    private static int length(EntryRun run, long position, int head, FileWindow window) throws IOException {
        int length = (int) INTS.get(window.buffer(), head + Integer.BYTES);
        if (length < 0 || position + HEAD_BYTES + length > run.end()) {
            throw new StreamCorruptedException("an entry of " + length + " bytes");
        }
        return length;
    }

    /** Where so many bytes lie. */
    private int take(int bytes) throws IOException {
        if (at == limit) {
            nextEntry();
        }
        int from = at;
        if (bytes > limit - from) {
            throw tooShort();
        }
        at = from + bytes;
        return from;
    }

    private static EOFException tooShort() {
        return new EOFException("an entry ends too early");
    }

    @Override
    public long readLong() throws IOException {
        if (at == limit) {
            nextEntry();
        }
        if (!packed) {
            return (long) LONGS.get(buffer, take(Long.BYTES));
        }
        int from = at + 1;
        int bytes = buffer[at];
        if (bytes < 0 || bytes > Long.BYTES) {
            throw new StreamCorruptedException("a number of " + (bytes & 0xFF) + " bytes");
        }
        if (bytes > limit - from) {
            throw tooShort();
        }
        at = from + bytes;
        return (long) LOWEST_FIRST.get(buffer, from) & MASKS[bytes];
    }

    @Override
    public void readFully(byte[] target) throws IOException {
        readFully(target, 0, target.length);
    }

    @Override
    public void readFully(byte[] target, int offset, int length) throws IOException {
        if (length > 0) {
            int from = take(length);
            System.arraycopy(buffer, from, target, offset, length);
        }
    }

    @Override
    public int skipBytes(int count) throws IOException {
        int skipped = Math.clamp(count, 0, limit - at);
        at += skipped;
        return skipped;
    }

    @Override
    public boolean readBoolean() throws IOException {
        return readByte() != 0;
    }

    @Override
    public byte readByte() throws IOException {
        int from = take(1);
        return buffer[from];
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return readByte() & 0xFF;
    }

    @Override
    public short readShort() throws IOException {
        int from = take(Short.BYTES);
        return (short) SHORTS.get(buffer, from);
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return readShort() & 0xFFFF;
    }

    @Override
    public char readChar() throws IOException {
        return (char) readShort();
    }

    @Override
    public int readInt() throws IOException {
        int from = take(Integer.BYTES);
        return (int) INTS.get(buffer, from);
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(readLong());
    }

    @Override
    public String readLine() throws IOException {
        throw new UnsupportedOperationException("entries have no lines");
    }

    @Override
    public String readUTF() throws IOException {
        return DataInputStream.readUTF(this);
    }
}

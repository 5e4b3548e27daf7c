package io.levada.engine.checkpoint.store;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;

/**
 * Entries as an operator reads them. Numbers of eight bytes are packed since format 3: how many bytes without the zeros in
 * front, then these, the lowest first. Counts and times that nobody set are most of many entries.
 */
final class EntryInput implements DataInput, AutoCloseable {
    private final DataInputStream front;
    private final DataInputStream entries;
    private final boolean packed;
    private final byte[] word = new byte[Long.BYTES];

    /** @param front what stands in front of the entries, never packed */
    EntryInput(byte[] front, DataInputStream entries, boolean packed) {
        this.front = new DataInputStream(new ByteArrayInputStream(front));
        this.entries = entries;
        this.packed = packed;
    }

    private DataInputStream source() throws IOException {
        return front.available() > 0 ? front : entries;
    }

    @Override
    public long readLong() throws IOException {
        DataInputStream in = source();
        if (!packed || in == front) {
            return in.readLong();
        }
        int bytes = in.readUnsignedByte();
        if (bytes > Long.BYTES) {
            throw new StreamCorruptedException("a number of " + bytes + " bytes");
        }
        // At once: each read of a stream takes its lock.
        in.readFully(word, 0, bytes);
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (word[i] & 0xFFL) << Byte.SIZE * i;
        }
        return value;
    }

    @Override
    public void readFully(byte[] target) throws IOException {
        source().readFully(target);
    }

    @Override
    public void readFully(byte[] target, int offset, int length) throws IOException {
        source().readFully(target, offset, length);
    }

    @Override
    public int skipBytes(int count) throws IOException {
        return source().skipBytes(count);
    }

    @Override
    public boolean readBoolean() throws IOException {
        return source().readBoolean();
    }

    @Override
    public byte readByte() throws IOException {
        return source().readByte();
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return source().readUnsignedByte();
    }

    @Override
    public short readShort() throws IOException {
        return source().readShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return source().readUnsignedShort();
    }

    @Override
    public char readChar() throws IOException {
        return source().readChar();
    }

    @Override
    public int readInt() throws IOException {
        return source().readInt();
    }

    @Override
    public float readFloat() throws IOException {
        return source().readFloat();
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
        return source().readUTF();
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}

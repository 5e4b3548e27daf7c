package io.levada.engine.checkpoint.store;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Puts what is written into an array. Numbers go there whole: state is mostly numbers, and byte by byte, as
 * {@link DataOutputStream} hands them on, they took three quarters of the time of a checkpoint.
 */
abstract class ArrayOutput extends OutputStream implements DataOutput {
    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);

    private static final VarHandle LOWEST_FIRST =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    byte[] buffer;
    /** Bytes of the buffer that are written. */
    int filled;

    ArrayOutput(int bytes) {
        buffer = new byte[bytes];
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    /** Makes room for more bytes in the buffer: for some, at best for so many, for all of them when they are a number's. */
    abstract void makeRoom(int bytes) throws IOException;

    /** Where so many bytes go now. */
    private int advance(int count) throws IOException {
        if (filled + count > buffer.length) {
            makeRoom(count);
        }
        int at = filled;
        filled += count;
        return at;
    }

    @Override
    public void write(int b) throws IOException {
        int at = advance(1);
        buffer[at] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        for (int left = count; left > 0; ) {
            if (filled == buffer.length) {
                makeRoom(left);
            }
            int part = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, from, buffer, filled, part);
            filled += part;
            from += part;
            left -= part;
        }
    }

    @Override
    public void writeBoolean(boolean value) throws IOException {
        write(value ? 1 : 0);
    }

    @Override
    public void writeByte(int value) throws IOException {
        write(value);
    }

    @Override
    public void writeShort(int value) throws IOException {
        int at = advance(Short.BYTES);
        SHORTS.set(buffer, at, (short) value);
    }

    @Override
    public void writeChar(int value) throws IOException {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) throws IOException {
        int at = advance(Integer.BYTES);
        INTS.set(buffer, at, value);
    }

    @Override
    public void writeLong(long value) throws IOException {
        int at = advance(Long.BYTES);
        LONGS.set(buffer, at, value);
    }

    /** A number without the zeros in front: how many bytes it has, then these, the lowest first. */
    final void writePacked(long value) throws IOException {
        int bytes = (Long.SIZE + 7 - Long.numberOfLeadingZeros(value)) >>> 3;
        // Whole, because that is one instruction; what is too much is written over.
        int at = advance(1 + Long.BYTES);
        buffer[at] = (byte) bytes;
        LOWEST_FIRST.set(buffer, at + 1, value);
        filled = at + 1 + bytes;
    }

    @Override
    public void writeFloat(float value) throws IOException {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) throws IOException {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String text) throws IOException {
        new DataOutputStream(this).writeBytes(text);
    }

    @Override
    public void writeChars(String text) throws IOException {
        new DataOutputStream(this).writeChars(text);
    }

    @Override
    public void writeUTF(String text) throws IOException {
        new DataOutputStream(this).writeUTF(text);
    }
}

package io.levada.connector.standard.io;

import io.levada.core.connector.SourceSplit;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.nio.ByteBuffer;

/** A split's position that is one number: eight bytes, the highest first. */
public final class Positions {
    private Positions() {}

    public static byte[] of(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    public static long number(SourceSplit split) {
        if (split.position().length != Long.BYTES) {
            throw new LevadaException(
                    ErrorCode.STATE_MISMATCH,
                    "the position of split '" + split.id() + "' was written by another connector or version");
        }
        return ByteBuffer.wrap(split.position()).getLong();
    }
}

package io.levada.engine.operator;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import java.io.DataInput;
import java.io.IOException;

/** The version byte with which everything starts that an operator writes. */
final class SnapshotFormat {
    private SnapshotFormat() {}

    /** Reads the version; one that is greater than {@code newest} was written by a later Levada. */
    static int readVersion(DataInput in, int newest, String what) throws IOException {
        int version = in.readUnsignedByte();
        if (version < 1 || version > newest) {
            throw new LevadaException(
                    ErrorCode.CHECKPOINT_TOO_NEW,
                    "the state of " + what + " has format " + version + ", this version reads up to " + newest,
                    "use the Levada version that wrote the checkpoint, or a newer one");
        }
        return version;
    }
}

package io.levada.core.error;

/** Whose turn it is to act; also the exit code of the process. */
public enum Fault {
    /** The SQL, an option, a setting, the data. */
    USER(1),
    /** A broker, a disk, a network. */
    EXTERNAL(2),
    /** Ours. */
    BUG(3);

    private final int exitCode;

    Fault(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}

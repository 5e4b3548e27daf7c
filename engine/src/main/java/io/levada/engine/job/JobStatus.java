package io.levada.engine.job;

/** Where a job is in its life. */
public enum JobStatus {
    STARTING,
    RUNNING,
    /** Failed for a reason outside and waits to start again. */
    RESTARTING,
    /** All input was read and everything is out. */
    FINISHED,
    /** Ended on request, everything that was read is out. */
    STOPPED,
    /** Ended on request, at once. */
    CANCELLED,
    FAILED;

    public boolean isEnd() {
        return this == FINISHED || this == STOPPED || this == CANCELLED || this == FAILED;
    }
}

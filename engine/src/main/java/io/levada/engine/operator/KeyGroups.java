package io.levada.engine.operator;

/** How keys are spread over workers: hash, to one of 128 groups, to the worker that owns the group. */
public final class KeyGroups {
    public static final int COUNT = 128;

    private KeyGroups() {}

    /** The group of a key with that hash (see {@link io.levada.core.data.Hashing}). Uses the topmost bits. */
    public static int ofHash(long hash) {
        return (int) (hash >>> 57);
    }

    public static int worker(int keyGroup, int workers) {
        return keyGroup * workers / COUNT;
    }
}

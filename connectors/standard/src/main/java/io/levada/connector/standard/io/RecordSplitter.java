package io.levada.connector.standard.io;

/** Finds the ends of records. */
@FunctionalInterface
public interface RecordSplitter {
    /** One record on each line. */
    RecordSplitter LINES = (bytes, from, to) -> {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    };

    /**
     * The index of the line feed that ends the record which starts at {@code from}; -1 when it isn't there yet.
     */
    int end(byte[] bytes, int from, int to);
}

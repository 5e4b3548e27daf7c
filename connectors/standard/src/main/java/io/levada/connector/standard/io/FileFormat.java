package io.levada.connector.standard.io;

import io.levada.core.config.Settings;

/** A format that has a say in how a file is cut into records; those that haven't have one record on each line. */
public interface FileFormat {
    /** Where records end; called once for each reader. */
    RecordSplitter splitter(Settings options);

    /** Whether the first record of each file is a header. */
    default boolean skipsFirstRecord(Settings options) {
        return false;
    }

    /** The options without those that only say how to cut a file. */
    default Settings recordOptions(Settings options) {
        return options;
    }
}

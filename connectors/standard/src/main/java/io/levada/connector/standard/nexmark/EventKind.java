package io.levada.connector.standard.nexmark;

import java.util.Locale;

/** The three kinds of events; {@code event_type} is the ordinal. */
public enum EventKind {
    PERSON,
    AUCTION,
    BID;

    /** The name of the ROW column that holds events of this kind. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}

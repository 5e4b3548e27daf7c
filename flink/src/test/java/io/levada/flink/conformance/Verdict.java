package io.levada.flink.conformance;

import java.util.List;

/**
 * How a golden query fared on Flink.
 *
 * @param place file and line
 * @param reason why it differs or isn't supported, in one line; empty when it agrees
 * @param flink what Flink answered
 */
record Verdict(String place, String sql, Kind kind, String reason, List<String> expected, List<String> flink) {
    enum Kind {
        AGREE,
        /** As a decision says: the reason stands in the golden file. */
        DECIDED,
        DIFFER,
        /** One of the two doesn't run it. */
        UNSUPPORTED
    }

    String text() {
        return place + " " + sql + "\n  " + reason + "\n  expected:\n    " + String.join("\n    ", expected)
                + "\n  Flink:\n    " + String.join("\n    ", flink);
    }
}

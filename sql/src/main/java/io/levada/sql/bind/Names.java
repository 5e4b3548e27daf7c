package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.error.Suggest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Errors about names that nobody knows, with the nearest that somebody does. */
public final class Names {
    /** A list of more isn't read. */
    private static final int MOST_LISTED = 12;

    private Names() {}

    public static LevadaException unknownColumn(String name, Collection<String> known, @Nullable Position at) {
        return unknown("column", name, known, at);
    }

    public static LevadaException unknownTable(String name, Collection<String> known, @Nullable Position at) {
        return unknown("table or view", name, known, at);
    }

    public static LevadaException unknown(String what, String name, Collection<String> known, @Nullable Position at) {
        String hint = Suggest.nearest(name, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse(
                        known.isEmpty() || known.size() > MOST_LISTED
                                ? null
                                : "there are: " + String.join(", ", known));
        return new LevadaException(
                ErrorCode.SQL_UNKNOWN_NAME, "there is no " + what + " '" + name + "'", at, hint, null);
    }
}

package io.levada.core.connector;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The formats on the class path. */
public final class Formats {
    private Formats() {}

    /** The format of that name; an unknown one is the user's error. */
    public static Format get(String name) {
        Map<String, Format> formats = new TreeMap<>();
        ServiceLoader.load(Format.class).forEach(f -> formats.put(f.name(), f));
        Format format = formats.get(name);
        if (format == null) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "there is no format '" + name + "'",
                    Suggest.nearest(name, formats.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("there are: " + String.join(", ", formats.keySet())));
        }
        return format;
    }
}

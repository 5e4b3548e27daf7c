package io.levada.core.config;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values by key, as somebody gave them: a table's options, or a job's settings. Immutable. */
public record Settings(Map<String, String> values) {
    public static final Settings EMPTY = new Settings(Map.of());

    public Settings {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value or the option's default. Throws the user's error when there is neither. */
    public <T> T get(Option<T> option) {
        return find(option)
                .orElseThrow(() -> new LevadaException(
                        ErrorCode.OPTION_MISSING,
                        "option '" + option.key() + "' is missing",
                        option.key() + ": " + option.description()));
    }

    /** The value or the option's default, when there is either. */
    public <T> Optional<T> find(Option<T> option) {
        String text = values.get(option.key());
        return text == null ? Optional.ofNullable(option.defaultValue()) : Optional.of(option.parse(text));
    }

    public boolean has(Option<?> option) {
        return values.containsKey(option.key());
    }

    public Settings with(String key, String value) {
        Map<String, String> copy = new LinkedHashMap<>(values);
        copy.put(key, value);
        return new Settings(copy);
    }

    /** The entries whose key starts with the prefix, without it. */
    public Map<String, String> withPrefix(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Refuses keys that nobody reads, naming the nearest known one. Keys that start with a known key ending in a dot pass. */
    public void checkKnown(Collection<Option<?>> known, String owner) {
        java.util.List<String> keys = known.stream().map(Option::key).sorted().toList();
        for (String key : values.keySet()) {
            boolean passes = keys.stream().anyMatch(k -> k.endsWith(".") ? key.startsWith(k) : k.equals(key));
            if (!passes) {
                throw new LevadaException(
                        ErrorCode.OPTION_UNKNOWN,
                        owner + " has no option '" + key + "'",
                        Suggest.nearest(key, keys)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("it knows: " + String.join(", ", keys)));
            }
        }
    }
}

package io.levada.core.function;

import io.levada.core.data.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path into a JSON text: {@code $}, then {@code .name}, {@code ['name']} or {@code [index]}, with {@code lax} or
 * {@code strict} before it. Wildcards, filters and slices are refused.
 */
final class JsonPath {
    private static final ThreadLocal<@Nullable JsonPath> LAST = new ThreadLocal<>();

    private final Bytes source;
    /** A name (String) or an index (Integer) each. */
    private final List<Object> steps = new ArrayList<>();

    private JsonPath(Bytes source) {
        this.source = source;
        String text = source.toString().strip();
        if (text.startsWith("lax ") || text.startsWith("strict ")) {
            text = text.substring(text.indexOf(' ')).strip();
        }
        if (!text.startsWith("$")) {
            throw new BadValueException("the JSON path '" + source + "' doesn't start with $");
        }
        int at = 1;
        while (at < text.length()) {
            at = text.charAt(at) == '.' ? name(text, at + 1) : bracket(text, at);
        }
    }

    /** The last path of a thread is remembered. Throws BadValueException for one that isn't supported. */
    static JsonPath of(Bytes source) {
        JsonPath last = LAST.get();
        if (last == null || !last.source.equals(source)) {
            last = new JsonPath(Bytes.of(source.toByteArray()));
            LAST.set(last);
        }
        return last;
    }

    private int name(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        String name = text.substring(from, end).strip();
        if (name.isEmpty() || name.contains("*") || name.contains("(")) {
            throw unsupported();
        }
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        steps.add(quoted ? name.substring(1, name.length() - 1) : name);
        return end;
    }

    private int bracket(String text, int from) {
        int end = text.indexOf(']', from);
        if (text.charAt(from) != '[' || end < 0) {
            throw unsupported();
        }
        String inside = text.substring(from + 1, end).strip();
        char first = inside.isEmpty() ? ' ' : inside.charAt(0);
        if ((first == '\'' || first == '"') && inside.length() > 1 && inside.charAt(inside.length() - 1) == first) {
            steps.add(inside.substring(1, inside.length() - 1));
        } else if (!inside.isEmpty() && inside.length() < 10 && inside.chars().allMatch(c -> c >= '0' && c <= '9')) {
            steps.add(Integer.valueOf(inside));
        } else {
            throw unsupported();
        }
        return end + 1;
    }

    private BadValueException unsupported() {
        return new BadValueException("the JSON path '" + source + "' is not made of .name, ['name'] and [index]");
    }

    /**
     * The value there: the text between the positions of the reader's {@code start} and its position; false when there
     * is none. Throws {@link JsonReader.Malformed}.
     */
    boolean find(JsonReader json) {
        for (Object step : steps) {
            boolean found = step instanceof String name ? json.enterField(name) : json.enterElement((Integer) step);
            if (!found) {
                return false;
            }
        }
        return true;
    }
}

package io.levada.core.function;

/** Walks over a JSON text without building anything. The position is always before a value, after {@link #skip} behind it. */
final class JsonReader {
    /** The text isn't JSON. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("not JSON", null, false, false);
        }
    }

    private static final int DEEPEST = 500;

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
        skipSpace();
    }

    /** Checks the whole text. */
    void checkAll() {
        int before = at;
        skip();
        if (at < text.length()) {
            throw new Malformed();
        }
        at = before;
    }

    char first() {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at);
    }

    /** Moves to the value of a field; false when this is no object or has no such field. */
    boolean enterField(String name) {
        if (first() != '{') {
            return false;
        }
        at++;
        skipSpace();
        while (first() != '}') {
            String field = string();
            expect(':');
            if (field.equals(name)) {
                return true;
            }
            skip();
            next('}');
        }
        return false;
    }

    /** Moves to an element; false when this is no array or is too short. */
    boolean enterElement(int index) {
        if (first() != '[') {
            // As lax paths have it, a value counts as an array of itself.
            return index == 0 && first() != '{';
        }
        at++;
        skipSpace();
        for (int i = 0; first() != ']'; i++) {
            if (i == index) {
                return true;
            }
            skip();
            next(']');
        }
        return false;
    }

    /** Behind an element: over the comma to the next, or to the end. */
    private void next(char end) {
        if (first() != end) {
            expect(',');
            if (first() == end) {
                throw new Malformed();
            }
        }
    }

    private void expect(char c) {
        if (first() != c) {
            throw new Malformed();
        }
        at++;
        skipSpace();
    }

    /** The value as it is written, without the spaces outside its strings. */
    String compact() {
        int start = at;
        skip();
        StringBuilder out = new StringBuilder();
        boolean quoted = false;
        for (int i = start; i < at; i++) {
            char c = text.charAt(i);
            if (quoted || !isSpace(c)) {
                out.append(c);
            }
            if (quoted && c == '\\') {
                out.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return out.toString();
    }

    /** The text of a string, or a number, true, false as written. */
    String scalar() {
        if (first() == '"') {
            return string();
        }
        int start = at;
        skip();
        return text.substring(start, at).strip();
    }

    void skip() {
        skip(0);
    }

    private void skip(int depth) {
        if (depth > DEEPEST) {
            throw new Malformed();
        }
        switch (first()) {
            case '{' -> {
                at++;
                skipSpace();
                while (first() != '}') {
                    string();
                    expect(':');
                    skip(depth + 1);
                    next('}');
                }
                at++;
            }
            case '[' -> {
                at++;
                skipSpace();
                while (first() != ']') {
                    skip(depth + 1);
                    next(']');
                }
                at++;
            }
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
        skipSpace();
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw new Malformed();
        }
        at += word.length();
    }

    private void number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            Double.parseDouble(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw new Malformed();
        }
    }

    private String string() {
        if (first() != '"') {
            throw new Malformed();
        }
        StringBuilder out = new StringBuilder();
        at++;
        while (first() != '"') {
            char c = text.charAt(at++);
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        skipSpace();
        return out.toString();
    }

    private char escaped() {
        char c = first();
        at++;
        switch (c) {
            case '"', '\\', '/' -> {
                return c;
            }
            case 'b' -> {
                return '\b';
            }
            case 'f' -> {
                return '\f';
            }
            case 'n' -> {
                return '\n';
            }
            case 'r' -> {
                return '\r';
            }
            case 't' -> {
                return '\t';
            }
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw new Malformed();
                }
                at += 4;
                try {
                    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
                } catch (NumberFormatException e) {
                    throw new Malformed();
                }
            }
            default -> throw new Malformed();
        }
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}

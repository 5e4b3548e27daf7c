package io.levada.sql.parse;

/** Skips what is not SQL words while a script is read character by character: quoted text and comments. */
final class Tokens {
    private Tokens() {}

    /**
     * The index after the quoted text or comment that begins at {@code at}; {@code at} itself when none does. An
     * unterminated one ends with the text.
     */
    static int skip(String text, int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '`' || c == '"') {
            return skipQuoted(text, at, c);
        }
        return skipComment(text, at);
    }

    static int skipComment(String text, int at) {
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end + 1;
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            return end < 0 ? text.length() : end + 2;
        }
        return at;
    }

    private static int skipQuoted(String text, int at, char quote) {
        int i = at + 1;
        while (i < text.length()) {
            if (text.charAt(i) == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
            i++;
        }
        return text.length();
    }

    /** The index after the word that begins at {@code at}; {@code at} itself when none does. */
    static int word(String text, int at) {
        int i = at;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        return i;
    }
}

package io.levada.testkit.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL text cut into tokens, read from left to right. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*([xX]?'(?:[^']|'')*'|\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|[A-Za-z_][A-Za-z_0-9]*|<>|<=|>=|[-+*/%=<>(),\\[\\]])");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    Tokens(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("can't read '" + text.substring(end) + "' in " + text);
        }
    }

    String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    boolean peekIs(String token) {
        return peek().equalsIgnoreCase(token);
    }

    String next() {
        return tokens.get(at++);
    }

    boolean accept(String token) {
        boolean is = peekIs(token);
        at += is ? 1 : 0;
        return is;
    }

    void expect(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException("expected " + token + " and not '" + peek() + "' in " + tokens);
        }
    }
}

package io.levada.sql.parse;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.error.Suggest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what the parser found and the few things that it would rather have found. */
final class SyntaxErrors {
    /** More than these are no help to a reader. */
    private static final int MOST_EXPECTED = 4;

    private SyntaxErrors() {}

    static LevadaException explain(SqlParseException e, String text) {
        Position at = Positions.of(e.getPos());
        boolean atEnd = String.valueOf(e.getMessage()).contains("\"<EOF>\"");
        String found = at == null || atEnd ? "" : found(text, at);
        Set<String> expected = expected(e);
        String message;
        String hint = null;
        if (isAboutTokens(e)) {
            LevadaException slip = at == null ? null : slipBefore(text, at, expected, e);
            if (slip != null) {
                return slip;
            }
            message = found.isEmpty() ? "the statement ends too early" : "unexpected '" + found + "'";
            List<String> few = worthSaying(expected);
            Optional<String> near = found.isEmpty() ? Optional.empty() : nearest(found, expected);
            if (near.isPresent()) {
                hint = "did you mean " + near.get() + "?";
            } else if (!few.isEmpty()) {
                message += "; expected " + String.join(" or ", few);
            }
            boolean nameExpected = expected.stream().anyMatch(t -> t.contains("IDENTIFIER"));
            hint = hint == null ? hintFor(found, nameExpected, text, at) : hint;
        } else {
            message = firstSentence(e.getMessage());
        }
        return new LevadaException(ErrorCode.SQL_SYNTAX, message, at, hint, e);
    }

    /** A mistyped keyword is often taken for a name, so that the parser only stumbles over the word after it. */
    private static @Nullable LevadaException slipBefore(
            String text, Position at, Set<String> expected, SqlParseException cause) {
        String[] lines = text.split("\n", -1);
        int line = at.line() - 1;
        if (line >= lines.length) {
            return null;
        }
        String before = lines[line]
                .substring(0, Math.min(lines[line].length(), at.column() - 1))
                .stripTrailing();
        while (before.isEmpty() && line > 0) {
            before = lines[--line].stripTrailing();
        }
        int start = before.length();
        while (start > 0 && Character.isLetter(before.charAt(start - 1))) {
            start--;
        }
        String word = before.substring(start);
        if (word.length() < 3 || Keywords.isKeyword(word.toUpperCase(Locale.ROOT))) {
            return null;
        }
        Optional<String> near = Suggest.nearest(
                word,
                expected.stream()
                        .filter(t ->
                                Math.abs(t.length() - word.length()) <= 1 && t.length() > 2 && Keywords.isKeyword(t))
                        .toList());
        if (near.isEmpty()) {
            return null;
        }
        return new LevadaException(
                ErrorCode.SQL_SYNTAX,
                "unexpected '" + word + "'; expected " + near.get(),
                new Position(line + 1, start + 1, line + 1, before.length()),
                null,
                cause);
    }

    private static boolean isAboutTokens(SqlParseException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Encountered") || message.startsWith("Incorrect syntax near");
    }

    private static String found(String text, Position at) {
        String[] lines = text.split("\n", -1);
        if (at.line() > lines.length) {
            return "";
        }
        String line = lines[at.line() - 1];
        int from = Math.min(line.length(), at.column() - 1);
        int end = Tokens.word(line, from);
        return end > from ? line.substring(from, end) : line.substring(from, Math.min(line.length(), from + 1));
    }

    /** What may stand next, one token each, keywords without their quotes. */
    private static Set<String> expected(SqlParseException e) {
        Set<String> words = new TreeSet<>();
        Collection<String> names = e.getExpectedTokenNames();
        if (names != null) {
            for (String name : names) {
                words.add(name.startsWith("\"") ? name.substring(1, name.length() - 1) : name);
            }
        }
        return words;
    }

    private static List<String> worthSaying(Set<String> expected) {
        List<String> plain = new ArrayList<>();
        for (String token : expected) {
            if (token.equals("<EOF>") || token.equals(";")) {
                continue;
            }
            plain.add(token.startsWith("<") ? describe(token) : token);
        }
        List<String> distinct = plain.stream().distinct().toList();
        if (distinct.contains("a name")) {
            return List.of("a name");
        }
        return distinct.size() <= MOST_EXPECTED ? distinct : List.of();
    }

    private static String describe(String token) {
        if (token.contains("IDENTIFIER")) {
            return "a name";
        }
        if (token.contains("STRING") || token.contains("QUOTED")) {
            return "a text in quotes";
        }
        if (token.contains("LITERAL")) {
            return "a number";
        }
        return token.substring(1, token.length() - 1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Optional<String> nearest(String found, Set<String> expected) {
        if (found.length() < 3) {
            return Optional.empty();
        }
        List<String> keywords = expected.stream()
                .filter(t -> t.length() > 2 && Character.isLetter(t.charAt(0)))
                .toList();
        return Suggest.nearest(found, keywords).filter(near -> !near.equalsIgnoreCase(found));
    }

    private static @Nullable String hintFor(String found, boolean nameExpected, String text, @Nullable Position at) {
        if (found.equals("\"")) {
            return "names are quoted with backticks, texts with single quotes";
        }
        if (nameExpected && isReservedWord(found)) {
            return "'" + found + "' is a reserved word; as a name it is written `" + found + "`";
        }
        if (found.isEmpty()
                && at != null
                && text.chars().filter(c -> c == '(').count()
                        > text.chars().filter(c -> c == ')').count()) {
            return "a parenthesis isn't closed";
        }
        return null;
    }

    private static boolean isReservedWord(String word) {
        return !word.isEmpty()
                && Character.isLetter(word.charAt(0))
                && Keywords.isReserved(word.toUpperCase(Locale.ROOT));
    }

    private static String firstSentence(@Nullable String message) {
        String line = String.valueOf(message).lines().findFirst().orElse("the statement can't be parsed");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}

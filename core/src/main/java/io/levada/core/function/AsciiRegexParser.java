package io.levada.core.function;

import io.levada.core.function.AsciiRegex.CharSet;
import io.levada.core.function.AsciiRegex.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the expressions that {@link AsciiRegex} can match; gives up at everything else. */
final class AsciiRegexParser {
    private static final String SPECIAL = "\\^$.|?*+()[]{}";

    private final String source;
    private int at;
    private int groups;

    AsciiRegexParser(String source) {
        this.source = source;
    }

    int groups() {
        return groups;
    }

    /** Signals that the expression has more than this can read; without a stack trace, it is no error. */
    private static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unread() {
            super(null, null, false, false);
        }
    }

    private sealed interface Part {}

    private record Letter(char c) implements Part {}

    private record Some(CharSet set, int least, int most) implements Part {}

    private record TextStart() implements Part {}

    /** @param group its number, 0 for one that isn't counted */
    private record Group(int group, List<List<Part>> branches) implements Part {}

    /** Null where it gives up. */
    @Nullable
    Node parse() {
        try {
            List<List<Part>> branches = branches();
            return at < source.length() ? null : linked(branches, new AsciiRegex.Accept());
        } catch (Unread e) {
            return null;
        }
    }

    private List<List<Part>> branches() {
        List<List<Part>> branches = new ArrayList<>();
        do {
            List<Part> parts = new ArrayList<>();
            while (at < source.length() && peek() != '|' && peek() != ')') {
                parts.add(repeated(part()));
            }
            branches.add(parts);
        } while (take('|'));
        return branches;
    }

    private char peek() {
        return source.charAt(at);
    }

    private boolean take(char c) {
        boolean there = at < source.length() && peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private char next() {
        if (at == source.length()) {
            throw new Unread();
        }
        char c = source.charAt(at++);
        if (c >= 128 || c < ' ') {
            throw new Unread();
        }
        return c;
    }

    private Part part() {
        char c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> new Some(charClass(), 1, 1);
            case '^' -> new TextStart();
            case '.' -> new Some(CharSet.of('\n').with(CharSet.of('\r')).negated(), 1, 1);
            case '\\' -> escaped();
            default -> {
                if (SPECIAL.indexOf(c) >= 0) {
                    throw new Unread();
                }
                yield new Letter(c);
            }
        };
    }

    private Part group() {
        int number = 0;
        if (take('?')) {
            if (!take(':')) {
                throw new Unread();
            }
        } else {
            number = ++groups;
        }
        Group group = new Group(number, branches());
        if (!take(')')) {
            throw new Unread();
        }
        return group;
    }

    private Part escaped() {
        char c = next();
        CharSet digits = CharSet.range('0', '9');
        if (c == 'd') {
            return new Some(digits, 1, 1);
        }
        if (c == 'w') {
            CharSet letters = CharSet.range('a', 'z').with(CharSet.range('A', 'Z'));
            return new Some(digits.with(letters).with(CharSet.of('_')), 1, 1);
        }
        if (Character.isLetterOrDigit(c)) {
            throw new Unread();
        }
        return new Letter(c);
    }

    private CharSet charClass() {
        boolean negated = take('^');
        CharSet set = CharSet.NONE;
        char c = next();
        do {
            // Java has sets within sets, intersections and more escapes.
            if (c == '[' || c == ']' || c == '\\' || c == '^' || c == '-' || c == '&' && peekIs('&')) {
                throw new Unread();
            }
            if (peekIs('-')) {
                at++;
                char last = next();
                if (!Character.isLetterOrDigit(last) || last < c) {
                    throw new Unread();
                }
                set = set.with(CharSet.range(c, last));
            } else {
                set = set.with(CharSet.of(c));
            }
            c = next();
        } while (c != ']');
        return negated ? set.negated() : set;
    }

    private boolean peekIs(char c) {
        return at < source.length() && peek() == c;
    }

    private Part repeated(Part part) {
        if (at == source.length() || "*+?{".indexOf(peek()) < 0) {
            return part;
        }
        CharSet set =
                part instanceof Letter letter ? CharSet.of(letter.c()) : part instanceof Some some ? some.set() : null;
        char quantifier = next();
        if (set == null || quantifier == '{' || at < source.length() && "*+?{".indexOf(peek()) >= 0) {
            throw new Unread();
        }
        return new Some(set, quantifier == '+' ? 1 : 0, quantifier == '?' ? 1 : Integer.MAX_VALUE);
    }

    private static Node linked(List<List<Part>> branches, Node next) {
        Node[] nodes = branches.stream().map(b -> sequence(b, next)).toArray(Node[]::new);
        return nodes.length == 1 ? nodes[0] : new AsciiRegex.Either(nodes);
    }

    /** From the last part to the first, each with what follows it; letters side by side are one text. */
    private static Node sequence(List<Part> parts, Node last) {
        Node next = last;
        for (int i = parts.size() - 1; i >= 0; i--) {
            next = switch (parts.get(i)) {
                case Letter letter -> {
                    StringBuilder text = new StringBuilder().append(letter.c());
                    while (i > 0 && parts.get(i - 1) instanceof Letter before) {
                        text.insert(0, before.c());
                        i--;
                    }
                    yield new AsciiRegex.Text(text.toString().getBytes(StandardCharsets.US_ASCII), next);
                }
                case Some some -> new AsciiRegex.Repeat(some.set(), some.least(), some.most(), next);
                case TextStart start -> new AsciiRegex.TextStart(next);
                case Group group -> {
                    if (group.group() == 0) {
                        yield linked(group.branches(), next);
                    }
                    Node inside = linked(group.branches(), new AsciiRegex.Close(group.group(), next));
                    yield new AsciiRegex.Open(group.group(), inside);
                }
            };
        }
        return next;
    }
}

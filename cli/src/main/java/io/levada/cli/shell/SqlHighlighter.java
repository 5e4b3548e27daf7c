package io.levada.cli.shell;

import java.util.Locale;
import java.util.Set;
import org.jline.reader.LineReader;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Keywords, strings and comments in colour while they are typed. */
final class SqlHighlighter extends DefaultHighlighter {
    private static final AttributedStyle KEYWORD = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle STRING = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();

    private final Set<String> keywords;

    SqlHighlighter(Set<String> keywords) {
        this.keywords = keywords;
    }

    @Override
    public AttributedString highlight(LineReader reader, String text) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            AttributedStyle style = AttributedStyle.DEFAULT;
            if (c == '\'') {
                int close = text.indexOf('\'', i + 1);
                end = close < 0 ? text.length() : close + 1;
                style = STRING;
            } else if (text.startsWith("--", i)) {
                int close = text.indexOf('\n', i);
                end = close < 0 ? text.length() : close;
                style = COMMENT;
            } else if (Character.isJavaIdentifierStart(c)) {
                while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++;
                }
                boolean keyword = keywords.contains(text.substring(i, end).toUpperCase(Locale.ROOT));
                style = keyword ? KEYWORD : style;
            }
            out.styled(style, text.substring(i, end));
            i = end;
        }
        return out.toAttributedString();
    }
}

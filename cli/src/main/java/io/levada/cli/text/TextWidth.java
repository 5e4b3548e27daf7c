package io.levada.cli.text;

/** How many cells of a terminal a text takes: two for wide East Asian characters and emoji, none for combining marks. */
public final class TextWidth {
    /** First and last code points of the blocks whose characters are wide. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3040, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private TextWidth() {}

    public static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            width += of(codePoint);
            i += Character.charCount(codePoint);
        }
        return width;
    }

    private static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        int kind = Character.getType(c);
        if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK || kind == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The text in exactly that many cells: filled with blanks, or cut with an ellipsis. */
    public static String fit(String text, int cells, boolean right) {
        int width = of(text);
        if (width > cells) {
            return cut(text, cells);
        }
        String blanks = " ".repeat(cells - width);
        return right ? blanks + text : text + blanks;
    }

    /** At most that many cells, the last of them an ellipsis when something is missing. */
    public static String cut(String text, int cells) {
        if (of(text) <= cells) {
            return text;
        }
        if (cells <= 0) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            width += of(codePoint);
            if (width > cells - 1) {
                break;
            }
            out.appendCodePoint(codePoint);
            i += Character.charCount(codePoint);
        }
        out.append('…');
        return out + " ".repeat(Math.max(0, cells - of(out.toString())));
    }

    /** Control characters made visible, so that a value can neither break a line nor drive the terminal. */
    public static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return out.toString();
    }
}

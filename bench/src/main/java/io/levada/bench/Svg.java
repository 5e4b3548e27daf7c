package io.levada.bench;

import java.util.Locale;

/** The few shapes that the charts are made of. */
public final class Svg {
    private final StringBuilder text = new StringBuilder();

    public Svg(int width, int height) {
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                width,
                height));
    }

    /** A horizontal bar. */
    public Svg bar(int x, int y, int width, String colour) {
        text.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"11\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                colour));
        return this;
    }

    /** @param anchor start, middle or end */
    public Svg text(int x, int y, String anchor, String words) {
        text.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words));
        return this;
    }

    /** A vertical line of the grid. */
    public Svg grid(int x, int top, int bottom) {
        text.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#dddddd\"/>%n",
                x,
                top,
                x,
                bottom));
        return this;
    }

    /** The whole document. */
    public String end() {
        return text + "</svg>\n";
    }
}

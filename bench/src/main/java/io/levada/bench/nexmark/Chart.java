package io.levada.bench.nexmark;

import io.levada.connector.standard.nexmark.MeasuredRuns.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events per CPU-second as bars on a logarithmic scale, Levada's above Flink's, the ratio at the right. */
final class Chart {
    private static final int LEFT = 60;
    private static final int WIDTH = 640;
    private static final int ROW = 30;
    private static final int TOP = 60;
    /** The scale goes from ten thousand to a billion. */
    private static final double LEAST = 4;

    private static final double DECADES = 5;

    private Chart() {}

    static void write(Path file, BenchOptions options, List<Measured> all) throws IOException {
        int height = TOP + ROW * all.size() + 40;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                LEFT + WIDTH + 80,
                height));
        svg.append(text(
                LEFT,
                20,
                "start",
                "Nexmark, input " + options.input().name().toLowerCase(Locale.ROOT)
                        + ": events per CPU-second (logarithmic)"));
        svg.append(bar(LEFT, 30, 12, "#1f6f8b")).append(text(LEFT + 18, 40, "start", "Levada"));
        svg.append(bar(LEFT + 80, 30, 12, "#c9a66b")).append(text(LEFT + 98, 40, "start", "Flink"));
        for (int d = 0; d <= DECADES; d++) {
            int x = LEFT + (int) (WIDTH * d / DECADES);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#dddddd\"/>%n",
                    x,
                    TOP - 8,
                    x,
                    height - 30));
            svg.append(text(
                    x,
                    height - 12,
                    "middle",
                    List.of("10 k", "100 k", "1 M", "10 M", "100 M", "1 G").get(d)));
        }
        for (int i = 0; i < all.size(); i++) {
            Measured m = all.get(i);
            int y = TOP + ROW * i;
            svg.append(text(LEFT - 8, y + 16, "end", m.query()));
            svg.append(bar(LEFT, y, width(m.levada()), "#1f6f8b"));
            svg.append(bar(LEFT, y + 13, width(m.flink()), "#c9a66b"));
            if (!Double.isNaN(m.ratio())) {
                svg.append(text(LEFT + WIDTH + 8, y + 16, "start", String.format(Locale.ROOT, "%.1f ×", m.ratio())));
            }
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private static int width(@Nullable Figures figures) {
        double decades = figures == null ? 0 : Math.log10(figures.perCpuSecond()) - LEAST;
        return (int) Math.max(0, Math.min(WIDTH, WIDTH * decades / DECADES));
    }

    private static String bar(int x, int y, int width, String colour) {
        return String.format(
                Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"11\" fill=\"%s\"/>%n", x, y, width, colour);
    }

    private static String text(int x, int y, String anchor, String text) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }
}

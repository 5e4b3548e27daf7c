package io.levada.bench.nexmark;

import io.levada.bench.Svg;
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
        Svg svg = new Svg(LEFT + WIDTH + 80, height);
        svg.text(
                LEFT,
                20,
                "start",
                "Nexmark, input " + options.input().name().toLowerCase(Locale.ROOT)
                        + ": events per CPU-second (logarithmic)");
        svg.bar(LEFT, 30, 12, "#1f6f8b").text(LEFT + 18, 40, "start", "Levada");
        svg.bar(LEFT + 80, 30, 12, "#c9a66b").text(LEFT + 98, 40, "start", "Flink");
        for (int d = 0; d <= DECADES; d++) {
            int x = LEFT + (int) (WIDTH * d / DECADES);
            svg.grid(x, TOP - 8, height - 30);
            svg.text(
                    x,
                    height - 12,
                    "middle",
                    List.of("10 k", "100 k", "1 M", "10 M", "100 M", "1 G").get(d));
        }
        for (int i = 0; i < all.size(); i++) {
            Measured m = all.get(i);
            int y = TOP + ROW * i;
            svg.text(LEFT - 8, y + 16, "end", m.query());
            svg.bar(LEFT, y, width(m.levada()), "#1f6f8b");
            svg.bar(LEFT, y + 13, width(m.flink()), "#c9a66b");
            if (!Double.isNaN(m.ratio())) {
                svg.text(LEFT + WIDTH + 8, y + 16, "start", String.format(Locale.ROOT, "%.1f ×", m.ratio()));
            }
        }
        Files.writeString(file, svg.end());
    }

    private static int width(@Nullable Figures figures) {
        double decades = figures == null ? 0 : Math.log10(figures.perCpuSecond()) - LEAST;
        return (int) Math.max(0, Math.min(WIDTH, WIDTH * decades / DECADES));
    }
}

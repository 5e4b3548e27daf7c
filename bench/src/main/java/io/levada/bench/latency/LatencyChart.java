package io.levada.bench.latency;

import io.levada.bench.Svg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** p50 and p99 of each mode as bars on a logarithmic scale from 10 µs to 1 s. */
final class LatencyChart {
    private static final int LEFT = 220;
    private static final int WIDTH = 480;
    private static final int ROW = 30;
    private static final int TOP = 60;
    private static final int DECADES = 5;
    private static final double LEAST_MILLIS = 0.01;

    private LatencyChart() {}

    static void write(Path file, int perSecond, List<Measured> all) throws IOException {
        int height = TOP + ROW * all.size() + 40;
        Svg svg = new Svg(LEFT + WIDTH + 110, height);
        svg.text(
                LEFT,
                20,
                "start",
                String.format(Locale.ROOT, "Latency at %,d events per second, ms (logarithmic)", perSecond));
        svg.bar(LEFT, 30, 12, "#1f6f8b").text(LEFT + 18, 40, "start", "p50");
        svg.bar(LEFT + 80, 30, 12, "#c9a66b").text(LEFT + 98, 40, "start", "p99");
        for (int d = 0; d <= DECADES; d++) {
            int x = LEFT + WIDTH * d / DECADES;
            svg.grid(x, TOP - 8, height - 30);
            svg.text(
                    x,
                    height - 12,
                    "middle",
                    List.of("0.01", "0.1", "1", "10", "100", "1,000").get(d));
        }
        for (int i = 0; i < all.size(); i++) {
            Measured m = all.get(i);
            int y = TOP + ROW * i;
            svg.text(LEFT - 8, y + 16, "end", m.mode().label());
            svg.bar(LEFT, y, width(m.millis(50)), "#1f6f8b");
            svg.bar(LEFT, y + 13, width(m.millis(99)), "#c9a66b");
            svg.text(LEFT + WIDTH + 8, y + 16, "start", digits(m.millis(50)) + " / " + digits(m.millis(99)));
        }
        Files.writeString(file, svg.end());
    }

    private static String digits(double millis) {
        return String.format(Locale.ROOT, millis < 1 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
    }

    private static int width(double millis) {
        double decades = Math.log10(Math.max(LEAST_MILLIS, millis) / LEAST_MILLIS);
        return (int) Math.min(WIDTH, WIDTH * decades / DECADES);
    }
}

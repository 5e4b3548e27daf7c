package io.levada.cli.text;

import java.util.Locale;

/** Numbers for a person. */
public final class Numbers {
    private Numbers() {}

    /** {@code 1,234,567}. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 row}, {@code 2 rows}. */
    public static String counted(long count, String word) {
        return grouped(count) + " " + word + (count == 1 ? "" : "s");
    }

    /** A rate: {@code 0}, {@code 0.4}, {@code 17}, {@code 12,345}, {@code 1.23M}. */
    public static String rate(double perSecond) {
        if (perSecond >= 1e6) {
            return String.format(Locale.ROOT, "%.2fM", perSecond / 1e6);
        }
        if (perSecond == 0 || perSecond >= 9.95) {
            return grouped(Math.round(perSecond));
        }
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }

    /** {@code 512 B}, {@code 1.5 MB}, with powers of 1024. */
    public static String bytes(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** {@code 00:07}, {@code 12:30}, {@code 1:02:03}. */
    public static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}

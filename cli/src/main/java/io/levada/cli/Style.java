package io.levada.cli;

/** Marks for a terminal: colour and weight, or nothing at all. */
public record Style(boolean on) {
    private static final Style COLOURED = new Style(true);
    private static final Style PLAIN = new Style(false);

    public static Style of(boolean on) {
        return on ? COLOURED : PLAIN;
    }

    public String bold(String text) {
        return wrap("1", text);
    }

    public String dim(String text) {
        return wrap("2", text);
    }

    public String red(String text) {
        return wrap("31", text);
    }

    public String green(String text) {
        return wrap("32", text);
    }

    public String yellow(String text) {
        return wrap("33", text);
    }

    public String cyan(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

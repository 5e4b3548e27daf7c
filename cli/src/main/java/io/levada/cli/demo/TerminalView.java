package io.levada.cli.demo;

import io.levada.cli.Console;
import io.levada.cli.Style;
import io.levada.cli.run.Sample;
import io.levada.cli.text.Numbers;
import io.levada.cli.text.TextWidth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The picture: alerts scroll away above a block of figures that is redrawn in place. Fits 80 columns. */
final class TerminalView implements DemoView {
    static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int WIDEST = 100;
    private static final int AIRPORTS = 5;
    private static final long ENOUGH_DEPARTURES = 10;

    private final Console console;
    private final Style style;
    private final LiveBlock block;
    private final String speed;
    private final List<String> footer;
    private final long startNanos;
    private final int width;
    private final Sparkline eventBars = new Sparkline(20);
    private final Sparkline resultBars = new Sparkline(20);
    private long rateNanos;
    private long rateEvents;
    private long rateResults;
    private double eventRate;
    private double resultRate;

    /**
     * @param speed of the replay
     * @param question the command that a person can type in another terminal
     */
    TerminalView(Console console, String speed, String question, long startNanos) {
        this.console = console;
        this.style = console.errorStyle();
        this.block = new LiveBlock(console.err());
        this.speed = speed;
        this.startNanos = startNanos;
        this.rateNanos = startNanos;
        this.width = Math.min(WIDEST, console.terminal().width()) - 1;
        this.footer = footer(question, width);
        console.err().append("\u001b[?25l").flush();
    }

    @Override
    public long everyMillis() {
        return 250;
    }

    @Override
    public void show(DemoFigures now, DemoState state) {
        measure(now);
        List<String> above = new ArrayList<>();
        state.takeNotices().forEach(notice -> above.add(style.dim(TextWidth.cut(notice, width))));
        state.takeAlerts()
                .forEach(alert -> above.add(
                        style.red(" ▲ ") + TextWidth.cut(alert, width - 3).stripTrailing()));
        List<String> lines = new ArrayList<>();
        lines.add(rule());
        figures(now, lines);
        airports(state, lines);
        lines.add(rule());
        footer.forEach(line -> lines.add(style.dim(line)));
        block.update(above, lines);
    }

    /** Rates over about a second. */
    private void measure(DemoFigures now) {
        long since = now.nanos() - rateNanos;
        if (since >= 1_000_000_000L) {
            eventRate = Sample.rate(rateEvents, now.events(), since);
            resultRate = Sample.rate(rateResults, now.results(), since);
            eventBars.add(eventRate);
            resultBars.add(resultRate);
            rateNanos = now.nanos();
            rateEvents = now.events();
            rateResults = now.results();
        }
    }

    private void figures(DemoFigures now, List<String> lines) {
        String clock = now.clock() == null ? "starting" : CLOCK.format(now.clock()) + "  at " + speed;
        String running = Numbers.clock((now.nanos() - startNanos) / 1_000_000_000L);
        String left = style.bold(" Levada demo") + "   clock of the data  " + style.cyan(clock);
        int plainWidth = TextWidth.of(" Levada demo   clock of the data  " + clock);
        lines.add(left + " ".repeat(Math.max(1, width - plainWidth - running.length())) + running);
        lines.add(counter("events in", now.events(), eventRate, eventBars));
        lines.add(counter("results", now.results(), resultRate, resultBars));
        lines.add(" " + label("latency") + "p50 " + style.bold(now.p50() + " ms") + "   p99 "
                + style.bold(now.p99() + " ms") + "   most " + now.worst() + " ms"
                + style.dim("   published to committed"));
        lines.add(" " + label("alerts") + style.bold(Numbers.grouped(now.alerts())) + "   dead letters "
                + Numbers.grouped(now.dead()) + "   late " + Numbers.grouped(now.late()) + "   lag "
                + Numbers.grouped(now.lag()));
        lines.add(" " + label("checkpoint")
                + String.format(
                        Locale.ROOT,
                        "%,d   took %.0f ms   %s",
                        now.checkpoint(),
                        now.checkpointMillis(),
                        Numbers.bytes(now.checkpointBytes())));
    }

    private String counter(String name, long count, double rate, Sparkline bars) {
        return " " + label(name) + style.bold(TextWidth.fit(Numbers.grouped(count), 11, true))
                + TextWidth.fit(Numbers.rate(rate) + "/s", 12, true) + "   " + style.green(bars.toString());
    }

    private String label(String name) {
        return style.dim(TextWidth.fit(name, 12, false));
    }

    private void airports(DemoState state, List<String> lines) {
        List<AirportFigures> worst = state.worstAirports(AIRPORTS, ENOUGH_DEPARTURES);
        lines.add(rule());
        int nameWidth = width - 45;
        lines.add(style.dim(" " + TextWidth.fit("most delayed in its newest hour", nameWidth + 5, false)
                + " departures     late   average"));
        for (int i = 0; i < AIRPORTS; i++) {
            lines.add(i < worst.size() ? airport(worst.get(i), nameWidth) : "");
        }
    }

    private String airport(AirportFigures a, int nameWidth) {
        String share = String.format(Locale.ROOT, "%.0f %%", a.latePercent());
        String coloured = TextWidth.fit(share, 9, true);
        coloured =
                a.latePercent() >= 50 ? style.red(coloured) : a.latePercent() >= 30 ? style.yellow(coloured) : coloured;
        return " " + style.bold(TextWidth.fit(a.airport(), 5, false)) + TextWidth.fit(a.name(), nameWidth, false)
                + TextWidth.fit(Numbers.grouped(a.departures()), 11, true) + coloured
                + TextWidth.fit(String.format(Locale.ROOT, "%.0f min", a.averageDelay()), 10, true);
    }

    /** Two lines, because a question with an address in it fills one. */
    static List<String> footer(String question, int width) {
        String left = " ask yourself, in another terminal:";
        String right = "Ctrl-C ends";
        String blanks = " ".repeat(Math.max(1, width - TextWidth.of(left) - TextWidth.of(right)));
        return List.of(TextWidth.cut(left + blanks + right, width), TextWidth.cut("   " + question, width));
    }

    private String rule() {
        return style.dim("─".repeat(width));
    }

    @Override
    public void close() {
        console.err().append("\u001b[?25h").flush();
    }
}

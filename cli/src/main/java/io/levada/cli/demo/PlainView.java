package io.levada.cli.demo;

import io.levada.cli.Console;
import io.levada.cli.run.Sample;
import io.levada.cli.text.Numbers;

/** Lines on stderr: alerts and notices as they come, figures every five seconds. */
final class PlainView implements DemoView {
    private static final long FIGURES_EVERY_NANOS = 5_000_000_000L;

    private final Console console;
    private final long startNanos;
    private long lastNanos;
    private long lastEvents;

    PlainView(Console console, long startNanos) {
        this.console = console;
        this.startNanos = startNanos;
        this.lastNanos = startNanos;
    }

    @Override
    public long everyMillis() {
        return 200;
    }

    @Override
    public void show(DemoFigures now, DemoState state) {
        state.takeNotices().forEach(console::say);
        state.takeAlerts().forEach(alert -> console.say("alert  " + alert));
        if (now.nanos() - lastNanos >= FIGURES_EVERY_NANOS) {
            console.say(line(now));
            lastNanos = now.nanos();
            lastEvents = now.events();
        }
    }

    private String line(DemoFigures now) {
        String rate = Numbers.rate(Sample.rate(lastEvents, now.events(), now.nanos() - lastNanos));
        return Numbers.clock((now.nanos() - startNanos) / 1_000_000_000L)
                + "  clock " + (now.clock() == null ? "-" : TerminalView.CLOCK.format(now.clock()))
                + "  events " + Numbers.grouped(now.events()) + " (" + rate + "/s)"
                + "  results " + Numbers.grouped(now.results())
                + "  alerts " + Numbers.grouped(now.alerts())
                + "  dead " + Numbers.grouped(now.dead())
                + "  late " + Numbers.grouped(now.late())
                + "  lag " + Numbers.grouped(now.lag())
                + "  p50 " + now.p50() + " ms  p99 " + now.p99() + " ms"
                + "  checkpoint " + now.checkpoint();
    }

    @Override
    public void close() {}
}

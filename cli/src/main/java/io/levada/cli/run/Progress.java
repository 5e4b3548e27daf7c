package io.levada.cli.run;

import io.levada.cli.Console;
import io.levada.cli.text.Numbers;
import io.levada.cli.text.TextWidth;
import io.levada.core.data.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is, on stderr: after two seconds a line that is rewritten in place, or on a plain stream a line every ten
 * seconds. Used by one thread.
 */
public final class Progress {
    private static final long FIRST_NANOS = 2_000_000_000L;
    private static final long PLAIN_EVERY_NANOS = 10_000_000_000L;
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final Console console;
    private final Diagnosis diagnosis;
    private final boolean inPlace;
    private final long startNanos;
    private @Nullable Sample last;
    private long nextNanos;
    private int width;
    private String shown = "";
    private String lastHint = "";
    private boolean ending;

    /** @param startNanos when the job began, {@link System#nanoTime} */
    public Progress(Console console, Diagnosis diagnosis, long startNanos) {
        this.console = console;
        this.diagnosis = diagnosis;
        this.inPlace = console.terminal().err();
        this.startNanos = startNanos;
        this.nextNanos = startNanos + (inPlace ? FIRST_NANOS : PLAIN_EVERY_NANOS);
    }

    /** Whether it is time for another sample. */
    public boolean due(long nanos) {
        return nanos >= nextNanos;
    }

    public void show(Sample now) {
        nextNanos = now.nanos() + (inPlace ? EVERY_NANOS : PLAIN_EVERY_NANOS);
        String hint = ending ? "" : diagnosis.of(now).orElse("");
        if (!hint.isEmpty() && !sameHint(hint)) {
            hide();
            console.say(console.errorStyle().yellow("note:") + " " + hint);
        }
        if (inPlace) {
            width = width == 0 ? console.terminal().width() : width;
            shown = console.errorStyle().dim(TextWidth.cut(line(now), width - 1).stripTrailing());
            restore();
        } else {
            console.say(line(now));
        }
        lastHint = hint;
        last = now;
    }

    /** The job was asked to end: why no rows come is no question any more. */
    public void ending() {
        ending = true;
    }

    /** Numbers in a hint change; the hint is said again only when it is another one. */
    private boolean sameHint(String hint) {
        return lastHint.replaceAll("\\d", "").equals(hint.replaceAll("\\d", ""));
    }

    /** Makes room for something else on the terminal. */
    public void hide() {
        if (!shown.isEmpty()) {
            console.err().append("\r\u001b[K").flush();
        }
    }

    /** Shows the line again after something else was printed. */
    public void restore() {
        if (!shown.isEmpty()) {
            console.err().append("\r\u001b[K" + shown).flush();
        }
    }

    /** The job is over: the line goes away. */
    public void end() {
        hide();
        shown = "";
    }

    private String line(Sample now) {
        Sample before = last;
        long since = before == null ? now.nanos() - startNanos : now.nanos() - before.nanos();
        long in = before == null ? 0 : before.rowsIn();
        long out = before == null ? 0 : before.rowsOut();
        StringBuilder line = new StringBuilder(Numbers.clock((now.nanos() - startNanos) / 1_000_000_000L));
        line.append("  in ")
                .append(Numbers.rate(Sample.rate(in, now.rowsIn(), since)))
                .append("/s (");
        line.append(Numbers.grouped(now.rowsIn())).append(")  out ");
        line.append(Numbers.rate(Sample.rate(out, now.rowsOut(), since))).append("/s (");
        line.append(Numbers.grouped(now.rowsOut())).append(')');
        if (now.watermarkMicros() > Watermark.IDLE && now.watermarkMicros() != Watermark.END) {
            line.append("  watermark ").append(Diagnosis.time(now.watermarkMicros()));
        }
        line.append(now.lag() < 0 ? "" : "  lag " + Numbers.grouped(now.lag()));
        line.append(now.checkpoint() <= 0 ? "" : "  checkpoint " + now.checkpoint());
        line.append(now.late() == 0 ? "" : "  late " + Numbers.grouped(now.late()));
        line.append(now.dead() == 0 ? "" : "  dead " + Numbers.grouped(now.dead()));
        return line.toString();
    }
}

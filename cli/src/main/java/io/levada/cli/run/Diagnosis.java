package io.levada.cli.run;

import io.levada.cli.text.Numbers;
import io.levada.cli.text.ValueText;
import io.levada.core.data.Boxed;
import io.levada.core.data.Watermark;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.StreamPlan;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why nothing comes out: the question that everybody asks of a streaming query sooner or later. */
public final class Diagnosis {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long FIRST_OUTPUT_NANOS = 5_000_000_000L;

    private final List<String> sources = new ArrayList<>();
    private final long startNanos;
    private boolean eventTimeWindow;
    private boolean watermarkDeclared;
    private long lastRowsIn;
    private long lastInputNanos;
    private long lastWatermark = Watermark.NONE;
    private long lastWatermarkNanos;
    private long rowsInAtWatermark;

    public Diagnosis(StreamPlan plan, long startNanos) {
        this.startNanos = startNanos;
        this.lastInputNanos = startNanos;
        this.lastWatermarkNanos = startNanos;
        plan.sinks().forEach(this::visit);
    }

    private void visit(PlanNode node) {
        switch (node) {
            case Scan scan -> {
                if (!sources.contains(scan.table().name())) {
                    sources.add(scan.table().name());
                }
            }
            case WindowAggregate window -> eventTimeWindow |= !window.processingTime();
            case WatermarkAssigner assigner -> watermarkDeclared = true;
            default -> {}
        }
        node.inputs().forEach(this::visit);
    }

    /** To be called about once a second; says something only when there is something to say. */
    public Optional<String> of(Sample now) {
        List<String> reachable = sources.stream()
                .filter(name -> !now.unreachable().contains(name))
                .toList();
        if (now.rowsIn() != lastRowsIn || reachable.isEmpty()) {
            lastRowsIn = now.rowsIn();
            lastInputNanos = now.nanos();
        }
        // A source that can't be read holds the watermark back, and that is no riddle.
        if (now.watermarkMicros() != lastWatermark || !now.unreachable().isEmpty()) {
            lastWatermark = now.watermarkMicros();
            lastWatermarkNanos = now.nanos();
            rowsInAtWatermark = now.rowsIn();
        }
        long silence = now.nanos() - lastInputNanos;
        if (silence >= PATIENCE_NANOS && now.lag() <= 0) {
            return Optional.of(quiet(now, reachable, silence / 1_000_000_000L));
        }
        if (now.rowsIn() == 0 || now.nanos() - startNanos < FIRST_OUTPUT_NANOS) {
            return Optional.empty();
        }
        if (watermarkDeclared
                && now.nanos() - lastWatermarkNanos >= PATIENCE_NANOS
                && now.rowsIn() > rowsInAtWatermark
                && lastWatermark != Watermark.END) {
            return Optional.of(stuckWatermark());
        }
        return now.rowsOut() == 0 ? nothingOut(now) : Optional.empty();
    }

    private static String quiet(Sample now, List<String> reachable, long seconds) {
        String names = String.join(", ", reachable);
        return now.rowsIn() == 0
                ? "no row has come from " + names + " yet (" + seconds
                        + " s): is anything written to it, or does it read" + " from the latest offset?"
                : "no row has come from " + names + " for " + seconds + " s";
    }

    private String stuckWatermark() {
        return lastWatermark == Watermark.NONE
                ? "rows come but there is no watermark: a partition without rows holds it back;"
                        + " 'scan.watermark.idle-timeout' = '5 s' lets the others go on"
                : "the watermark stands still at " + time(lastWatermark) + ": a silent partition holds it back;"
                        + " 'scan.watermark.idle-timeout' = '5 s' lets the others go on";
    }

    private Optional<String> nothingOut(Sample now) {
        if (now.filtered() == now.rowsIn()) {
            return Optional.of("0 rows out: the filter dropped all " + Numbers.grouped(now.rowsIn()) + " rows so far");
        }
        if (eventTimeWindow && now.watermarkMicros() == Watermark.NONE) {
            return Optional.of("0 rows out: there is no watermark yet, so no window can end");
        }
        if (eventTimeWindow && now.late() > 0 && now.late() >= now.rowsIn() - now.filtered()) {
            return Optional.of(
                    "0 rows out: every row came too late for its window; does the watermark leave enough time?");
        }
        return eventTimeWindow
                ? Optional.of("0 rows out: the watermark (" + time(now.watermarkMicros())
                        + ") has not passed the first window's end yet")
                : Optional.empty();
    }

    static String time(long micros) {
        return new ValueText(java.time.ZoneOffset.UTC).of(Boxed.toLocalDateTime(micros), DataType.timestamp(0));
    }
}

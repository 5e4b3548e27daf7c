package io.levada.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.cli.Console;
import io.levada.cli.TerminalFacts;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.Settings;
import io.levada.core.data.Watermark;
import io.levada.core.expr.InputRef;
import io.levada.core.plan.AggregateCall;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.Scan;
import io.levada.core.plan.Sink;
import io.levada.core.plan.StreamPlan;
import io.levada.core.plan.WatermarkAssigner;
import io.levada.core.plan.WindowAggregate;
import io.levada.core.plan.WindowSpec;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                new TerminalFacts(false, false, terminal),
                Map.of("NO_COLOR", "1"));
    }

    private static Sample sample(long seconds, long in, long out, long watermark) {
        return new Sample(seconds * SECOND, in, out, 0, 2, 0, watermark, 1204, Set.of(), 11);
    }

    private static StreamPlan plan(boolean window) {
        Table table = new Table(
                "flights",
                List.of(new TableColumn.Physical("ts", DataType.timestamp(3))),
                null,
                List.of(),
                List.of(),
                Settings.EMPTY,
                null);
        PlanNode node = new Scan(table, List.of(0), ChangelogMode.APPEND);
        if (window) {
            node = new WatermarkAssigner(node, 0, new InputRef(0, DataType.timestamp(3)), Duration.ZERO);
            node = new WindowAggregate(
                    node,
                    new WindowSpec.Tumble(3_600_000, 0),
                    0,
                    false,
                    List.of(),
                    List.of(new AggregateCall("COUNT", false, List.of(), -1, DataType.BIGINT, "n")),
                    List.of(),
                    RowType.of(new Field("n", DataType.BIGINT)));
        }
        return new StreamPlan(List.of(new Sink(node, "result", null, List.of())), Settings.EMPTY);
    }

    @Test
    void aPlainStreamGetsALineEveryTenSeconds() {
        Progress progress = new Progress(console(false), new Diagnosis(plan(true), 0), 0);
        assertThat(progress.due(9 * SECOND)).isFalse();
        assertThat(progress.due(10 * SECOND)).isTrue();
        progress.show(sample(10, 148_140, 3720, 978_523_200_000_000L));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("00:10  in 14,814/s (148,140)  out 372/s (3,720)  watermark 2001-01-03 12:00:00"
                        + "  lag 1,204  checkpoint 11  late 2\n");
        assertThat(progress.due(19 * SECOND)).isFalse();
    }

    @Test
    void aTerminalGetsOneLineThatIsRewritten() {
        Progress progress = new Progress(console(true), new Diagnosis(plan(true), 0), 0);
        assertThat(progress.due(SECOND)).isFalse();
        progress.show(sample(2, 10, 1, Watermark.NONE));
        progress.show(sample(3, 20, 2, Watermark.NONE));
        progress.end();
        String text = err.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .doesNotContain("\n")
                .startsWith("\r\u001b[K00:02  in 5.0/s (10)")
                .endsWith("\r\u001b[K");
    }

    @Test
    void aJobThatIsToEndIsNotAskedWhyNoRowsCome() {
        Progress progress = new Progress(console(false), new Diagnosis(plan(true), 0), 0);
        progress.show(new Sample(10 * SECOND, 0, 0, 0, 0, 0, Watermark.NONE, 0, Set.of(), 0));
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("note: no row has come from flights yet");
        err.reset();
        progress.show(new Sample(20 * SECOND, 5, 5, 0, 0, 0, 1_000_000, 0, Set.of(), 0));
        progress.ending();
        progress.show(new Sample(40 * SECOND, 5, 5, 0, 0, 0, 1_000_000, 0, Set.of(), 0));
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("00:20").doesNotContain("note:");
    }

    @Test
    void aJobThatStartedAgainCountsFromZero() {
        assertThat(Sample.rate(100, 150, 10 * SECOND)).isEqualTo(5);
        assertThat(Sample.rate(100, 20, 10 * SECOND)).isEqualTo(2);
    }

    @Test
    void saysWhyNothingComesOut() {
        Diagnosis diagnosis = new Diagnosis(plan(true), 0);
        assertThat(diagnosis.of(sample(2, 10, 0, 0))).isEmpty();
        assertThat(diagnosis.of(sample(6, 20, 0, 978_523_200_000_000L)))
                .contains("0 rows out: the watermark (2001-01-03 12:00:00) has not passed the first window's end yet");
        assertThat(diagnosis.of(sample(7, 30, 5, 978_523_200_000_000L))).isEmpty();
        assertThat(diagnosis.of(sample(18, 50, 5, 978_523_200_000_000L)).orElse(""))
                .startsWith("the watermark stands still at 2001-01-03 12:00:00");
    }

    @Test
    void saysThatASourceIsSilent() {
        Diagnosis diagnosis = new Diagnosis(plan(false), 0);
        Sample nothing = new Sample(11 * SECOND, 0, 0, 0, 0, 0, Watermark.NONE, 0, Set.of(), 0);
        assertThat(diagnosis.of(nothing).orElse("")).startsWith("no row has come from flights yet (11 s)");
        Sample filtered = new Sample(20 * SECOND, 40, 0, 40, 0, 0, Watermark.NONE, 0, Set.of(), 0);
        assertThat(diagnosis.of(filtered)).contains("0 rows out: the filter dropped all 40 rows so far");
        Sample silent = new Sample(32 * SECOND, 40, 0, 40, 0, 0, Watermark.NONE, 0, Set.of(), 0);
        assertThat(diagnosis.of(silent)).contains("no row has come from flights for 12 s");
    }

    @Test
    void aSourceThatCannotBeReadIsNotCalledSilent() {
        Diagnosis diagnosis = new Diagnosis(plan(true), 0);
        assertThat(diagnosis.of(away(11, 0))).isEmpty();
        assertThat(diagnosis.of(sample(12, 10, 1, Watermark.NONE))).isEmpty();
        assertThat(diagnosis.of(away(40, 10))).isEmpty();
        Sample back = new Sample(45 * SECOND, 10, 1, 0, 0, 0, Watermark.NONE, 0, Set.of(), 0);
        assertThat(diagnosis.of(back)).as("its time begins anew").isEmpty();
    }

    private static Sample away(long seconds, long in) {
        return new Sample(seconds * SECOND, in, 1, 0, 0, 0, Watermark.NONE, -1, Set.of("flights"), 0);
    }
}

package io.levada.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every sink does. A subclass names a table whose outside place is empty when a test begins, rows to write, and
 * says what can be seen outside.
 */
public abstract class SinkConformance {
    @TempDir
    protected Path jobDirectory;

    protected abstract Connector connector();

    /** Always the same within one test. */
    protected abstract Table table();

    /** Rows of the table's writable columns, all inserts, all different; at least six. */
    protected abstract List<Row> rows();

    /** What a reader outside sees now (of a transactional system: what is committed), as rows like {@link #rows}. */
    protected abstract List<Row> visible() throws Exception;

    /** Whether the connector promises exactly once. Those that don't are asked less. */
    protected boolean exactlyOnce() {
        return true;
    }

    /** The changes that the tests write. */
    protected ChangelogMode mode() {
        return ChangelogMode.APPEND;
    }

    private SinkHarness open(DeliveryGuarantee guarantee, int workers, long restored) {
        return new SinkHarness(connector(), table(), mode(), Jobs.job(guarantee, jobDirectory), workers, restored);
    }

    private List<Row> first() {
        return rows().subList(0, 3);
    }

    private List<Row> rest() {
        return rows().subList(3, rows().size());
    }

    private void assumeExactlyOnce() {
        Assumptions.assumeTrue(exactlyOnce(), "the connector doesn't promise exactly once");
    }

    @Test
    void saysThatItCanBeWritten() {
        assertThat(connector().describe(table()).sink()).isNotNull();
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void showsNothingBeforeApplyAndAllAfterIt() throws Exception {
        assumeExactlyOnce();
        try (SinkHarness sink = open(DeliveryGuarantee.EXACTLY_ONCE, 2, 0)) {
            sink.write(0, first()).write(1, rest()).flush();
            List<byte[]> committables = sink.prepare(1);
            assertThat(visible()).as("prepared, not decided").isEmpty();
            sink.decide(1).apply(1, committables);
            assertThat(visible()).containsExactlyInAnyOrderElementsOf(rows());
        }
        assertThat(visible()).as("closed").containsExactlyInAnyOrderElementsOf(rows());
    }

    @Test
    void appliesTwiceWithTheEffectOfOnce() throws Exception {
        assumeExactlyOnce();
        List<byte[]> committables;
        try (SinkHarness sink = open(DeliveryGuarantee.EXACTLY_ONCE, 1, 0)) {
            sink.write(0, rows());
            committables = sink.prepare(1);
            sink.decide(1).apply(1, committables).apply(1, committables);
            assertThat(visible()).containsExactlyInAnyOrderElementsOf(rows());
        }
        try (SinkHarness restarted = open(DeliveryGuarantee.EXACTLY_ONCE, 1, 1)) {
            restarted.apply(1, committables);
            assertThat(visible()).containsExactlyInAnyOrderElementsOf(rows());
        }
    }

    @Test
    void appliesAfterACrashWhatWasDecidedBeforeIt() throws Exception {
        assumeExactlyOnce();
        List<byte[]> committables;
        try (SinkHarness sink = open(DeliveryGuarantee.EXACTLY_ONCE, 1, 0)) {
            sink.write(0, rows());
            committables = sink.prepare(1);
            sink.decide(1);
        }
        try (SinkHarness restarted = open(DeliveryGuarantee.EXACTLY_ONCE, 1, 1)) {
            restarted.apply(1, committables);
            assertThat(visible()).containsExactlyInAnyOrderElementsOf(rows());
        }
    }

    @Test
    void throwsAwayWhatWasNotDecided() throws Exception {
        assumeExactlyOnce();
        try (SinkHarness sink = open(DeliveryGuarantee.EXACTLY_ONCE, 2, 0)) {
            sink.write(0, first()).checkpoint(1);
            sink.write(1, rest());
            sink.prepare(2);
            sink.write(0, rest()).flush();
        }
        assertThat(visible()).containsExactlyInAnyOrderElementsOf(first());
        try (SinkHarness restarted = open(DeliveryGuarantee.EXACTLY_ONCE, 1, 1)) {
            restarted.write(0, rest()).checkpoint(3);
        }
        assertThat(visible()).containsExactlyInAnyOrderElementsOf(rows());
    }

    @Test
    void addsOneCheckpointToTheOther() throws Exception {
        List<Row> written = new ArrayList<>();
        try (SinkHarness sink = open(DeliveryGuarantee.EXACTLY_ONCE, 2, 0)) {
            for (int i = 0; i < rows().size(); i++) {
                sink.write(i % 2, List.of(rows().get(i))).checkpoint(i + 1L);
                written.add(rows().get(i));
                assertThat(visible()).containsExactlyInAnyOrderElementsOf(written);
            }
        }
    }

    @Test
    void takesCheckpointsWithoutRows() throws Exception {
        try (SinkHarness sink = open(DeliveryGuarantee.EXACTLY_ONCE, 2, 0)) {
            sink.checkpoint(1);
            sink.checkpoint(2);
            assertThat(visible()).isEmpty();
            sink.write(0, first()).checkpoint(3);
            sink.checkpoint(4);
            assertThat(visible()).containsExactlyInAnyOrderElementsOf(first());
        }
    }

    @Test
    void writesAtLeastOnce() throws Exception {
        try (SinkHarness sink = open(DeliveryGuarantee.AT_LEAST_ONCE, 2, 0)) {
            sink.write(0, first()).write(1, rest());
            sink.checkpoint(1);
            assertThat(visible()).containsAll(rows());
        }
    }

    @Test
    void writesWithoutCheckpoints() throws Exception {
        try (SinkHarness sink = open(DeliveryGuarantee.NONE, 1, 0)) {
            sink.write(0, rows());
            // The end of bounded input, in a job that takes no other checkpoints.
            sink.checkpoint(1);
        }
        assertThat(visible()).containsExactlyInAnyOrderElementsOf(rows());
    }

    @Test
    void refusesAnUnknownOption() {
        OptionChecks.unknownOptionIsRefusedWithTheNearest(connector(), table());
    }

    @Test
    void refusesAWrongValue() {
        OptionChecks.wrongValueIsRefusedWithTheOptionsName(connector(), table());
    }
}

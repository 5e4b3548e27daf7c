package io.levada.connector.standard.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.Bytes;
import io.levada.core.data.ChangeKind;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintConnectorTest {
    private static final DataType ROW = DataType.row(List.of(new Field("x", DataType.DOUBLE)));

    private static Table table(String... options) {
        return Jobs.table(
                "t",
                List.of(
                        Jobs.column("a", DataType.INTEGER),
                        Jobs.column("b", DataType.STRING),
                        Jobs.column("c", DataType.timestamp(3)),
                        Jobs.column("d", DataType.array(ROW)),
                        Jobs.column("e", DataType.map(DataType.STRING, DataType.BYTES))),
                options);
    }

    private static final List<Row> ROWS = List.of(
            Row.of(
                    1,
                    "olá",
                    LocalDateTime.parse("2001-01-01T00:00"),
                    Arrays.asList(Row.of(1.5), null),
                    Map.of("k", Bytes.of("ab"))),
            Row.ofKind(ChangeKind.UPDATE_BEFORE, null, null, null, null, null));

    private static final String LINES =
            "+I[1, olá, 2001-01-01T00:00, [+I[1.5], null], {k=[97, 98]}]\n-U[null, null, null, null, null]\n";

    private static String printed(int workers, boolean error, String... options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = error ? System.err : System.out;
        PrintStream caught = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        if (error) {
            System.setErr(caught);
        } else {
            System.setOut(caught);
        }
        try (SinkHarness sink = new SinkHarness(
                new PrintConnector(),
                table(options),
                ChangelogMode.RETRACT,
                Jobs.job(DeliveryGuarantee.NONE, null),
                workers,
                0)) {
            sink.write(workers - 1, ROWS);
        } finally {
            if (error) {
                System.setErr(before);
            } else {
                System.setOut(before);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsChangesAsFlinkDoes() {
        assertThat(printed(1, false)).isEqualTo(LINES);
    }

    @Test
    void putsIdentifierAndWorkerBeforeThem() {
        assertThat(printed(1, false, "print-identifier", "here")).startsWith("here> +I[1, ");
        assertThat(printed(2, false, "print-identifier", "here")).startsWith("here:2> +I[1, ");
        assertThat(printed(2, false)).startsWith("2> +I[1, ");
    }

    @Test
    void printsToStandardErrorWhenAsked() {
        assertThat(printed(1, true, "standard-error", "true")).isEqualTo(LINES);
        assertThat(printed(1, false, "standard-error", "true")).isEmpty();
    }
}

package io.levada.connector.standard.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.Row;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    @TempDir
    Path directory;

    private Table table(String... options) {
        Table table = Jobs.table(
                "t",
                List.of(Jobs.column("id", DataType.INTEGER), Jobs.column("k", DataType.STRING)),
                "connector",
                "filesystem",
                "path",
                directory.toString(),
                "format",
                "csv");
        for (int i = 0; i < options.length; i += 2) {
            table = Jobs.with(table, options[i], options[i + 1]);
        }
        return table;
    }

    private SinkHarness open(Table table, DeliveryGuarantee guarantee, long restored) {
        return new SinkHarness(
                new FilesystemConnector(), table, ChangelogMode.APPEND, Jobs.job(guarantee, null), 1, restored);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(p -> directory.relativize(p).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void namesFilesByTheirStage() throws IOException {
        try (SinkHarness sink = open(table(), DeliveryGuarantee.EXACTLY_ONCE, 0)) {
            sink.write(0, List.of(Row.of(1, "a")));
            List<byte[]> committables = sink.prepare(7);
            assertThat(names()).hasSize(1).allMatch(n -> n.matches("\\.part-conformance-[0-9a-f]{8}-0-0\\.staged-7"));
            sink.apply(7, committables);
            assertThat(names()).hasSize(1).allMatch(n -> n.matches("part-conformance-[0-9a-f]{8}-0-0\\.csv"));
            assertThat(directory.resolve(names().get(0))).hasContent("1,a\n");
        }
    }

    @Test
    void cleansUpAfterACrashButLeavesOthersAlone() throws IOException {
        for (String name : List.of(
                ".part-conformance-0-0-0.inprogress",
                ".part-conformance-0-0-1.staged-4",
                ".part-conformance-0-0-2.staged-5",
                ".part-other-0-0-0.inprogress",
                "part-conformance-0-0-9.csv")) {
            Files.writeString(directory.resolve(name), "1,a\n");
        }
        open(table(), DeliveryGuarantee.EXACTLY_ONCE, 4).close();
        assertThat(names())
                .containsExactly(
                        ".part-conformance-0-0-1.staged-4",
                        ".part-other-0-0-0.inprogress",
                        "part-conformance-0-0-9.csv");
    }

    @Test
    void saysWhenAStagedFileVanished() throws IOException {
        try (SinkHarness sink = open(table(), DeliveryGuarantee.EXACTLY_ONCE, 0)) {
            List<byte[]> committables = sink.write(0, List.of(Row.of(1, "a"))).prepare(1);
            Files.delete(directory.resolve(names().get(0)));
            assertThatThrownBy(() -> sink.apply(1, committables)).hasMessageContaining("has vanished");
        }
    }

    @Test
    void writesPartitionsInDirectories() throws IOException {
        Table table = Jobs.partitioned(table(), "k");
        try (SinkHarness sink = open(table, DeliveryGuarantee.EXACTLY_ONCE, 0)) {
            sink.write(0, List.of(Row.of(1, "a"), Row.of(2, "b=c"), Row.of(3, null), Row.of(4, "a")))
                    .checkpoint(1);
        }
        assertThat(names()).hasSize(3);
        assertThat(names().get(0)).startsWith("k=__DEFAULT_PARTITION__/part-");
        assertThat(names().get(1)).startsWith("k=a/part-");
        assertThat(names().get(2)).startsWith("k=b%3Dc/part-");
        assertThat(directory.resolve(names().get(1))).hasContent("1\n4\n");
    }

    @Test
    void writesManyLargeBatches() throws IOException {
        StringBuilder expected = new StringBuilder();
        try (SinkHarness sink = open(table(), DeliveryGuarantee.EXACTLY_ONCE, 0)) {
            for (int i = 0; i < 30; i++) {
                List<Row> rows = new ArrayList<>();
                for (int j = 0; j < (i % 3 == 0 ? 10 : 4000); j++) {
                    String text = "z".repeat(100) + i + "-" + j;
                    rows.add(Row.of(j, text));
                    expected.append(j).append(",\"").append(text).append("\"\n");
                }
                sink.write(0, rows);
            }
            sink.checkpoint(1);
        }
        assertThat(names()).hasSize(1);
        assertThat(Files.readString(directory.resolve(names().get(0)))).isEqualTo(expected.toString());
    }

    @Test
    void beginsAnotherFileWhenOneIsLarge() throws IOException {
        Table table = table("sink.rolling-policy.file-size", "10 b");
        try (SinkHarness sink = open(table, DeliveryGuarantee.EXACTLY_ONCE, 0)) {
            for (int i = 0; i < 3; i++) {
                sink.write(0, List.of(Row.of(i, "0123456789")));
            }
            sink.checkpoint(1);
        }
        assertThat(names()).hasSize(3);
    }

    @Test
    void publishesWhenItEndsWithoutCheckpoints() throws IOException {
        try (SinkHarness sink = open(table(), DeliveryGuarantee.NONE, 0)) {
            sink.write(0, List.of(Row.of(1, "a")));
        }
        assertThat(names()).hasSize(1).allMatch(n -> n.endsWith(".csv"));
    }

    @Test
    void refusesAFileInPlaceOfADirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "");
        assertThatThrownBy(() -> open(table("path", file.toString()), DeliveryGuarantee.NONE, 0))
                .hasMessageContaining("needs a directory");
    }
}

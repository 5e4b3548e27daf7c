package io.levada.connector.standard.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.data.Watermark;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionCommitTest {
    @TempDir
    Path directory;

    private Table table(String... options) {
        Table table = Jobs.partitioned(
                Jobs.table(
                        "bids",
                        List.of(
                                Jobs.column("id", DataType.INTEGER),
                                Jobs.column("dt", DataType.STRING),
                                Jobs.column("hm", DataType.STRING)),
                        "connector",
                        "filesystem",
                        "path",
                        directory.toString(),
                        "format",
                        "csv",
                        "sink.partition-commit.policy.kind",
                        "success-file"),
                "dt",
                "hm");
        for (int i = 0; i < options.length; i += 2) {
            table = Jobs.with(table, options[i], options[i + 1]);
        }
        return table;
    }

    private Table byPartitionTime() {
        return table(
                "sink.partition-commit.trigger",
                "partition-time",
                "sink.partition-commit.delay",
                "1 min",
                "partition.time-extractor.timestamp-pattern",
                "$dt $hm:00");
    }

    private static SinkHarness open(Table table, int workers, long restored) {
        return new SinkHarness(
                new FilesystemConnector(),
                table,
                ChangelogMode.APPEND,
                Jobs.job(DeliveryGuarantee.EXACTLY_ONCE, null),
                workers,
                restored);
    }

    private static long at(String time) {
        return Boxed.toMicros(LocalDateTime.parse("2024-01-01T" + time));
    }

    /** The partitions that are said to be complete. */
    private List<String> committed() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(p -> p.getFileName().toString().equals("_SUCCESS"))
                    .map(p -> directory.relativize(p.getParent()).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aPartitionIsCompleteWhenEveryWatermarkHasPassedItsTimeAndTheDelay() throws IOException {
        try (SinkHarness sink = open(byPartitionTime(), 2, 0)) {
            sink.write(0, List.of(Row.of(1, "2024-01-01", "12:00"), Row.of(2, "2024-01-01", "12:01")));
            sink.watermark(0, at("12:05:00")).checkpoint(1);
            assertThat(committed()).as("the other writer has no watermark yet").isEmpty();
            sink.watermark(1, at("12:01:00")).checkpoint(2);
            assertThat(committed()).as("the watermark must pass, not reach it").isEmpty();
            sink.watermark(1, at("12:01:01")).checkpoint(3);
            assertThat(committed()).containsExactly("dt=2024-01-01/hm=12%3A00");
            sink.watermark(0, Watermark.END).watermark(1, Watermark.END).checkpoint(4);
            assertThat(committed()).containsExactly("dt=2024-01-01/hm=12%3A00", "dt=2024-01-01/hm=12%3A01");
        }
    }

    @Test
    void whatARunLeavesOpenTheNextOneCommits() throws IOException {
        try (SinkHarness sink = open(byPartitionTime(), 1, 0)) {
            sink.write(0, List.of(Row.of(1, "2024-01-01", "12:00"))).checkpoint(1);
        }
        assertThat(committed()).isEmpty();
        try (SinkHarness sink = open(byPartitionTime(), 1, 1)) {
            sink.watermark(0, at("12:30:00")).checkpoint(2);
        }
        assertThat(committed()).containsExactly("dt=2024-01-01/hm=12%3A00");
    }

    @Test
    void byTheClockAPartitionIsCompleteWithTheCheckpointThatShowsIt() throws IOException {
        try (SinkHarness sink = open(table(), 1, 0)) {
            sink.write(0, List.of(Row.of(1, "a", "b"))).checkpoint(1);
        }
        assertThat(committed()).containsExactly("dt=a/hm=b");
    }

    @Test
    void byTheClockADelayIsWaitedFor() throws IOException {
        try (SinkHarness sink = open(table("sink.partition-commit.delay", "1 h"), 1, 0)) {
            sink.write(0, List.of(Row.of(1, "a", "b"))).checkpoint(1).checkpoint(2);
            assertThat(committed()).isEmpty();
            sink.watermark(0, Watermark.END).checkpoint(3);
        }
        assertThat(committed()).as("nothing more comes at the end").containsExactly("dt=a/hm=b");
    }

    @Test
    void aPartitionThatNamesNoTimeIsAnError() {
        try (SinkHarness sink = open(byPartitionTime(), 1, 0)) {
            sink.write(0, List.of(Row.of(1, "today", "12:00"))).watermark(0, at("12:30:00"));
            assertThatThrownBy(() -> sink.checkpoint(1)).hasMessageContaining("'today 12:00:00' of a partition");
        }
    }

    @Test
    void whatItCantDoIsRefused() {
        FilesystemConnector connector = new FilesystemConnector();
        assertThatThrownBy(() -> connector.describe(table("sink.partition-commit.policy.kind", "metastore")))
                .hasMessage("'sink.partition-commit.policy.kind' = 'metastore' is not there yet");
        assertThatThrownBy(() -> connector.describe(table("partition.time-extractor.kind", "custom")))
                .hasMessageContaining("'custom' is not there yet");
        assertThatThrownBy(() -> new FileSink(new io.levada.core.connector.SinkRequest(
                        table(),
                        table().writableColumns(),
                        ChangelogMode.APPEND,
                        Jobs.job(DeliveryGuarantee.NONE, null))))
                .hasMessageContaining("needs a job that takes checkpoints");
    }

    @Test
    void manyPartitionsDontKeepManyFilesOpen() throws IOException {
        try (SinkHarness sink = open(table(), 1, 0)) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < PartWriter.MOST_OPEN + 20; i++) {
                    sink.write(0, List.of(Row.of(i, "d" + i, "h")));
                }
            }
            sink.checkpoint(1);
        }
        assertThat(committed()).hasSize(PartWriter.MOST_OPEN + 20);
        try (Stream<Path> parts = Files.walk(directory)) {
            assertThat(parts.filter(p -> p.getFileName().toString().startsWith("part-")))
                    .as("the idlest were ended, so that all have two")
                    .hasSize(2 * (PartWriter.MOST_OPEN + 20));
        }
    }
}

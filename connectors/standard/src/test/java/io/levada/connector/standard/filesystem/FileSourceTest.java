package io.levada.connector.standard.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.connector.Connectors;
import io.levada.core.connector.LookupRequest;
import io.levada.core.connector.SourceReader.Status;
import io.levada.core.connector.SourceSplit;
import io.levada.core.data.Boxed;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    @TempDir
    Path directory;

    private final FilesystemConnector connector = new FilesystemConnector();

    private Table table(String... options) {
        Table table = Jobs.table(
                "t",
                List.of(Jobs.column("id", DataType.INTEGER), Jobs.column("s", DataType.STRING)),
                "connector",
                "filesystem",
                "path",
                directory.toString(),
                "format",
                "json");
        for (int i = 0; i < options.length; i += 2) {
            table = Jobs.with(table, options[i], options[i + 1]);
        }
        return table;
    }

    private SourceHarness open(Table table, List<TableColumn> columns) {
        return new SourceHarness(connector, table, columns, 1000, 1);
    }

    @Test
    void readsLargeFilesAndGoesOnInTheMiddle() throws IOException {
        StringBuilder lines = new StringBuilder();
        List<Row> expected = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            String text = "x".repeat(i % 50);
            lines.append("{\"id\":").append(i).append(",\"s\":\"").append(text).append("\"}\n");
            expected.add(Row.of(i, text));
        }
        Files.writeString(directory.resolve("big.json"), lines);
        List<Row> rows;
        List<SourceSplit> positions;
        try (SourceHarness first = open(table(), table().columns())) {
            first.discover();
            first.pollRows(17_500);
            rows = new ArrayList<>(first.output().rows());
            positions = first.positions();
        }
        assertThat(rows).hasSizeLessThan(20_000);
        try (SourceHarness second =
                open(table(), table().columns()).restore(positions).pollToEnd()) {
            rows.addAll(second.output().rows());
        }
        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void readsARecordThatIsLongerThanAChunk() throws IOException {
        String text = "y".repeat(900_000);
        Files.writeString(directory.resolve("a.json"), "{\"id\":1}\n{\"s\":\"" + text + "\"}\n{\"id\":3}");
        try (SourceHarness harness = open(table(), table().columns()).start().pollToEnd()) {
            assertThat(harness.output().rows()).containsExactly(Row.of(1, null), Row.of(null, text), Row.of(3, null));
        }
    }

    @Test
    void followsNewFiles() throws IOException {
        Files.writeString(directory.resolve("a.json"), "{\"id\":1}\n");
        Table table = table("source.monitor-interval", "50 ms");
        assertThat(connector.describe(table).bounded()).isFalse();
        try (SourceHarness harness = open(table, table.columns())) {
            assertThat(harness.source().discoveryInterval()).isEqualTo(Duration.ofMillis(50));
            assertThat(harness.discover()).isEqualTo(1);
            harness.pollRows(1);
            assertThat(harness.poll()).isEqualTo(Status.IDLE);
            assertThat(harness.discover()).isZero();
            Files.writeString(directory.resolve("b.json"), "{\"id\":2}");
            assertThat(harness.discover()).isEqualTo(1);
            harness.pollRows(2);
            assertThat(harness.output().rows()).containsExactly(Row.of(1, null), Row.of(2, null));
        }
    }

    @Test
    void doesNotReadAgainWhatWasReadToItsEnd() throws IOException {
        Path file = directory.resolve("a.json");
        Files.writeString(file, "{\"id\":1}");
        List<SourceSplit> positions;
        try (SourceHarness first = open(table(), table().columns()).start().pollToEnd()) {
            positions = first.positions();
        }
        Files.delete(file);
        try (SourceHarness second =
                open(table(), table().columns()).restore(positions).pollToEnd()) {
            assertThat(second.output().count()).isZero();
            assertThat(second.output().ended()).containsExactly("a.json");
        }
    }

    @Test
    void knowsItsFiles() throws IOException {
        Path file = directory.resolve("a.json");
        Files.writeString(file, "{\"id\":1}\n");
        Instant time = Instant.parse("2001-02-03T04:05:06.789Z");
        Files.setLastModifiedTime(file, FileTime.from(time));
        List<TableColumn> columns = new ArrayList<>();
        FilesystemConnector.METADATA.forEach((key, type) -> columns.add(Jobs.metadata(key, type, key)));
        columns.sort(java.util.Comparator.comparing(TableColumn::name));
        try (SourceHarness harness = open(table(), columns).start().pollToEnd()) {
            assertThat(harness.output().rows()).containsExactly(Row.of(time, "a.json", file.toString(), 9L));
        }
    }

    @Test
    void sendsBadRecordsToTheDeadLetters() throws IOException {
        Files.writeString(directory.resolve("a.json"), "{\"id\":1}\nnonsense\n{\"id\":3}\n");
        try (SourceHarness harness = open(table(), table().columns()).start().pollToEnd()) {
            assertThat(harness.output().rows()).containsExactly(Row.of(1, null), Row.of(3, null));
            assertThat(harness.output().deadLetters()).hasSize(1).allSatisfy(letter -> {
                assertThat(letter.splitId()).isEqualTo("a.json");
                assertThat(letter.offset()).isEqualTo(2);
                assertThat(letter.raw()).hasToString("nonsense");
                assertThat(letter.reason()).startsWith("expected a JSON object");
            });
        }
    }

    @Test
    void readsOneFileAndThoseThatMatch() throws IOException {
        Files.writeString(directory.resolve("a.json"), "{\"id\":1}");
        Files.writeString(directory.resolve("b.log"), "{\"id\":2}");
        Table one = table("path", directory.resolve("b.log").toString());
        try (SourceHarness harness = open(one, one.columns()).start().pollToEnd()) {
            assertThat(harness.output().rows()).containsExactly(Row.of(2, null));
        }
        Table matching = table("source.path.regex-pattern", ".*\\.json");
        try (SourceHarness harness = open(matching, matching.columns()).start().pollToEnd()) {
            assertThat(harness.output().rows()).containsExactly(Row.of(1, null));
        }
    }

    @Test
    void isALookupTable() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "# airports\n1,a\n2,b\n");
        Table table = table("format", "csv", "csv.allow-comments", "true", "lookup.cache.ttl", "10 min");
        LookupRequest request =
                new LookupRequest(table, table.columns(), List.of(0), Jobs.job(DeliveryGuarantee.NONE, null));
        assertThat(connector.lookup(request).refreshInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(Boxed.rows(connector.lookup(request).load().get(0), request.rowType()))
                .containsExactly(Row.of(1, "a"), Row.of(2, "b"));
        Files.writeString(directory.resolve("b.csv"), "3,c\nx,d\n");
        assertThatThrownBy(() -> connector.lookup(request).load())
                .hasMessageContaining("record 2 of ")
                .hasMessageContaining("'x' is not an INT");
        Table skipping = Jobs.with(table, "on-error", "skip");
        assertThat(connector
                        .lookup(new LookupRequest(
                                skipping, table.columns(), List.of(0), Jobs.job(DeliveryGuarantee.NONE, null)))
                        .load())
                .extracting(b -> b.rowCount())
                .containsExactly(2, 1);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Table missing = table("path", directory.resolve("nowhere").toString());
        assertThat(connector.describe(missing).bounded())
                .as("describe touches no file")
                .isTrue();
        assertThatThrownBy(() -> open(missing, missing.columns()).start())
                .hasFieldOrPropertyWithValue("code", ErrorCode.FILE_NOT_FOUND)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> connector.describe(table("path", "s3://bucket/x")))
                .hasMessageContaining("only local files");
        assertThatThrownBy(() -> connector.describe(Jobs.partitioned(
                        Jobs.table("t", List.of(Jobs.column("x", DataType.DOUBLE)), "path", "p", "format", "json"),
                        "x")))
                .hasMessageContaining("can't be partitioned by column 'x' of type DOUBLE");
        assertThatThrownBy(() -> Connectors.load().of(table("csv.field-delimiter", ";")))
                .hasMessageContaining("has no option 'csv.field-delimiter'");
        Files.write(directory.resolve("broken.json.gz"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        try (SourceHarness harness = open(table(), table().columns()).start()) {
            assertThatThrownBy(harness::pollToEnd)
                    .hasFieldOrPropertyWithValue("code", ErrorCode.STORAGE)
                    .hasMessageContaining("broken.json.gz");
        }
    }

    @Test
    void refusesAFileThatBecameShorter() throws IOException {
        Path file = directory.resolve("a.json");
        Files.writeString(file, "{\"id\":1}\n{\"id\":2}\n");
        List<SourceSplit> positions;
        try (SourceHarness first = new SourceHarness(connector, table(), table().columns(), 1, 1)) {
            first.discover();
            positions = first.pollRows(1).positions();
        }
        Files.writeString(file, "{}");
        try (SourceHarness second = open(table(), table().columns()).restore(positions)) {
            assertThatThrownBy(second::pollToEnd)
                    .hasFieldOrPropertyWithValue("code", ErrorCode.STATE_MISMATCH)
                    .hasMessageContaining("shorter");
        }
    }
}

package io.levada.connector.standard.filesystem;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SinkConformance;
import io.levada.testkit.connector.SourceHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class FileSinkConformanceTest {
    private abstract static class OfFiles extends SinkConformance {
        @TempDir
        Path directory;

        @Override
        protected Connector connector() {
            return new FilesystemConnector();
        }

        Table table(String format) {
            return Jobs.table(
                    "t",
                    List.of(
                            Jobs.column("id", DataType.BIGINT),
                            Jobs.column("name", DataType.STRING),
                            Jobs.column("group", DataType.STRING)),
                    "connector",
                    "filesystem",
                    "path",
                    directory.resolve("out").toString(),
                    "format",
                    format);
        }

        @Override
        protected List<Row> rows() {
            return List.of(
                    Row.of(1L, "a", "x"),
                    Row.of(2L, "b", "y/z"),
                    Row.of(3L, "c\nd", "x"),
                    Row.of(4L, "e", "100%"),
                    Row.of(5L, "f", ".."),
                    Row.of(6L, "g", "x"));
        }

        @Override
        protected List<Row> visible() {
            if (!Files.exists(directory.resolve("out"))) {
                return List.of();
            }
            try (SourceHarness harness = new SourceHarness(connector(), table(), table().columns(), 100, 1)
                    .start()
                    .pollToEnd()) {
                return harness.output().rows();
            }
        }
    }

    @Nested
    class Json extends OfFiles {
        @Override
        protected Table table() {
            return table("json");
        }
    }

    @Nested
    class PartitionedCsv extends OfFiles {
        @Override
        protected Table table() {
            return Jobs.partitioned(table("csv"), "group");
        }
    }
}

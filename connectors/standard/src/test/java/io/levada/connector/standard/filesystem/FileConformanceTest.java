package io.levada.connector.standard.filesystem;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connector;
import io.levada.core.data.Row;
import io.levada.core.type.DataType;
import io.levada.testkit.connector.Jobs;
import io.levada.testkit.connector.SourceConformance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class FileConformanceTest {
    private abstract static class OfFiles extends SourceConformance {
        @TempDir
        Path directory;

        @Override
        protected Connector connector() {
            return new FilesystemConnector();
        }

        void write(String name, String text) throws IOException {
            Path path = directory.resolve(name);
            Files.createDirectories(path.getParent());
            try (OutputStream out = name.endsWith(".gz")
                    ? new GZIPOutputStream(Files.newOutputStream(path))
                    : Files.newOutputStream(path)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Nested
    class JsonLines extends OfFiles {
        @BeforeEach
        void files() throws IOException {
            write("a.json", "{\"id\":1,\"name\":\"a\"}\n\n{\"id\":2}\r\n{\"id\":3,\"name\":\"c\"}");
            write("sub/b.json.gz", "{\"id\":4}\n{\"id\":5,\"name\":\"e\"}\n{\"id\":6}\n");
            write("empty.json", "");
            write(".hidden.json", "{\"id\":99}\n");
            write("_temporary/x.json", "{\"id\":99}\n");
        }

        @Override
        protected Table table() {
            return Jobs.table(
                    "t",
                    List.of(Jobs.column("id", DataType.BIGINT), Jobs.column("name", DataType.STRING)),
                    "connector",
                    "filesystem",
                    "path",
                    directory.toString(),
                    "format",
                    "json");
        }

        @Override
        protected List<Row> rows() {
            return List.of(
                    Row.of(1L, "a"),
                    Row.of(2L, null),
                    Row.of(3L, "c"),
                    Row.of(4L, null),
                    Row.of(5L, "e"),
                    Row.of(6L, null));
        }
    }

    @Nested
    class PartitionedCsvWithHeader extends OfFiles {
        @BeforeEach
        void files() throws IOException {
            write("day=2001-01-01/x.csv", "id,name\n1,a\n2,\"b\nb\"\n3,\"c,\"\"\"\n");
            write("day=2001-01-02/y.csv", "id,name\n4,d\n5,e");
            write("day=__DEFAULT_PARTITION__/z.csv", "id,name\n");
        }

        @Override
        protected Table table() {
            return Jobs.partitioned(
                    Jobs.table(
                            "t",
                            List.of(
                                    Jobs.column("id", DataType.INTEGER),
                                    Jobs.column("day", DataType.DATE),
                                    Jobs.column("name", DataType.STRING)),
                            "connector",
                            "filesystem",
                            "path",
                            directory.toUri().toString(),
                            "format",
                            "csv",
                            "csv.ignore-first-line",
                            "true"),
                    "day");
        }

        @Override
        protected List<Row> rows() {
            java.time.LocalDate first = java.time.LocalDate.of(2001, 1, 1);
            return List.of(
                    Row.of(1, first, "a"),
                    Row.of(2, first, "b\nb"),
                    Row.of(3, first, "c,\""),
                    Row.of(4, first.plusDays(1), "d"),
                    Row.of(5, first.plusDays(1), "e"));
        }
    }
}

package io.levada.connector.standard.filesystem;

import io.levada.connector.standard.io.BatchBuilder;
import io.levada.connector.standard.io.IoThread;
import io.levada.connector.standard.io.TableFormat;
import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.RowType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the declaration of a table of files says. */
final class FileTable {
    private final Table table;
    private final Path root;
    private final TableFormat format;
    private final Optional<Pattern> pattern;

    FileTable(Table table) {
        this.table = table;
        root = root(table);
        format = new TableFormat(recordTable(table), FilesystemConnector.FORMAT, true);
        pattern = table.options().find(FilesystemConnector.PATH_PATTERN);
    }

    Table table() {
        return table;
    }

    /** The file or directory. */
    Path root() {
        return root;
    }

    TableFormat format() {
        return format;
    }

    private static Path root(Table table) {
        String text = table.options().get(FilesystemConnector.PATH);
        if (!text.contains(":/") || text.startsWith("file:")) {
            return (text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text))
                    .toAbsolutePath()
                    .normalize();
        }
        throw new LevadaException(
                ErrorCode.OPTION_INVALID,
                "'path' = '" + text + "' is not on this machine: only local files are supported",
                "write file:///... or a plain path");
    }

    /** Partition columns are in the names of directories, not in records. */
    private static Table recordTable(Table table) {
        return new Table(
                table.name(),
                table.columns().stream()
                        .filter(c -> !table.partitionKeys().contains(c.name()))
                        .toList(),
                table.watermark(),
                table.primaryKey(),
                List.of(),
                table.options(),
                table.comment());
    }

    RowType recordType() {
        return recordTable(table).physicalType();
    }

    boolean isInRecord(TableColumn column) {
        return column instanceof TableColumn.Physical && !table.partitionKeys().contains(column.name());
    }

    void checkPartitions() {
        for (TableColumn column : table.columns()) {
            if (table.partitionKeys().contains(column.name())) {
                PartitionValues.check(column);
            }
        }
    }

    BatchBuilder builder(List<TableColumn> columns, ZoneId zone) {
        return new BatchBuilder(recordTable(table), columns, this::isInRecord, format, zone);
    }

    /** The files to read now, each by its path below the root, in order. Names that begin with a dot or _ are hidden. */
    List<String> list() {
        if (Files.isRegularFile(root)) {
            return List.of(root.getFileName().toString());
        }
        if (!Files.isDirectory(root)) {
            throw new LevadaException(
                    ErrorCode.FILE_NOT_FOUND,
                    "there is no file or directory " + root + " (table '" + table.name() + "')");
        }
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Collector(found));
        } catch (IOException e) {
            throw new LevadaException(ErrorCode.STORAGE, IoThread.describe(e), null, null, e);
        }
        Collections.sort(found);
        return found;
    }

    /** The file with that path below the root. */
    Path resolve(String id) {
        return Files.isRegularFile(root) ? root : root.resolve(id);
    }

    private final class Collector extends SimpleFileVisitor<Path> {
        private final List<String> found;

        Collector(List<String> found) {
            this.found = found;
        }

        private static boolean isHidden(Path path) {
            String name = path.getFileName().toString();
            return name.startsWith(".") || name.startsWith("_") && !name.contains("=");
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return !directory.equals(root) && isHidden(directory)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean wanted = attributes.isRegularFile()
                    && !isHidden(file)
                    && (pattern.isEmpty()
                            || pattern.get().matcher(file.toString()).matches());
            if (wanted) {
                found.add(root.relativize(file).toString());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof java.nio.file.NoSuchFileException) {
                // Gone since it was listed: somebody renamed or removed it.
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}

package io.levada.connector.standard.filesystem;

import io.levada.core.catalog.TableColumn;
import io.levada.core.data.Boxed;
import io.levada.core.data.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns whose values are the same for all records of a file: metadata and partitions. */
final class FileColumns {
    private final List<TableColumn> columns;
    private final @Nullable Object[] values;

    FileColumns(FileTable table, List<TableColumn> columns, String id) throws IOException {
        this.columns = columns;
        values = new Object[columns.size()];
        Path path = table.resolve(id);
        for (int i = 0; i < values.length; i++) {
            TableColumn column = columns.get(i);
            if (column instanceof TableColumn.Metadata metadata) {
                values[i] = metadata(metadata.key(), path);
            } else if (!table.isInRecord(column)) {
                String defaultName = table.table().options().get(FilesystemConnector.DEFAULT_PARTITION);
                values[i] = PartitionValues.value(id, column.name(), column.type(), defaultName);
            }
        }
    }

    private static Object metadata(String key, Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return switch (key) {
            case "file.path" -> path.toString();
            case "file.name" -> path.getFileName().toString();
            case "file.size" -> attributes.size();
            case "file.modification-time" -> {
                Instant time = attributes.lastModifiedTime().toInstant();
                yield time.truncatedTo(ChronoUnit.MILLIS);
            }
            default -> throw new IllegalArgumentException("no metadata " + key);
        };
    }

    void fill(int index, Column target, int rows) {
        Object value = values[index];
        if (value == null) {
            for (int i = 0; i < rows; i++) {
                target.appendNull();
            }
            return;
        }
        Column one = Column.create(columns.get(index).type(), 1);
        Boxed.append(one, columns.get(index).type(), value);
        for (int i = 0; i < rows; i++) {
            target.appendFrom(one, 0);
        }
    }
}

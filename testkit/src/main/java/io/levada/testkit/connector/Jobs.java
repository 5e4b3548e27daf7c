package io.levada.testkit.connector;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.config.DeliveryGuarantee;
import io.levada.core.config.Settings;
import io.levada.core.connector.JobInfo;
import io.levada.core.type.DataType;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jobs and tables for tests. */
public final class Jobs {
    private Jobs() {}

    /** A job in UTC without settings. */
    public static JobInfo job(DeliveryGuarantee guarantee, @Nullable Path directory) {
        return new JobInfo("conformance", guarantee, directory, Settings.EMPTY, ZoneOffset.UTC);
    }

    /** A table of physical columns; options as key, value, key, value. */
    public static Table table(String name, List<? extends TableColumn> columns, String... options) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        return new Table(name, List.copyOf(columns), null, List.of(), List.of(), new Settings(map), null);
    }

    public static TableColumn column(String name, DataType type) {
        return new TableColumn.Physical(name, type);
    }

    public static TableColumn metadata(String name, DataType type, String key) {
        return new TableColumn.Metadata(name, type, key, true);
    }

    /** The same table with one option more, or another value for it. */
    public static Table with(Table table, String key, String value) {
        return new Table(
                table.name(),
                table.columns(),
                table.watermark(),
                table.primaryKey(),
                table.partitionKeys(),
                table.options().with(key, value),
                table.comment());
    }

    /** The same table, partitioned. */
    public static Table partitioned(Table table, String... keys) {
        return new Table(
                table.name(),
                table.columns(),
                table.watermark(),
                table.primaryKey(),
                List.of(keys),
                table.options(),
                table.comment());
    }

    /** The same table with a primary key. */
    public static Table keyed(Table table, String... keys) {
        return new Table(
                table.name(),
                table.columns(),
                table.watermark(),
                List.of(keys),
                table.partitionKeys(),
                table.options(),
                table.comment());
    }

    /** Some of its columns, by name. */
    public static List<TableColumn> columns(Table table, List<String> names) {
        List<TableColumn> chosen = new ArrayList<>();
        for (String name : names) {
            table.columns().stream()
                    .filter(c -> c.name().equals(name))
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }
}

package io.levada.sql.bind;

import io.levada.core.catalog.Table;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables and views of a session, by name; names are case-sensitive. */
public final class Catalog {
    public static final String CATALOG_NAME = "default_catalog";
    public static final String DATABASE_NAME = "default_database";

    /** What a name stands for. */
    public sealed interface Entry {
        String name();

        /** The statement that declared it. */
        String ddl();

        boolean temporary();
    }

    public record TableEntry(Table table, String ddl, boolean temporary) implements Entry {
        @Override
        public String name() {
            return table.name();
        }
    }

    /**
     * @param query the text of the query, bound anew at each use
     * @param rowType with the columns' names as the view gives them
     */
    public record ViewEntry(
            String name,
            String query,
            RowType rowType,
            String ddl,
            boolean temporary,
            @Nullable String comment) implements Entry {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public @Nullable Entry find(String name) {
        return entries.get(name);
    }

    public void put(Entry entry) {
        entries.put(entry.name(), entry);
    }

    public void remove(String name) {
        entries.remove(name);
    }

    public List<String> names() {
        return new ArrayList<>(entries.keySet());
    }

    public List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }
}

package io.levada.sql.bind;

import io.levada.core.catalog.Table;
import io.levada.core.function.UserFunction;
import io.levada.core.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables, views and own functions of a session, by name; names of tables are case-sensitive. */
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

    /** By lower-case name: functions are found in any case. */
    private final Map<String, FunctionEntry> functions = new TreeMap<>();

    /**
     * A function of the user's.
     *
     * @param scope TEMPORARY SYSTEM, TEMPORARY, or nothing for one that belongs to the catalog
     */
    public record FunctionEntry(UserFunction function, String scope) {}

    public @Nullable FunctionEntry findFunction(String name) {
        return functions.get(name.toLowerCase(Locale.ROOT));
    }

    public void putFunction(FunctionEntry entry) {
        functions.put(entry.function().name().toLowerCase(Locale.ROOT), entry);
    }

    public void removeFunction(String name) {
        functions.remove(name.toLowerCase(Locale.ROOT));
    }

    /** The names of the user's functions, in alphabetical order. */
    public List<String> functionNames() {
        return functions.values().stream().map(e -> e.function().name()).toList();
    }

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

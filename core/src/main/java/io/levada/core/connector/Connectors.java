package io.levada.core.connector;

import io.levada.core.catalog.Table;
import io.levada.core.config.Option;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Suggest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The connectors that are there, by name. */
public final class Connectors {
    private static final Option<String> CONNECTOR = Option.string("connector", null, "The kind of the table.");

    private final Map<String, Connector> byName = new TreeMap<>();

    public Connectors(Iterable<Connector> connectors) {
        connectors.forEach(c -> byName.put(c.name(), c));
    }

    /** Those on the class path. */
    public static Connectors load() {
        return new Connectors(ServiceLoader.load(Connector.class));
    }

    /** These and one more. */
    public Connectors with(Connector connector) {
        List<Connector> all = new ArrayList<>(byName.values());
        all.add(connector);
        return new Connectors(all);
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The connector of a table, after its options were checked for unknown keys. */
    public Connector of(Table table) {
        String name = table.options()
                .find(CONNECTOR)
                .orElseThrow(() -> new LevadaException(
                        ErrorCode.OPTION_MISSING,
                        "table '" + table.name() + "' doesn't say what it is connected to",
                        "add WITH ('connector' = '...'); there are: " + String.join(", ", byName.keySet())));
        Connector connector = byName.get(name);
        if (connector == null) {
            throw new LevadaException(
                    ErrorCode.OPTION_INVALID,
                    "there is no connector '" + name + "' (table '" + table.name() + "')",
                    Suggest.nearest(name, byName.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("there are: " + String.join(", ", byName.keySet())));
        }
        List<Option<?>> known = new ArrayList<>(connector.optionsOf(table));
        known.add(CONNECTOR);
        table.options().checkKnown(known, "table '" + table.name() + "' (connector '" + name + "')");
        return connector;
    }
}

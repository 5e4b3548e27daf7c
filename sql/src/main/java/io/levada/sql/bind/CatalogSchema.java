package io.levada.sql.bind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;

/** Shows the session's catalog to Calcite as {@code default_catalog.default_database}. */
final class CatalogSchema extends AbstractSchema {
    private final Map<String, Table> tables;

    private CatalogSchema(Map<String, Table> tables) {
        this.tables = tables;
    }

    @Override
    protected Map<String, Table> getTableMap() {
        return tables;
    }

    static CalciteCatalogReader reader(Map<String, Table> tables, RelDataTypeFactory types) {
        Schema database = new CatalogSchema(tables);
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        CalciteSchema catalog = root.add(Catalog.CATALOG_NAME, new AbstractSchema());
        catalog.add(Catalog.DATABASE_NAME, database);
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
        return new CalciteCatalogReader(
                root,
                List.of(Catalog.CATALOG_NAME, Catalog.DATABASE_NAME),
                types,
                new CalciteConnectionConfigImpl(properties));
    }

    static Map<String, Table> tables(Catalog catalog, QueryBinder binder) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Catalog.Entry entry : catalog.entries()) {
            tables.put(
                    entry.name(),
                    switch (entry) {
                        case Catalog.TableEntry t -> new BoundTable(t.table());
                        case Catalog.ViewEntry v -> new BoundView(v, binder);
                    });
        }
        return tables;
    }
}

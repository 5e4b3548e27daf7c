package io.levada.flink.portable;

import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.TemporaryOperationListener;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;

/** Flink's catalog in memory, in which each table is kept as {@link TableMapping} says: the script's text stays as it is. */
public final class PortableCatalog extends GenericInMemoryCatalog implements TemporaryOperationListener {
    public static final String NAME = "default_catalog";
    public static final String DATABASE = "default_database";

    private final TableMapping mapping;

    public PortableCatalog(TableMapping mapping) {
        super(NAME, DATABASE);
        this.mapping = mapping;
    }

    @Override
    public void createTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfExists)
            throws TableAlreadyExistException, DatabaseNotExistException {
        super.createTable(path, mapped(path, table), ignoreIfExists);
    }

    @Override
    public CatalogBaseTable onCreateTemporaryTable(ObjectPath path, CatalogBaseTable table) {
        return mapped(path, table);
    }

    private CatalogBaseTable mapped(ObjectPath path, CatalogBaseTable table) {
        return table instanceof CatalogTable declared
                ? declared.copy(mapping.map(path.getObjectName(), declared.getOptions()))
                : table;
    }

    @Override
    public void onDropTemporaryTable(ObjectPath path) {}

    @Override
    public CatalogModel onCreateTemporaryModel(ObjectPath path, CatalogModel model) {
        return model;
    }

    @Override
    public void onDropTemporaryModel(ObjectPath path) {}

    @Override
    public CatalogFunction onCreateTemporaryFunction(ObjectPath path, CatalogFunction function) {
        return function;
    }

    @Override
    public void onDropTemporaryFunction(ObjectPath path) {}
}

package io.levada.sql;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.sql.bind.Catalog;
import io.levada.sql.bind.Names;
import io.levada.sql.bind.QueryBinder;
import io.levada.sql.convert.TableDeclaration;
import io.levada.sql.convert.TableLikes;
import io.levada.sql.parse.Positions;
import io.levada.sql.parse.StatementParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableAs;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTableLike;
import org.apache.flink.sql.parser.ddl.table.SqlDropTable;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.apache.flink.sql.parser.ddl.view.SqlDropView;
import org.jspecify.annotations.Nullable;

/** CREATE and DROP of tables and views. */
final class Declarations {
    /** The place of WITH (...) among the operands of CREATE TABLE. */
    private static final int OPTIONS = 3;

    private final Catalog catalog;
    private final QueryBinder binder;
    private final Connectors connectors;

    Declarations(Catalog catalog, QueryBinder binder, Connectors connectors) {
        this.catalog = catalog;
        this.binder = binder;
        this.connectors = connectors;
    }

    Planned createTable(SqlCreateTable node, String text) {
        String name = nameOf(node.getName());
        if (node instanceof SqlCreateTableAs) {
            throw unsupported("CREATE TABLE ... AS", node, "write CREATE TABLE, then INSERT INTO");
        }
        if (!isFree(name, node.getName(), node.isIfNotExists())) {
            return new Planned.Done("table '" + name + "' is there already");
        }
        TableLikes.Inherited like = node instanceof SqlCreateTableLike l
                ? TableLikes.inherited(table(l.getTableLike().getSourceTable()), l.getTableLike())
                : null;
        Table table = TableDeclaration.of(node, name, binder, like);
        checkOptions(table, node);
        catalog.put(new Catalog.TableEntry(table, text, node.isTemporary()));
        return new Planned.Done("table '" + name + "' is declared");
    }

    /** Says now what is wrong with the options, at the option. */
    private void checkOptions(Table table, SqlCreateTable node) {
        try {
            connectors.of(table).describe(table);
        } catch (LevadaException e) {
            throw e.position() == null ? e.withPosition(Positions.of(culprit(e, node))) : e;
        }
    }

    private static SqlNode culprit(LevadaException e, SqlCreateTable node) {
        if (node.getOperandList().get(OPTIONS) instanceof SqlNodeList options) {
            for (SqlNode item : options) {
                SqlTableOption option = (SqlTableOption) item;
                if (e.message().contains("'" + option.getKeyString() + "'")) {
                    return e.code() == ErrorCode.OPTION_UNKNOWN ? option.getKey() : option.getValue();
                }
            }
            for (SqlNode item : options) {
                SqlTableOption option = (SqlTableOption) item;
                if (e.message().contains("'" + option.getValueString() + "'")) {
                    return option.getValue();
                }
            }
        }
        return node.getName();
    }

    Planned createView(SqlCreateView node, String text) {
        String name = nameOf(node.getName());
        Catalog.Entry known = catalog.find(name);
        boolean replaces = node.getReplace() && known instanceof Catalog.ViewEntry;
        if (!replaces && !isFree(name, node.getName(), node.isIfNotExists())) {
            return new Planned.Done("view '" + name + "' is there already");
        }
        String query = Positions.slice(text, node.getQuery().getParserPosition());
        RowType type = renamed(binder.typeOf(node.getQuery()), node);
        Set<String> names = new HashSet<>();
        for (Field field : type.fields()) {
            if (!names.add(field.name())) {
                throw new LevadaException(
                        ErrorCode.SQL_INVALID,
                        "the view has two columns named '" + field.name() + "'",
                        Positions.of(node.getQuery()),
                        "name them with AS",
                        null);
            }
        }
        // What the positions cut out must be what was understood.
        StatementParser.parse(query);
        catalog.put(new Catalog.ViewEntry(name, query, type, text, node.isTemporary(), node.getComment()));
        return new Planned.Done("view '" + name + "' is declared");
    }

    private static RowType renamed(RowType type, SqlCreateView node) {
        SqlNodeList names = node.getFieldList();
        if (names.isEmpty()) {
            return type;
        }
        if (names.size() != type.size()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "the view names " + names.size() + " columns, its query gives " + type.size(),
                    Positions.of(names),
                    null,
                    null);
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(((SqlIdentifier) names.get(i)).getSimple(), type.type(i)));
        }
        return new RowType(fields);
    }

    /** Whether a new name may be given; false when it is taken and that is fine. */
    private boolean isFree(String name, SqlNode where, boolean ifNotExists) {
        if (catalog.find(name) == null) {
            return true;
        }
        if (!ifNotExists) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "'" + name + "' is there already",
                    Positions.of(where),
                    "drop it first, or write IF NOT EXISTS",
                    null);
        }
        return false;
    }

    Planned dropTable(SqlDropTable node) {
        return drop(identifier(node.getOperandList().get(0)), node.getIfExists(), false);
    }

    Planned dropView(SqlDropView node) {
        return drop(identifier(node.getOperandList().get(0)), node.getIfExists(), true);
    }

    private static SqlIdentifier identifier(SqlNode node) {
        return (SqlIdentifier) node;
    }

    private Planned drop(SqlIdentifier id, boolean ifExists, boolean view) {
        String name = nameOf(id);
        Catalog.Entry entry = catalog.find(name);
        if (entry == null && ifExists) {
            return new Planned.Done("there is no '" + name + "'");
        }
        if (entry == null) {
            throw Names.unknownTable(name, catalog.names(), Positions.of(id));
        }
        if (view != entry instanceof Catalog.ViewEntry) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "'" + name + "' is a " + (view ? "table" : "view"),
                    Positions.of(id),
                    "write DROP " + (view ? "TABLE" : "VIEW"),
                    null);
        }
        catalog.remove(name);
        return new Planned.Done((view ? "view '" : "table '") + name + "' is dropped");
    }

    /** A declared table, not a view. */
    Table table(SqlNode node) {
        SqlIdentifier id = (SqlIdentifier) node;
        return switch (entry(id)) {
            case Catalog.TableEntry t -> t.table();
            case Catalog.ViewEntry v ->
                throw new LevadaException(
                        ErrorCode.SQL_INVALID,
                        "'" + v.name() + "' is a view",
                        Positions.of(node),
                        "a table is needed here",
                        null);
        };
    }

    Catalog.Entry entry(SqlIdentifier id) {
        String name = nameOf(id);
        Catalog.Entry entry = catalog.find(name);
        if (entry == null) {
            throw Names.unknownTable(name, catalog.names(), Positions.of(id));
        }
        return entry;
    }

    /** The last part; those before it may only be those that there are. */
    static String nameOf(SqlIdentifier id) {
        List<String> path = id.names.subList(0, id.names.size() - 1);
        List<String> only = List.of(Catalog.CATALOG_NAME, Catalog.DATABASE_NAME);
        if (!only.subList(2 - Math.min(2, path.size()), 2).equals(path)) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "there are no other catalogs and databases than " + String.join(".", only),
                    Positions.of(id),
                    "write only the table's name",
                    null);
        }
        return id.names.get(id.names.size() - 1);
    }

    static LevadaException unsupported(String what, SqlNode where, @Nullable String hint) {
        return new LevadaException(
                ErrorCode.SQL_UNSUPPORTED, what + " is not there yet", Positions.of(where), hint, null);
    }
}

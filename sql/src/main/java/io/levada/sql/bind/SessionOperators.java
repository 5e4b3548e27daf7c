package io.levada.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** What every query may use, and the functions that the session declared. */
final class SessionOperators implements SqlOperatorTable {
    private final Catalog catalog;

    SessionOperators(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        Operators.INSTANCE.lookupOperatorOverloads(name, category, syntax, found, matcher);
        if (found.isEmpty() && syntax == SqlSyntax.FUNCTION && isHere(name)) {
            Catalog.FunctionEntry entry = catalog.findFunction(name.names.get(name.names.size() - 1));
            if (entry != null) {
                found.add(new UserSqlFunction(entry.function()));
            }
        }
    }

    private static boolean isHere(SqlIdentifier name) {
        List<String> path = name.names.subList(0, name.names.size() - 1);
        List<String> only = List.of(Catalog.CATALOG_NAME, Catalog.DATABASE_NAME);
        return path.size() <= 2 && only.subList(2 - path.size(), 2).equals(path);
    }

    /** The names of functions, the session's last. */
    List<String> functionNames() {
        List<String> names = new ArrayList<>(Operators.INSTANCE.functionNames());
        names.addAll(catalog.functionNames());
        return names;
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return Operators.INSTANCE.getOperatorList();
    }
}

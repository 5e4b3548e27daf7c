package io.levada.sql;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.function.UserClassLoader;
import io.levada.core.function.UserFunction;
import io.levada.core.function.UserFunctions;
import io.levada.sql.bind.Catalog;
import io.levada.sql.bind.Names;
import io.levada.sql.bind.Operators;
import io.levada.sql.parse.Positions;
import java.util.Locale;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlAddJar;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlDropFunction;
import org.apache.flink.sql.parser.ddl.resource.SqlResource;
import org.apache.flink.sql.parser.ddl.resource.SqlResourceType;
import org.jspecify.annotations.Nullable;

/** CREATE and DROP of functions, and the jars that they come from. */
final class FunctionDeclarations {
    private final Catalog catalog;
    private final UserClassLoader classes = new UserClassLoader();

    FunctionDeclarations(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Makes the classes of a jar known to the functions that are declared from now on. */
    void addJar(String path) {
        classes.add(path);
    }

    Planned addJar(SqlAddJar node) {
        return at(node, () -> {
            addJar(node.getPath());
            return new Planned.Done("the jar '" + node.getPath() + "' is added");
        });
    }

    Planned create(SqlCreateFunction node) {
        SqlIdentifier id = node.getName();
        String name = Declarations.nameOf(id);
        String language = node.getFunctionLanguage();
        if (language != null && !language.equals("JAVA")) {
            throw Declarations.unsupported("a function in " + language, node, "write it in Java");
        }
        if (!node.getProperties().isEmpty()) {
            throw Declarations.unsupported("CREATE FUNCTION ... WITH", node, null);
        }
        if (catalog.findFunction(name) != null && node.isIfNotExists()) {
            return new Planned.Done("function '" + name + "' is there already");
        }
        check(name, Positions.of(id));
        node.getResourceInfos().forEach(this::addResource);
        String className = node.getFunctionClassName().getValueAs(String.class);
        UserFunction function = at(node.getFunctionClassName(), () -> UserFunctions.load(name, className, classes));
        String scope = node.isSystemFunction() ? "TEMPORARY SYSTEM" : node.isTemporary() ? "TEMPORARY" : "";
        catalog.putFunction(new Catalog.FunctionEntry(function, scope));
        return new Planned.Done("function '" + name + "' is declared");
    }

    /** For a function that the program brings. */
    void declare(UserFunction function) {
        check(function.name(), null);
        catalog.putFunction(new Catalog.FunctionEntry(function, "TEMPORARY SYSTEM"));
    }

    private void check(String name, @Nullable Position at) {
        if (Operators.INSTANCE.functionNames().contains(name.toUpperCase(Locale.ROOT))) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "a function in place of the built-in " + name.toUpperCase(Locale.ROOT) + " is not there yet",
                    at,
                    "give it another name",
                    null);
        }
        if (catalog.findFunction(name) != null) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "the function '" + name + "' is there already",
                    at,
                    "drop it first, or write IF NOT EXISTS",
                    null);
        }
    }

    private void addResource(SqlNode node) {
        SqlResource resource = (SqlResource) node;
        if (resource.getResourceType().getValueAs(SqlResourceType.class) != SqlResourceType.JAR) {
            throw Declarations.unsupported("USING " + resource.getResourceType(), node, "USING JAR is");
        }
        at(resource.getResourcePath(), () -> {
            addJar(resource.getResourcePath().getValueAs(String.class));
            return resource;
        });
    }

    Planned drop(SqlDropFunction node) {
        SqlIdentifier id = (SqlIdentifier) node.getOperandList().get(0);
        String name = Declarations.nameOf(id);
        Catalog.FunctionEntry entry = catalog.findFunction(name);
        if (entry == null && node.getIfExists()) {
            return new Planned.Done("there is no function '" + name + "'");
        }
        if (entry == null) {
            throw Names.unknown("function", name, catalog.functionNames(), Positions.of(id));
        }
        String scope = node.isSystemFunction() ? "TEMPORARY SYSTEM" : node.isTemporary() ? "TEMPORARY" : "";
        if (!scope.equals(entry.scope())) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "'" + name + "' was declared with CREATE " + spaced(entry.scope()) + "FUNCTION",
                    Positions.of(node),
                    "write DROP " + spaced(entry.scope()) + "FUNCTION " + name,
                    null);
        }
        catalog.removeFunction(name);
        return new Planned.Done("function '" + name + "' is dropped");
    }

    private static String spaced(String scope) {
        return scope.isEmpty() ? "" : scope + " ";
    }

    private interface Step<T> {
        T run();
    }

    private static <T> T at(SqlNode where, Step<T> step) {
        try {
            return step.run();
        } catch (LevadaException e) {
            throw e.withPosition(Positions.of(where));
        }
    }
}

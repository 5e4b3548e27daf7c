package io.levada.sql.bind;

import io.levada.core.function.Functions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/** Every operator and function that a query may use. */
public final class Operators implements SqlOperatorTable {
    public static final SqlFunction CURRENT_WATERMARK = SqlBasicFunction.create(
            "CURRENT_WATERMARK",
            ReturnTypes.ARG0.andThen(org.apache.calcite.sql.type.SqlTypeTransforms.FORCE_NULLABLE),
            OperandTypes.TIMESTAMP);
    public static final SqlAggFunction FIRST_VALUE = firstOrLast("FIRST_VALUE", SqlKind.FIRST_VALUE);
    public static final SqlAggFunction LAST_VALUE = firstOrLast("LAST_VALUE", SqlKind.LAST_VALUE);

    /** Operators with a syntax of their own, and the functions that Calcite parses into them. */
    private static final List<SqlOperator> SYNTAX = List.of(
            SqlStdOperatorTable.AND,
            SqlStdOperatorTable.OR,
            SqlStdOperatorTable.NOT,
            SqlStdOperatorTable.EQUALS,
            SqlStdOperatorTable.NOT_EQUALS,
            SqlStdOperatorTable.LESS_THAN,
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
            SqlStdOperatorTable.GREATER_THAN,
            SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
            SqlStdOperatorTable.PLUS,
            SqlStdOperatorTable.DATETIME_PLUS,
            SqlStdOperatorTable.MINUS,
            SqlStdOperatorTable.MINUS_DATE,
            SqlStdOperatorTable.MULTIPLY,
            SqlStdOperatorTable.DIVIDE,
            SqlStdOperatorTable.PERCENT_REMAINDER,
            SqlStdOperatorTable.MOD,
            SqlStdOperatorTable.UNARY_MINUS,
            SqlStdOperatorTable.UNARY_PLUS,
            SqlStdOperatorTable.CONCAT,
            SqlStdOperatorTable.IS_NULL,
            SqlStdOperatorTable.IS_NOT_NULL,
            SqlStdOperatorTable.IS_TRUE,
            SqlStdOperatorTable.IS_NOT_TRUE,
            SqlStdOperatorTable.IS_FALSE,
            SqlStdOperatorTable.IS_NOT_FALSE,
            SqlStdOperatorTable.IS_UNKNOWN,
            SqlStdOperatorTable.IS_NOT_UNKNOWN,
            SqlStdOperatorTable.IS_DISTINCT_FROM,
            SqlStdOperatorTable.IS_NOT_DISTINCT_FROM,
            SqlStdOperatorTable.BETWEEN,
            SqlStdOperatorTable.NOT_BETWEEN,
            SqlStdOperatorTable.SYMMETRIC_BETWEEN,
            SqlStdOperatorTable.SYMMETRIC_NOT_BETWEEN,
            SqlStdOperatorTable.LIKE,
            SqlStdOperatorTable.NOT_LIKE,
            SqlStdOperatorTable.IN,
            SqlStdOperatorTable.NOT_IN,
            SqlStdOperatorTable.EXISTS,
            SqlStdOperatorTable.CASE,
            SqlStdOperatorTable.CAST,
            SqlStdOperatorTable.NULLIF,
            SqlStdOperatorTable.ROW,
            SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR,
            SqlStdOperatorTable.MAP_VALUE_CONSTRUCTOR,
            SqlStdOperatorTable.ITEM,
            SqlStdOperatorTable.DOT,
            SqlStdOperatorTable.EXTRACT,
            SqlStdOperatorTable.YEAR,
            SqlStdOperatorTable.QUARTER,
            SqlStdOperatorTable.MONTH,
            SqlStdOperatorTable.WEEK,
            SqlStdOperatorTable.DAYOFYEAR,
            SqlStdOperatorTable.DAYOFMONTH,
            SqlStdOperatorTable.DAYOFWEEK,
            SqlStdOperatorTable.HOUR,
            SqlStdOperatorTable.MINUTE,
            SqlStdOperatorTable.SECOND,
            SqlStdOperatorTable.FLOOR,
            SqlStdOperatorTable.CEIL,
            SqlStdOperatorTable.TIMESTAMP_ADD,
            SqlStdOperatorTable.TIMESTAMP_DIFF,
            SqlStdOperatorTable.POSITION,
            SqlStdOperatorTable.TRIM,
            SqlStdOperatorTable.OVERLAY,
            SqlLibraryOperators.TRY_CAST,
            SqlStdOperatorTable.DESCRIPTOR,
            SqlStdOperatorTable.DEFAULT,
            SqlStdOperatorTable.OVER,
            SqlStdOperatorTable.DESC,
            SqlStdOperatorTable.NULLS_FIRST,
            SqlStdOperatorTable.NULLS_LAST,
            SqlStdOperatorTable.UNION,
            SqlStdOperatorTable.UNION_ALL,
            SqlStdOperatorTable.AS);

    private static final List<SqlOperator> FUNCTIONS = List.of(
            ClockFunction.PROCTIME,
            ClockFunction.NOW,
            ClockFunction.CURRENT_ROW_TIMESTAMP,
            ClockFunction.CURRENT_TIMESTAMP,
            ClockFunction.LOCALTIMESTAMP,
            ClockFunction.CURRENT_DATE,
            ClockFunction.CURRENT_TIME,
            ClockFunction.LOCALTIME,
            CURRENT_WATERMARK,
            ConditionalFunctions.COALESCE,
            ConditionalFunctions.IFNULL,
            ConditionalFunctions.IF,
            SqlStdOperatorTable.COUNT,
            SqlStdOperatorTable.SUM,
            SqlStdOperatorTable.MIN,
            SqlStdOperatorTable.MAX,
            SqlStdOperatorTable.AVG,
            SqlStdOperatorTable.ROW_NUMBER,
            FIRST_VALUE,
            LAST_VALUE,
            WindowFunction.TUMBLE,
            WindowFunction.HOP,
            WindowFunction.CUMULATE,
            WindowFunction.SESSION);

    public static final Operators INSTANCE = new Operators();

    private final Map<String, List<SqlOperator>> byName = new HashMap<>();
    private final List<String> functionNames;

    private Operators() {
        SYNTAX.forEach(this::add);
        FUNCTIONS.forEach(this::add);
        for (String name : Functions.names()) {
            if (!byName.containsKey(name)) {
                add(new LibraryFunction(name));
            }
        }
        TreeSet<String> names = new TreeSet<>();
        byName.forEach((name, operators) -> {
            if (operators.stream().anyMatch(o -> o instanceof SqlFunction)) {
                names.add(name);
            }
        });
        names.removeIf(n -> !Character.isLetter(n.charAt(0)) || n.contains(" "));
        functionNames = List.copyOf(names);
    }

    private static SqlAggFunction firstOrLast(String name, SqlKind kind) {
        return SqlBasicAggFunction.create(name, kind, ReturnTypes.ARG0_NULLABLE_IF_EMPTY, OperandTypes.ANY);
    }

    private void add(SqlOperator operator) {
        byName.computeIfAbsent(operator.getName().toUpperCase(Locale.ROOT), n -> new ArrayList<>())
                .add(operator);
    }

    /** The names of functions, in alphabetical order. */
    public List<String> functionNames() {
        return functionNames;
    }

    /** Names of functions are found in any case. */
    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        if (!name.isSimple()) {
            return;
        }
        for (SqlOperator operator : byName.getOrDefault(name.getSimple().toUpperCase(Locale.ROOT), List.of())) {
            // The grammar writes calls of functions with a special syntax (CAST, COUNT(*)) as plain calls too.
            boolean asFunction = syntax == SqlSyntax.FUNCTION && operator instanceof SqlFunction;
            if (asFunction || operator.getSyntax().family == syntax.family) {
                found.add(operator);
            }
        }
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return byName.values().stream().flatMap(List::stream).toList();
    }
}

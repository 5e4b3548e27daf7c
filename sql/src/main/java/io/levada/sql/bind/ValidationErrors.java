package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Says what Calcite's validator found, shorter, and with the nearest name that exists. */
final class ValidationErrors {
    private record Rule(Pattern pattern, Explanation explanation) {}

    private interface Explanation {
        LevadaException apply(ValidationErrors errors, Matcher match, @Nullable Position at);
    }

    private static final List<Rule> RULES = List.of(
            rule(
                    "Illegal use of 'NULL'",
                    (e, m, at) -> invalid("NULL has no type here", at, "write CAST(NULL AS type)")),
            rule(
                    "(\\w+) clause must be a condition",
                    (e, m, at) -> mismatchWithout(m.group(1) + " needs a condition", at)),
            rule(
                    "Cannot apply '-' to arguments of type '<TIMESTAMP.*",
                    (e, m, at) -> new LevadaException(
                            ErrorCode.SQL_TYPE_MISMATCH,
                            "the difference of two timestamps needs a unit",
                            at,
                            "write TIMESTAMPDIFF(SECOND, from, to), or (a - b) SECOND",
                            null)),
            rule("Column '(.*?)' not found in any table.*", (e, m, at) -> e.unknownColumn(m.group(1), null, at)),
            rule(
                    "Column '(.*?)' not found in table '(.*?)'.*",
                    (e, m, at) -> e.unknownColumn(m.group(1), m.group(2), at)),
            rule("Unknown identifier '(.*?)'", (e, m, at) -> e.unknownColumn(m.group(1), null, at)),
            rule("Unknown field '(.*?)'", (e, m, at) -> e.unknownColumn(m.group(1), null, at)),
            rule("Object '(.*?)' not found.*", (e, m, at) -> e.unknownTable(m.group(1), at)),
            rule("Table '(.*?)' not found.*", (e, m, at) -> e.unknownTable(m.group(1), at)),
            rule("No match found for function signature (\\w+)\\(?.*", (e, m, at) -> e.unknownFunction(m.group(1), at)),
            rule(
                    "Column '(.*?)' is ambiguous",
                    (e, m, at) -> invalid(
                            "there is more than one column '" + m.group(1) + "'",
                            at,
                            "write table.column, or rename one with AS")),
            rule(
                    "Expression '(.*?)' is not being grouped",
                    (e, m, at) -> invalid(
                            "'" + m.group(1) + "' is neither grouped nor aggregated",
                            at,
                            "add it to GROUP BY, or aggregate it")),
            rule("Cannot apply '(.*?)' to arguments of type '(.*?)'\\..*", ValidationErrors::cannotApply),
            rule(
                    "Aggregate expressions cannot be nested",
                    (e, m, at) -> invalid(
                            "an aggregate can't be inside another aggregate", at, "aggregate in a subquery first")),
            rule(
                    "Aggregate expression is illegal in (.*?) clause",
                    (e, m, at) ->
                            invalid("an aggregate can't stand in " + m.group(1), at, "use HAVING, or a subquery")),
            rule(
                    "Cast function cannot convert value of type (.*) to type (.*)",
                    (e, m, at) -> mismatch(
                            "a value of type " + plain(m.group(1)) + " can't be cast to " + plain(m.group(2)), at)),
            rule(
                    "Illegal mixing of types in CASE or COALESCE statement",
                    (e, m, at) -> mismatch("the branches have types that don't fit together", at)),
            rule(
                    "Type mismatch in column (\\d+) of UNION.*",
                    (e, m, at) -> mismatch(
                            "column " + m.group(1) + " of the UNION ALL has types that don't fit together", at)),
            rule(
                    "Column count mismatch in UNION.*",
                    (e, m, at) -> mismatch("the sides of the UNION ALL have different numbers of columns", at)),
            rule(
                    "Values passed to (IN|NOT IN) operator must have compatible types",
                    (e, m, at) -> mismatch("the values of " + m.group(1) + " have types that don't fit together", at)),
            rule(
                    "Invalid number of arguments to function '(.*?)'\\..*",
                    (e, m, at) -> invalid(m.group(1) + " was given the wrong number of arguments", at, null)),
            rule(
                    "Duplicate relation name '(.*?)' in FROM clause",
                    (e, m, at) ->
                            invalid("the name '" + m.group(1) + "' is given twice in FROM", at, "rename one with AS")));

    private static final int MOST_LISTED = 12;

    private final SqlNode query;
    private final Map<String, Table> tables;
    private final RelDataTypeFactory types;
    private final List<String> functions;

    ValidationErrors(SqlNode query, Map<String, Table> tables, RelDataTypeFactory types, List<String> functions) {
        this.functions = functions;
        this.query = query;
        this.tables = tables;
        this.types = types;
    }

    private static Rule rule(String pattern, Explanation explanation) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL), explanation);
    }

    LevadaException explain(RuntimeException error) {
        Position at = null;
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof LevadaException known) {
                return at == null || known.position() != null ? known : known.withPosition(at);
            }
            if (t instanceof CalciteContextException c) {
                at = position(c);
            }
        }
        if (!(error instanceof CalciteContextException context)) {
            return LevadaException.internal(error);
        }
        Throwable cause = context.getCause();
        String message = String.valueOf(cause == null ? context.getMessage() : cause.getMessage());
        for (Rule rule : RULES) {
            Matcher match = rule.pattern().matcher(message);
            if (match.matches()) {
                return rule.explanation().apply(this, match, at);
            }
        }
        return new LevadaException(ErrorCode.SQL_INVALID, decapitalized(message), at, null, error);
    }

    private static @Nullable Position position(CalciteContextException e) {
        return e.getPosLine() <= 0
                ? null
                : new Position(e.getPosLine(), e.getPosColumn(), e.getEndPosLine(), e.getEndPosColumn());
    }

    private static String decapitalized(String message) {
        String line = message.lines().findFirst().orElse(message);
        String trimmed = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        boolean word = trimmed.length() > 1 && Character.isLowerCase(trimmed.charAt(1));
        return word ? trimmed.substring(0, 1).toLowerCase(Locale.ROOT) + trimmed.substring(1) : trimmed;
    }

    private static LevadaException invalid(String message, @Nullable Position at, @Nullable String hint) {
        return new LevadaException(ErrorCode.SQL_INVALID, message, at, hint, null);
    }

    private static LevadaException mismatchWithout(String message, @Nullable Position at) {
        return new LevadaException(ErrorCode.SQL_TYPE_MISMATCH, message, at, null, null);
    }

    private static LevadaException mismatch(String message, @Nullable Position at) {
        return new LevadaException(ErrorCode.SQL_TYPE_MISMATCH, message, at, "convert with CAST(x AS type)", null);
    }

    private static LevadaException cannotApply(ValidationErrors errors, Matcher match, @Nullable Position at) {
        String types = match.group(2).replaceFirst("^'?" + Pattern.quote(match.group(1)) + "\\(", "(");
        return mismatch(match.group(1) + " can't be applied to " + plain(types), at);
    }

    private static String plain(String types) {
        return types.replace("<", "")
                .replace(">", "")
                .replace("VARCHAR(2147483647)", "STRING")
                .replace(" CHARACTER SET \"UTF-8\"", "");
    }

    private LevadaException unknownColumn(String name, @Nullable String table, @Nullable Position at) {
        Set<String> known = new TreeSet<>();
        for (String used : usedTables()) {
            Table t = tables.get(used);
            if (t == null) {
                continue;
            }
            RelDataType row = t.getRowType(types);
            row.getFieldList().stream().map(RelDataTypeField::getName).forEach(known::add);
        }
        known.addAll(aliases());
        if (known.remove(name) || aliases().contains(name)) {
            return new LevadaException(
                    ErrorCode.SQL_UNKNOWN_NAME,
                    "there is no column '" + name + "' here",
                    at,
                    "it is a name that SELECT gives: repeat its expression, or put the SELECT into a subquery",
                    null);
        }
        if (tables.containsKey(name) && usedTables().contains(name) || table != null && known.isEmpty()) {
            return new LevadaException(ErrorCode.SQL_UNKNOWN_NAME, "there is no column '" + name + "'", at, null, null);
        }
        LevadaException error = Names.unknownColumn(name, known, at);
        return known.size() <= MOST_LISTED || error.hint() != null ? error : error.withHint("");
    }

    private LevadaException unknownTable(String name, @Nullable Position at) {
        return Names.unknownTable(name, tables.keySet(), at);
    }

    private LevadaException unknownFunction(String name, @Nullable Position at) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (FlinkFunctions.has(upper)) {
            return new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED, "the function " + upper + " is not there yet", at, null, null);
        }
        return Names.unknown("function", upper, functions, at);
    }

    private Set<String> usedTables() {
        Set<String> used = new TreeSet<>();
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier id) {
                String last = id.names.get(id.names.size() - 1);
                if (tables.containsKey(last)) {
                    used.add(last);
                }
                return null;
            }
        });
        return used;
    }

    /** Names that the query itself gives to columns: in its SELECT lists, and behind a table, as in t(a, b). */
    private Set<String> aliases() {
        Set<String> names = new TreeSet<>();
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call instanceof SqlSelect select) {
                    for (SqlNode item : select.getSelectList()) {
                        if (item.getKind() == SqlKind.AS) {
                            addName(((SqlCall) item).operand(1), names);
                        }
                    }
                } else if (call.getKind() == SqlKind.AS) {
                    call.getOperandList().stream().skip(2).forEach(column -> addName(column, names));
                }
                return super.visit(call);
            }
        });
        return names;
    }

    private static void addName(SqlNode node, Set<String> names) {
        if (node instanceof SqlIdentifier id) {
            names.add(id.getSimple());
        }
    }
}

package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.sql.parse.Positions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlJsonQueryEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryWrapperBehavior;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlTableRef;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is valid Flink SQL but not there yet, and says so where it stands. Run before validation, so that the
 * answer is about the feature and not about some detail of it.
 */
final class UnsupportedFeatures extends SqlBasicVisitor<@Nullable Void> {
    private static final Set<SqlKind> SUB_QUERIES =
            Set.of(SqlKind.SELECT, SqlKind.ORDER_BY, SqlKind.WITH, SqlKind.UNION);

    private static final Set<JoinType> JOINS =
            Set.of(JoinType.INNER, JoinType.LEFT, JoinType.RIGHT, JoinType.FULL, JoinType.CROSS, JoinType.COMMA);

    private static final Set<Object> JSON_QUERY_DEFAULTS =
            Set.of(SqlJsonQueryWrapperBehavior.WITHOUT_ARRAY, SqlJsonQueryEmptyOrErrorBehavior.NULL);

    /** Those on the right side of a join, where they belong. */
    private final Set<SqlNode> expectedSnapshots = Collections.newSetFromMap(new IdentityHashMap<>());

    /** IN and EXISTS where they are conditions for themselves. */
    private final Set<SqlNode> conditions = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable SqlNode session;
    private boolean subQueries;

    private UnsupportedFeatures() {}

    /**
     * Throws SQL_UNSUPPORTED with the position.
     *
     * @return whether there are subqueries as conditions
     */
    static boolean check(SqlNode query) {
        UnsupportedFeatures features = new UnsupportedFeatures();
        query.accept(features);
        SqlNode session = features.session;
        if (features.subQueries && session != null) {
            throw unsupported(
                    "a SESSION window in a query with IN (subquery) or EXISTS",
                    session,
                    "make a view of the query with the SESSION");
        }
        return features.subQueries;
    }

    private static LevadaException unsupported(String feature, SqlNode where, @Nullable String hint) {
        return new LevadaException(
                ErrorCode.SQL_UNSUPPORTED, feature + " is not there yet", Positions.of(where), hint, null);
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        switch (call.getKind()) {
            case SELECT -> checkSelect((SqlSelect) call);
            case JOIN -> checkJoin((SqlJoin) call);
            case ORDER_BY -> checkOrderBy((SqlOrderBy) call);
            case WITH -> checkWith((SqlWith) call);
            case TABLE_REF -> checkTableRef((SqlTableRef) call);
            case SNAPSHOT -> checkSnapshot(call);
            case IN, NOT_IN, EXISTS -> checkSubQuery(call);
            default -> checkOther(call);
        }
        checkJson(call);
        return super.visit(call);
    }

    private void checkOther(SqlCall call) {
        if (call.getOperator().isName("SESSION", false)) {
            session = call;
        }
        String feature = switch (call.getKind()) {
            case OVER -> overWindow(call);
            case MATCH_RECOGNIZE -> "MATCH_RECOGNIZE";
            case PIVOT -> "PIVOT";
            case UNPIVOT -> "UNPIVOT";
            case UNNEST -> "UNNEST";
            case LATERAL -> "LATERAL";
            case TABLESAMPLE -> "TABLESAMPLE";
            case INTERSECT -> "INTERSECT";
            case EXCEPT -> "EXCEPT";
            case SCALAR_QUERY -> "a subquery as a value";
            case SOME, ALL -> "a comparison with a subquery";
            case GROUPING_SETS -> "GROUPING SETS";
            case CUBE -> "CUBE";
            case ROLLUP -> "ROLLUP";
            case WITHIN_GROUP -> "WITHIN GROUP";
            case RESPECT_NULLS, IGNORE_NULLS -> "IGNORE NULLS and RESPECT NULLS";
            case SIMILAR -> "SIMILAR TO";
            case MULTISET_QUERY_CONSTRUCTOR, MULTISET_VALUE_CONSTRUCTOR -> "MULTISET";
            case ARRAY_QUERY_CONSTRUCTOR, MAP_QUERY_CONSTRUCTOR -> "a collection made of a subquery";
            default -> null;
        };
        if (feature != null) {
            throw unsupported(feature, call, null);
        }
        checkValueOperands(call);
    }

    /** The clauses of JSON functions, apart from those that are the default. */
    private static void checkJson(SqlCall call) {
        String name = call.getOperator().getName();
        if (!name.startsWith("JSON_") || call.operandCount() <= 2) {
            return;
        }
        List<SqlNode> clauses = call.getOperandList().subList(2, call.operandCount());
        boolean defaults = clauses.stream()
                .allMatch(c -> c == null
                        || name.equals("JSON_QUERY")
                                && c instanceof SqlLiteral literal
                                && JSON_QUERY_DEFAULTS.contains(literal.getValue()));
        if (!defaults) {
            throw unsupported("a clause of " + name + " (RETURNING, WRAPPER, ON EMPTY, ON ERROR)", call, null);
        }
    }

    /** Types that aren't there or are out of range. */
    @Override
    public @Nullable Void visit(SqlDataTypeSpec type) {
        TypeSpecs.check(type);
        return super.visit(type);
    }

    /** A query where a value should be: Calcite would wrap it into a scalar subquery later. */
    private static void checkValueOperands(SqlCall call) {
        boolean tables = switch (call.getKind()) {
            case UNION, AS, WITH_ITEM, EXPLICIT_TABLE, COLLECTION_TABLE, SET_SEMANTICS_TABLE, ARGUMENT_ASSIGNMENT ->
                true;
            default ->
                call.getOperator().isName("TUMBLE", false)
                        || call.getOperator().isName("HOP", false)
                        || call.getOperator().isName("CUMULATE", false)
                        || call.getOperator().isName("SESSION", false);
        };
        if (tables) {
            return;
        }
        for (SqlNode operand : call.getOperandList()) {
            if (operand != null && SUB_QUERIES.contains(operand.getKind())) {
                throw unsupported("a subquery as a value", operand, null);
            }
        }
    }

    /** ROW_NUMBER() is there, where a filter makes a Top-N of it; the others that rank aren't in Flink's streams either. */
    private static @Nullable String overWindow(SqlCall over) {
        String name = over.operand(0) instanceof SqlCall function
                ? function.getOperator().getName()
                : "";
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "ROW_NUMBER" -> over.operand(1) instanceof SqlIdentifier ? "the WINDOW clause" : null;
            case "RANK", "DENSE_RANK" -> name.toUpperCase(Locale.ROOT) + "() (use ROW_NUMBER(), as in Flink)";
            default -> "an OVER window";
        };
    }

    /** The items of a SELECT, the branches of a CASE. */
    @Override
    public @Nullable Void visit(SqlNodeList nodes) {
        for (SqlNode node : nodes) {
            if (node != null && SUB_QUERIES.contains(node.getKind())) {
                throw unsupported("a subquery as a value", node, null);
            }
        }
        return super.visit(nodes);
    }

    private void checkSubQuery(SqlCall call) {
        boolean exists = call.getKind() == SqlKind.EXISTS;
        if (!exists && call.operand(1) instanceof SqlNodeList) {
            return;
        }
        if (!conditions.contains(call)) {
            throw unsupported(
                    (exists ? "EXISTS" : "IN") + " (subquery) as a part of something else",
                    call,
                    "let it be a condition of WHERE, joined to others by AND");
        }
        subQueries = true;
    }

    /** Remembers what is a condition for itself, after NOT too. */
    private void conditions(@Nullable SqlNode condition) {
        if (condition == null) {
            return;
        }
        switch (condition.getKind()) {
            case AND -> ((SqlCall) condition).getOperandList().forEach(this::conditions);
            case NOT -> {
                SqlNode negated = ((SqlCall) condition).operand(0);
                if (negated.getKind() == SqlKind.IN || negated.getKind() == SqlKind.EXISTS) {
                    conditions.add(negated);
                }
            }
            case IN, NOT_IN, EXISTS -> conditions.add(condition);
            default -> {}
        }
    }

    private void checkSelect(SqlSelect select) {
        if (!select.getWindowList().isEmpty()) {
            throw unsupported("the WINDOW clause", select.getWindowList(), null);
        }
        if (select.hasHints()) {
            throw unsupported("a query hint", select, "remove the hint");
        }
        conditions(select.getWhere());
        conditions(select.getHaving());
        for (SqlNode item : select.getSelectList()) {
            if (item.getKind() == SqlKind.AS
                    && SUB_QUERIES.contains(((SqlCall) item).operand(0).getKind())) {
                throw unsupported("a subquery as a value", item, null);
            }
        }
        if (select.getGroup() != null) {
            for (SqlNode key : select.getGroup()) {
                checkLegacyWindow(key);
            }
        }
    }

    private static void checkLegacyWindow(SqlNode key) {
        if (key instanceof SqlCall call && call.operandCount() >= 2) {
            String name = call.getOperator().getName().replace("$", "");
            if (Set.of("TUMBLE", "HOP", "SESSION").contains(name.toUpperCase(java.util.Locale.ROOT))) {
                throw unsupported(
                        "the old group window GROUP BY " + name + "(...)",
                        key,
                        "write FROM TABLE(" + name
                                + "(TABLE t, DESCRIPTOR(ts), ...)) GROUP BY window_start, window_end");
            }
        }
    }

    private void checkJoin(SqlJoin join) {
        SqlNode right = join.getRight();
        boolean renamed = right.getKind() == SqlKind.AS;
        SqlNode table = renamed ? ((SqlCall) right).operand(0) : right;
        if (table.getKind() != SqlKind.SNAPSHOT) {
            if (!JOINS.contains(join.getJoinType())) {
                throw unsupported(join.getJoinType().name().replace('_', ' ') + " JOIN", join, null);
            }
            return;
        }
        expectedSnapshots.add(table);
        if (!(((SqlCall) table).operand(1) instanceof SqlIdentifier)) {
            throw unsupported(
                    "FOR SYSTEM_TIME AS OF something other than a column",
                    table,
                    "name a column of the left side that is declared AS PROCTIME()");
        }
        if (join.getJoinType() != JoinType.INNER && join.getJoinType() != JoinType.LEFT) {
            throw unsupported("a lookup join that is " + join.getJoinType() + " JOIN", join, "use JOIN or LEFT JOIN");
        }
        if (join.isNatural() || join.getConditionType() != JoinConditionType.ON) {
            throw unsupported("a lookup join without ON", join, "write ON o.key = t.key");
        }
    }

    private static void checkOrderBy(SqlOrderBy order) {
        if (!order.orderList.isEmpty() && order.fetch == null) {
            throw unsupported(
                    "ORDER BY without LIMIT",
                    order.orderList,
                    "a stream has no end at which to sort; sort what reads the result");
        }
    }

    private static void checkWith(SqlWith with) {
        for (SqlNode item : with.withList) {
            if (item instanceof SqlWithItem w && w.recursive.booleanValue()) {
                throw unsupported("WITH RECURSIVE", item, null);
            }
        }
    }

    private static void checkTableRef(SqlTableRef table) {
        SqlNodeList hints = table.operand(1);
        if (!hints.isEmpty()) {
            throw unsupported("a table hint", hints, "set the options in CREATE TABLE");
        }
    }

    private void checkSnapshot(SqlCall snapshot) {
        if (!expectedSnapshots.contains(snapshot)) {
            throw unsupported(
                    "FOR SYSTEM_TIME AS OF outside the right side of a join",
                    snapshot,
                    "write JOIN t FOR SYSTEM_TIME AS OF o.proctime ON ...");
        }
    }
}

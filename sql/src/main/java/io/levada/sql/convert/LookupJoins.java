package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.catalog.TableColumn;
import io.levada.core.connector.Capabilities;
import io.levada.core.connector.Connectors;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.error.Position;
import io.levada.core.expr.Call;
import io.levada.core.expr.Expr;
import io.levada.core.expr.InputRef;
import io.levada.core.expr.Op;
import io.levada.core.plan.LookupJoin;
import io.levada.core.plan.PlanNode;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.sql.bind.BoundTable;
import io.levada.sql.optimize.Exprs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * {@code JOIN table FOR SYSTEM_TIME AS OF o.proctime ON o.k = table.k}. Calcite gives a correlation whose right side is
 * the table as of the left row's time, filtered by the ON condition.
 */
final class LookupJoins {
    private final Connectors connectors;
    private final Places places;

    LookupJoins(Connectors connectors, Places places) {
        this.connectors = connectors;
        this.places = places;
    }

    Stream convert(LogicalCorrelate correlate, PlanConverter converter) {
        List<RexNode> conditions = new ArrayList<>();
        RelNode right = correlate.getRight();
        while (right instanceof LogicalFilter filter) {
            conditions.add(filter.getCondition());
            right = filter.getInput();
        }
        if (!(right instanceof Snapshot snapshot)) {
            throw new LevadaException(ErrorCode.SQL_UNSUPPORTED, "a correlated subquery or LATERAL is not there yet");
        }
        if (!(snapshot.getInput() instanceof LogicalTableScan scan)) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "a lookup join with a view is not there yet",
                    "join with the table, and put what the view does into the query");
        }
        Table table = Objects.requireNonNull(scan.getTable().unwrap(BoundTable.class), "a table")
                .table();
        Stream left = converter.convert(correlate.getLeft());
        Position at = places.snapshot(table.name());
        checkProctime(snapshot.getPeriod(), left, table, at);
        Capabilities can = connectors.of(table).describe(table);
        if (!can.lookup()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "table '" + table.name() + "' can't be looked up: its connector doesn't do that",
                    at,
                    null,
                    null);
        }
        Table stored = MetadataColumns.forReading(table, can);
        return new Building(left, table, stored, correlate.getJoinType() == JoinRelType.LEFT, at).build(conditions);
    }

    private static void checkProctime(RexNode period, Stream left, Table table, @Nullable Position at) {
        boolean proctime = period instanceof RexFieldAccess access
                && access.getReferenceExpr() instanceof RexCorrelVariable
                && left.trait(access.getField().getIndex()).time() == ColumnTrait.Time.PROCTIME;
        if (proctime) {
            return;
        }
        boolean rowtime = period instanceof RexFieldAccess access
                && left.trait(access.getField().getIndex()).time() == ColumnTrait.Time.ROWTIME;
        if (rowtime) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "a temporal join by event time is not there yet",
                    at,
                    "a lookup join goes by processing time: declare a column AS PROCTIME()",
                    null);
        }
        throw new LevadaException(
                ErrorCode.SQL_INVALID,
                "FOR SYSTEM_TIME AS OF needs the processing time of the left side to look up '" + table.name() + "'",
                at,
                "declare a column AS PROCTIME() in the left table and name it here",
                null);
    }

    /** The join under construction: the left columns, then every declared column of the table. */
    private static final class Building {
        private final Stream left;
        private final Table table;
        private final Table stored;
        private final boolean outer;
        private final @Nullable Position at;
        private final List<Expr> leftColumns;
        private final List<String> leftNames;
        private final List<Integer> inputKeys = new ArrayList<>();
        private final List<Integer> tableKeys = new ArrayList<>();
        /** Over the left side's columns, then the stored columns of the table from {@link #OFFSET} on. */
        private final List<Expr> residual = new ArrayList<>();

        /** Where the table's columns are numbered from until it is known how many the left side has. */
        private static final int OFFSET = 1 << 20;

        Building(Stream left, Table table, Table stored, boolean outer, @Nullable Position at) {
            this.left = left;
            this.table = table;
            this.stored = stored;
            this.outer = outer;
            this.at = at;
            this.leftColumns = Calcs.identity(left);
            this.leftNames = new ArrayList<>(left.names());
        }

        Stream build(List<RexNode> conditions) {
            List<Expr> declared = TableScans.declaredColumns(table, stored).stream()
                    .map(e -> Exprs.renumber(e, i -> i + OFFSET))
                    .toList();
            ExprConverter converter = new OverBoth(declared, left);
            for (RexNode condition : conditions) {
                for (Expr conjunct : Exprs.conjuncts(converter.convert(condition))) {
                    if (!asKey(conjunct)) {
                        residual.add(conjunct);
                    }
                }
            }
            if (inputKeys.isEmpty()) {
                throw new LevadaException(
                        ErrorCode.SQL_INVALID,
                        "the lookup join with '" + table.name() + "' needs at least one equality to look up by",
                        at,
                        "write ON o.key = " + table.name() + ".key",
                        null);
            }
            return joined(declared);
        }

        /** {@code left = table.column}: looked up by; types that differ are compared again after the lookup. */
        private boolean asKey(Expr conjunct) {
            if (!(conjunct instanceof Call call) || !call.function().equals(Op.EQ)) {
                return false;
            }
            Expr a = uncast(call.arg(0));
            Expr b = uncast(call.arg(1));
            boolean aIsTable = isTableColumn(a);
            if (aIsTable == isTableColumn(b)) {
                return false;
            }
            InputRef column = (InputRef) (aIsTable ? a : b);
            Expr value = aIsTable ? call.arg(1) : call.arg(0);
            Expr plain = uncast(value);
            if (Exprs.columns(value).length() > OFFSET || tableKeys.contains(column.index() - OFFSET)) {
                return false;
            }
            DataType type = column.type();
            // The column as it is, compared with a value held as it is: the lookup is the whole comparison.
            boolean exact = (aIsTable ? call.arg(0) == a : call.arg(1) == b) && sameHolding(value.type(), type);
            Expr key =
                    exact ? value : Casts.sameButNullability(plain.type(), type) ? plain : Casts.toHeldAs(value, type);
            if (!exact
                    && (!type.kind().isNumeric() || !plain.type().kind().isNumeric())
                    && !sameHolding(plain.type(), type)) {
                throw new LevadaException(
                        ErrorCode.SQL_TYPE_MISMATCH,
                        "the key '"
                                + stored.storedColumns()
                                        .get(column.index() - OFFSET)
                                        .name() + "' of '"
                                + table.name() + "' is " + type.sqlName() + ", but it is looked up by "
                                + plain.type().sqlName(),
                        at,
                        "cast the left side: CAST(... AS " + type.sqlName() + ")",
                        null);
            }
            inputKeys.add(leftColumn(key));
            tableKeys.add(column.index() - OFFSET);
            if (!exact) {
                residual.add(conjunct);
            }
            return true;
        }

        private static boolean sameHolding(DataType a, DataType b) {
            return a.kind() == b.kind() && a.scale() == b.scale()
                    || a.kind().isText() && b.kind().isText();
        }

        private static Expr uncast(Expr expr) {
            return expr instanceof Call call && call.function().equals(Op.CAST) ? uncast(call.arg(0)) : expr;
        }

        private static boolean isTableColumn(Expr expr) {
            return expr instanceof InputRef ref && ref.index() >= OFFSET;
        }

        private int leftColumn(Expr key) {
            int known = leftColumns.indexOf(key);
            if (known >= 0) {
                return known;
            }
            leftColumns.add(key);
            leftNames.add("key" + inputKeys.size());
            return leftColumns.size() - 1;
        }

        private Stream joined(List<Expr> declared) {
            Stream input = Calcs.project(left, leftColumns, leftNames);
            int width = input.size();
            List<TableColumn> columns = stored.storedColumns();
            List<Field> fields = new ArrayList<>(input.node().rowType().fields());
            for (TableColumn column : columns) {
                fields.add(new Field(column.name(), nullableIfOuter(column.type())));
            }
            Expr condition = Exprs.and(
                    residual.stream().map(r -> shifted(r, width, false)).toList());
            PlanNode node = new LookupJoin(
                    input.node(),
                    stored,
                    IntStream.range(0, columns.size()).boxed().toList(),
                    inputKeys,
                    tableKeys,
                    condition,
                    outer,
                    new RowType(fields));
            List<ColumnTrait> traits = new ArrayList<>(input.traits());
            columns.forEach(c -> traits.add(ColumnTrait.NONE));
            Stream join = new Stream(node, fields.stream().map(Field::name).toList(), traits);
            List<Expr> result = new ArrayList<>(Aggregates.refs(
                    join, IntStream.range(0, left.size()).boxed().toList()));
            List<String> names = new ArrayList<>(left.names());
            for (int i = 0; i < declared.size(); i++) {
                result.add(shifted(declared.get(i), width, outer));
                names.add(table.columns().get(i).name());
            }
            return Calcs.project(join, result, names);
        }

        private static Expr shifted(Expr expr, int width, boolean nullable) {
            if (expr instanceof InputRef ref && ref.index() >= OFFSET) {
                return new InputRef(
                        ref.index() - OFFSET + width, nullable ? ref.type().withNullable(true) : ref.type());
            }
            if (expr instanceof Call call) {
                return new Call(
                        call.function(),
                        call.args().stream()
                                .map(a -> shifted(a, width, nullable))
                                .toList(),
                        nullable ? call.type().withNullable(true) : call.type(),
                        call.method());
            }
            return expr;
        }

        private DataType nullableIfOuter(DataType type) {
            return outer ? type.withNullable(true) : type;
        }
    }

    /** Right columns by reference, left columns through the correlation variable. */
    private static final class OverBoth extends ExprConverter {
        private final List<Expr> declared;
        private final Stream left;

        OverBoth(List<Expr> declared, Stream left) {
            super(declared.stream().map(Expr::type).toList());
            this.declared = declared;
            this.left = left;
        }

        @Override
        Expr convert(RexNode node) {
            return node instanceof org.apache.calcite.rex.RexInputRef ref
                    ? declared.get(ref.getIndex())
                    : super.convert(node);
        }

        @Override
        Expr fieldAccess(RexFieldAccess access) {
            if (access.getReferenceExpr() instanceof RexCorrelVariable) {
                int index = access.getField().getIndex();
                return new InputRef(index, left.type(index));
            }
            return super.fieldAccess(access);
        }
    }
}

package io.levada.sql.convert;

import io.levada.core.catalog.Table;
import io.levada.core.config.Settings;
import io.levada.core.connector.Connectors;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.expr.Expr;
import io.levada.core.plan.ChangelogMode;
import io.levada.core.plan.GroupAggregate;
import io.levada.core.plan.Limit;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.SortKey;
import io.levada.core.plan.ValuesNode;
import io.levada.core.type.RowType;
import io.levada.sql.bind.BoundTable;
import io.levada.sql.bind.Types;
import io.levada.sql.optimize.Exprs;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Relational algebra to our plan, one case for each kind of node. */
public final class PlanConverter {
    private final Connectors connectors;
    private final TableScans scans;
    private final Places places;
    private final Ranks ranks;

    /** @param query the syntax tree, for the positions of errors */
    PlanConverter(Connectors connectors, Settings settings, SqlNode query) {
        this.connectors = connectors;
        this.scans = new TableScans(connectors, settings);
        this.places = new Places(query);
        this.ranks = new Ranks(places);
    }

    Stream convert(RelRoot root) {
        Stream all = convert(root.rel);
        ranks.checkAllBounded(all.node());
        List<Integer> shown = root.fields.leftList();
        List<String> names = root.fields.rightList();
        return Calcs.project(
                all, shown.stream().map(i -> Calcs.identity(all).get(i)).toList(), names);
    }

    Stream convert(RelNode rel) {
        return switch (rel) {
            case LogicalTableScan scan -> scan(scan);
            case LogicalProject project -> {
                Stream input = convert(project.getInput());
                yield project.containsOver()
                        ? ranks.convert(project, input)
                        : Calcs.project(
                                input,
                                ExprConverter.over(input).convertAll(project.getProjects()),
                                project.getRowType().getFieldNames());
            }
            case LogicalFilter filter -> filtered(filter, List.of());
            case LogicalJoin join -> new Joins(places).convert(join, List.of(), this);
            case LogicalAggregate aggregate -> new Aggregates(places).convert(aggregate, convert(aggregate.getInput()));
            case LogicalValues values -> values(values);
            case LogicalUnion union -> union(union);
            case LogicalTableFunctionScan function -> new Windows(places).convert(function, this);
            case LogicalCorrelate correlate -> new LookupJoins(connectors, places).convert(correlate, this);
            case Sort sort -> limit(sort);
            case Snapshot snapshot -> throw unsupported("FOR SYSTEM_TIME AS OF here");
            default -> throw unsupported("the operation " + rel.getRelTypeName());
        };
    }

    /** What a filter says of one side of a join below goes down to that side. */
    Stream filtered(RelNode rel, List<RexNode> conditions) {
        if (rel instanceof LogicalFilter filter) {
            List<RexNode> all = new ArrayList<>();
            List<RexNode> withSubQueries = new ArrayList<>();
            for (RexNode own : RelOptUtil.conjunctions(filter.getCondition())) {
                (SubQueries.hasAny(own) ? withSubQueries : all).add(own);
            }
            all.addAll(conditions);
            Stream stream = filtered(filter.getInput(), all);
            for (RexNode condition : withSubQueries) {
                stream = new SubQueries(this, places, filter).filter(stream, condition);
            }
            return stream;
        }
        if (rel instanceof LogicalJoin join) {
            return new Joins(places).convert(join, conditions, this);
        }
        Stream input = convert(rel);
        Expr condition = Exprs.and(ExprConverter.over(input).convertAll(conditions));
        return condition == null ? input : ranks.bounded(Calcs.filter(input, condition));
    }

    private static LevadaException unsupported(String what) {
        return new LevadaException(ErrorCode.SQL_UNSUPPORTED, what + " is not there yet");
    }

    private Stream scan(LogicalTableScan scan) {
        Table table =
                Objects.requireNonNull(scan.getTable().unwrap(BoundTable.class)).table();
        try {
            return scans.stream(table);
        } catch (LevadaException e) {
            throw e.position() == null ? e.withPosition(places.table(table.name())) : e;
        }
    }

    private static Stream values(LogicalValues values) {
        RowType type = Types.rowFromRel(values.getRowType());
        List<Row> rows = new ArrayList<>();
        for (List<RexLiteral> tuple : values.getTuples()) {
            Object[] cells = new Object[tuple.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] =
                        ((io.levada.core.expr.Literal) Casts.toHeldAs(Literals.of(tuple.get(i)), type.type(i))).value();
            }
            rows.add(Row.of(cells));
        }
        List<String> names = values.getRowType().getFieldNames();
        return new Stream(
                new ValuesNode(type, rows),
                names,
                names.stream().map(n -> ColumnTrait.NONE).toList());
    }

    private Stream union(LogicalUnion union) {
        RowType type = Types.rowFromRel(union.getRowType());
        List<Stream> inputs = new ArrayList<>();
        for (RelNode input : union.getInputs()) {
            Stream converted = convert(input);
            inputs.add(Calcs.project(
                    converted,
                    IntStream.range(0, type.size())
                            .mapToObj(i -> Casts.to(Calcs.identity(converted).get(i), type.type(i)))
                            .toList(),
                    union.getRowType().getFieldNames()));
        }
        Stream all = Unions.of(inputs, type);
        if (union.all) {
            return all;
        }
        List<Integer> keys = IntStream.range(0, type.size()).boxed().toList();
        PlanNode distinct = new GroupAggregate(
                all.node(),
                keys,
                List.of(),
                Aggregates.mode(all.node(), List.of()),
                all.node().rowType());
        return new Stream(
                distinct,
                all.names(),
                all.names().stream().map(n -> ColumnTrait.NONE).toList());
    }

    private Stream limit(Sort sort) {
        Stream input = convert(sort.getInput());
        if (!sort.getCollation().getFieldCollations().isEmpty()) {
            if (sort.fetch == null) {
                throw unsupported("ORDER BY without LIMIT");
            }
            List<SortKey> order = sort.getCollation().getFieldCollations().stream()
                    .map(c -> Ranks.sortKey(c.getFieldIndex(), c.direction.isDescending(), c.nullDirection))
                    .toList();
            return Ranks.limited(input, order, sort.offset == null ? 0 : number(sort.offset), number(sort.fetch));
        }
        if (sort.fetch == null && sort.offset == null) {
            return input;
        }
        if (input.node().mode() != ChangelogMode.APPEND) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "LIMIT over a result that is updated is not there yet",
                    "limit the rows before they are aggregated");
        }
        long count = sort.fetch == null ? Long.MAX_VALUE : number(sort.fetch);
        PlanNode node = new Limit(input.node(), sort.offset == null ? 0 : number(sort.offset), count);
        return new Stream(node, input.names(), input.traits());
    }

    private static long number(@Nullable RexNode node) {
        if (node instanceof RexLiteral literal) {
            BigDecimal value = literal.getValueAs(BigDecimal.class);
            if (value != null) {
                return value.longValueExact();
            }
        }
        throw unsupported("a LIMIT that isn't a number");
    }
}

package io.levada.sql.bind;

import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.type.RowType;
import io.levada.sql.parse.StatementParser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;

/**
 * Binds queries against a catalog: names, types, views, then relational algebra. Errors have positions within the text
 * that the syntax tree was parsed from.
 */
public final class QueryBinder {
    private static final SqlToRelConverter.Config CONFIG = SqlToRelConverter.config()
            .withTrimUnusedFields(false)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            // The order of a stream is the order of its rows: dropping ORDER BY is not ours to decide.
            .withRemoveSortInSubQuery(false)
            .withAddJsonTypeOperatorEnabled(false)
            .addRelBuilderConfigTransform(RelBuilderSettings::of);

    private final Catalog catalog;
    private final SessionOperators operators;
    private final DialectTypeFactory types = new DialectTypeFactory();

    public QueryBinder(Catalog catalog) {
        this.catalog = catalog;
        this.operators = new SessionOperators(catalog);
    }

    /** The algebra of a query. */
    public RelRoot bind(SqlNode query) {
        return bind(query, newCluster(), Map.of());
    }

    /**
     * Expressions over the columns of a row, in the algebra of a projection: computed columns, watermarks.
     *
     * @param select a SELECT of the expressions from the table of that name
     */
    public RelNode bindOver(SqlNode select, String tableName, RowType row) {
        Map<String, Table> extra = Map.of(tableName, new RowTable(Types.toRel(row, types)));
        return bind(select, newCluster(), extra).rel;
    }

    /** The row type of a query; what is wrong with it is said now rather than where the view is used. */
    public RowType typeOf(SqlNode query) {
        return Types.rowFromRel(bind(query).validatedRowType);
    }

    RelNode expand(Catalog.ViewEntry view, RelOptCluster cluster) {
        try {
            return bind(StatementParser.parse(view.query()), cluster, Map.of()).rel;
        } catch (LevadaException e) {
            throw new LevadaException(
                    e.code(), "view '" + view.name() + "' isn't valid any more: " + e.message(), null, e.hint(), e);
        }
    }

    private RelRoot bind(SqlNode query, RelOptCluster cluster, Map<String, Table> extra) {
        boolean subQueries = UnsupportedFeatures.check(query);
        Map<String, Table> tables = new LinkedHashMap<>(CatalogSchema.tables(catalog, this));
        tables.putAll(extra);
        CalciteCatalogReader reader = CatalogSchema.reader(tables, types);
        DialectValidator validator = new DialectValidator(operators, reader, types);
        try {
            SqlNode valid = validator.validate(query);
            SqlToRelConverter converter = new SqlToRelConverter(
                    (rowType, text, schema, path) -> {
                        throw new IllegalStateException("views expand themselves");
                    },
                    validator,
                    reader,
                    cluster,
                    Convertlets.INSTANCE,
                    // The partitioned table of a SESSION is converted only with it, IN and EXISTS become joins without.
                    CONFIG.withExpand(!subQueries));
            return converter.convertQuery(valid, false, true);
        } catch (LevadaException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ValidationErrors(query, tables, types, operators.functionNames()).explain(e);
        } catch (StackOverflowError e) {
            throw new LevadaException(ErrorCode.SQL_INVALID, "the statement is nested too deeply");
        }
    }

    private RelOptCluster newCluster() {
        HepPlanner planner = new HepPlanner(HepProgram.builder().build());
        // Calcite would evaluate constants by its own rules, which aren't Flink's, and compile code for it.
        planner.setExecutor((builder, constants, reduced) -> reduced.addAll(constants));
        RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(types));
        cluster.setMetadataQuerySupplier(NoMetadata::new);
        return cluster;
    }

    public DialectTypes types() {
        return new DialectTypes(types, new DialectValidator(operators, CatalogSchema.reader(Map.of(), types), types));
    }

    /** Keeps Calcite from rewriting what it builds more than needed. */
    private static final class RelBuilderSettings {
        static RelBuilder.Config of(RelBuilder.Config config) {
            return config.withBloat(-1)
                    .withPruneInputOfAggregate(false)
                    .withAggregateUnique(true)
                    .withRemoveRedundantDistinct(false)
                    .withPushJoinCondition(false);
        }
    }
}

package io.levada.sql;

import io.levada.core.catalog.Table;
import io.levada.core.connector.Connectors;
import io.levada.core.data.Row;
import io.levada.core.error.ErrorCode;
import io.levada.core.error.LevadaException;
import io.levada.core.plan.PlanNode;
import io.levada.core.plan.PlanText;
import io.levada.core.plan.Scan;
import io.levada.core.plan.StreamPlan;
import io.levada.core.type.DataType;
import io.levada.core.type.Field;
import io.levada.core.type.RowType;
import io.levada.sql.bind.Catalog;
import io.levada.sql.bind.QueryBinder;
import io.levada.sql.convert.JobPlanner;
import io.levada.sql.parse.ExplainAnalyze;
import io.levada.sql.parse.Positions;
import io.levada.sql.parse.StatementParser;
import java.util.List;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlAddJar;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlDropFunction;
import org.apache.flink.sql.parser.ddl.SqlReset;
import org.apache.flink.sql.parser.ddl.SqlSet;
import org.apache.flink.sql.parser.ddl.table.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.table.SqlDropTable;
import org.apache.flink.sql.parser.ddl.view.SqlCreateView;
import org.apache.flink.sql.parser.ddl.view.SqlDropView;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlBeginStatementSet;
import org.apache.flink.sql.parser.dml.SqlEndStatementSet;
import org.apache.flink.sql.parser.dml.SqlExecute;
import org.apache.flink.sql.parser.dml.SqlStatementSet;
import org.apache.flink.sql.parser.dql.SqlRichDescribeTable;
import org.apache.flink.sql.parser.dql.SqlRichExplain;
import org.apache.flink.sql.parser.dql.SqlShowCreateTable;
import org.apache.flink.sql.parser.dql.SqlShowCreateView;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.apache.flink.sql.parser.dql.SqlShowTables;

/** What each kind of statement does. */
final class Statements {
    private final SqlSession session;
    private final Connectors connectors;
    private final QueryBinder binder;
    private final Declarations declarations;
    private final FunctionDeclarations functions;
    private final Answers answers;

    Statements(SqlSession session, Catalog catalog, Connectors connectors) {
        this.session = session;
        this.connectors = connectors;
        this.binder = new QueryBinder(catalog);
        this.declarations = new Declarations(catalog, binder, connectors);
        this.functions = new FunctionDeclarations(catalog);
        this.answers = new Answers(catalog, declarations);
    }

    FunctionDeclarations functions() {
        return functions;
    }

    /** Positions of errors are those within the text. */
    Planned plan(String text) {
        if (ExplainAnalyze.is(text)) {
            return analyze((SqlRichExplain) StatementParser.parse(ExplainAnalyze.withoutAnalyze(text)));
        }
        SqlNode node = StatementParser.parse(text);
        return switch (node) {
            case SqlCreateTable n -> declarations.createTable(n, text);
            case SqlCreateView n -> declarations.createView(n, text);
            case SqlDropTable n -> declarations.dropTable(n);
            case SqlDropView n -> declarations.dropView(n);
            case SqlCreateFunction n -> functions.create(n);
            case SqlDropFunction n -> functions.drop(n);
            case SqlAddJar n -> functions.addJar(n);
            case SqlSet n -> set(n);
            case SqlReset n -> reset(n);
            case SqlShowTables n -> answers.showTables(n);
            case SqlShowFunctions n -> answers.showFunctions(n);
            case SqlShowCreateTable n -> answers.showCreate(n.getTableName());
            case SqlShowCreateView n -> answers.showCreate(n.getViewName());
            case SqlRichDescribeTable n -> answers.describe(n);
            case SqlRichExplain n -> explain(n);
            default -> job(node);
        };
    }

    private Planned set(SqlSet set) {
        if (set.getKeyString() == null) {
            List<Row> rows = new TreeMap<>(session.settings().values())
                    .entrySet().stream()
                            .map(e -> Row.of(e.getKey(), e.getValue()))
                            .toList();
            return new Planned.Rows(
                    RowType.of(new Field("key", DataType.STRING), new Field("value", DataType.STRING)), rows);
        }
        try {
            session.set(set.getKeyString(), set.getValueString());
        } catch (LevadaException e) {
            boolean key = e.code() == ErrorCode.OPTION_UNKNOWN;
            throw e.withPosition(Positions.of(key ? set.getKey() : set.getValue()));
        }
        return new Planned.Done("'" + set.getKeyString() + "' is '" + set.getValueString() + "'");
    }

    private Planned reset(SqlReset reset) {
        try {
            session.reset(reset.getKeyString());
        } catch (LevadaException e) {
            throw e.withPosition(Positions.of(reset.getKey()));
        }
        return new Planned.Done(
                reset.getKeyString() == null ? "all settings are reset" : "'" + reset.getKeyString() + "' is reset");
    }

    private Planned analyze(SqlRichExplain explain) {
        checkDetails(explain);
        StreamPlan plan = job(explain.getStatement()).plan();
        plan.sinks().forEach(sink -> checkEnds(sink, explain));
        return new Planned.Analysis(plan);
    }

    private void checkEnds(PlanNode node, SqlRichExplain explain) {
        if (node instanceof Scan scan
                && !connectors.of(scan.table()).describe(scan.table()).bounded()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID,
                    "EXPLAIN ANALYZE runs the statement to its end, and reading '"
                            + scan.table().name() + "' has none",
                    Positions.of(explain),
                    "give it an end ('number-of-rows' of datagen, 'scan.bounded.mode' of kafka) or read a file; EXPLAIN"
                            + " alone shows the plan without running it, and --metrics tells the figures of a job that goes on",
                    null);
        }
        node.inputs().forEach(input -> checkEnds(input, explain));
    }

    private static void checkDetails(SqlRichExplain explain) {
        if (!explain.getExplainDetails().isEmpty()) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "EXPLAIN with " + String.join(", ", explain.getExplainDetails()) + " is not there yet",
                    Positions.of(explain),
                    "write EXPLAIN and the statement, or EXPLAIN ANALYZE and the statement, which runs it",
                    null);
        }
    }

    private Planned explain(SqlRichExplain explain) {
        checkDetails(explain);
        Planned.Job job = job(explain.getStatement());
        return new Planned.Rows(Planned.Analysis.TYPE, List.of(Row.of(PlanText.of(job.plan()))));
    }

    /** What a statement does, as far as its syntax tells. */
    static Statement.Kind kind(String text) {
        if (ExplainAnalyze.is(text)) {
            StatementParser.parse(ExplainAnalyze.withoutAnalyze(text));
            return Statement.Kind.QUERY;
        }
        SqlNode node = unwrapped(StatementParser.parse(text));
        if (node instanceof RichSqlInsert || node instanceof SqlStatementSet) {
            return Statement.Kind.INSERT;
        }
        return node.isA(SqlKind.QUERY) ? Statement.Kind.QUERY : Statement.Kind.OTHER;
    }

    private static SqlNode unwrapped(SqlNode node) {
        return node instanceof SqlExecute execute ? execute.getStatement() : node;
    }

    /** A job to which inserts are added. */
    JobPlanner newJob() {
        return new JobPlanner(binder, connectors, session.settings());
    }

    /** Adds an INSERT, or those of a statement set. Positions of errors are those within the text. */
    void addInserts(JobPlanner planner, String text) {
        SqlNode statement = unwrapped(StatementParser.parse(text));
        if (!addInserts(planner, statement)) {
            throw unsupported(statement);
        }
    }

    private boolean addInserts(JobPlanner planner, SqlNode statement) {
        if (statement instanceof SqlStatementSet set && set.getInserts().isEmpty()) {
            throw new LevadaException(
                    ErrorCode.SQL_INVALID, "the statement set is empty", Positions.of(set), null, null);
        }
        switch (statement) {
            case RichSqlInsert insert -> add(planner, insert);
            case SqlStatementSet set -> set.getInserts().forEach(insert -> add(planner, insert));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Planned.Job job(SqlNode node) {
        JobPlanner planner = newJob();
        SqlNode statement = unwrapped(node);
        if (addInserts(planner, statement)) {
            return new Planned.Job(planner.plan(), false);
        }
        if (!statement.isA(SqlKind.QUERY)) {
            throw unsupported(statement);
        }
        planner.addSelect(statement);
        return new Planned.Job(planner.plan(), true);
    }

    private void add(JobPlanner planner, RichSqlInsert insert) {
        String clause = insert.isOverwrite()
                ? "INSERT OVERWRITE"
                : !insert.getStaticPartitions().isEmpty()
                        ? "INSERT INTO ... PARTITION"
                        : !insert.getTableHints().isEmpty()
                                ? "a table hint"
                                : insert.getConflictStrategy().isPresent() ? "ON CONFLICT" : null;
        if (clause != null) {
            throw new LevadaException(
                    ErrorCode.SQL_UNSUPPORTED, clause + " is not there yet", Positions.of(insert), null, null);
        }
        Table table = declarations.table(insert.getTargetTableID());
        planner.addInsert(insert.getSource(), table, insert.getTargetColumnList(), insert.getTargetTableID());
    }

    private static LevadaException unsupported(SqlNode node) {
        boolean set = node instanceof SqlBeginStatementSet || node instanceof SqlEndStatementSet;
        String name = node instanceof org.apache.calcite.sql.SqlCall call
                ? call.getOperator().getName().replace('_', ' ')
                : node.getKind().name();
        return new LevadaException(
                ErrorCode.SQL_UNSUPPORTED,
                name + " is not there yet",
                Positions.of(node),
                set ? "write EXECUTE STATEMENT SET BEGIN ... END" : null,
                null);
    }
}
